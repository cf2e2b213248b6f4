import os
import socket
import time

first, last = (int(one) for one in open("/proc/sys/net/ipv4/ip_local_port_range").read().split())
for start in range(first, last + 1, 900):
    if os.fork() == 0:
        kept = []
        for port in range(start, min(start + 900, last + 1)):
            try:
                kept.append(socket.create_server(("127.0.0.1", port)))
            except OSError:
                pass
        time.sleep(600)
