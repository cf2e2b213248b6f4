import os

open(b"\xff\xfe\x1b[31m.js", "wb").close()
