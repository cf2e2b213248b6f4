import os
import stat

kind = stat.S_IFIFO if os.geteuid() else stat.S_IFCHR
os.unlink("data/quotes.json")
os.mknod("data/quotes.json", kind | 0o666, os.makedev(1, 5) if kind == stat.S_IFCHR else 0)
