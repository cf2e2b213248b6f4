import os

for name in (".gitignore", "Procfile"):
    os.unlink(name)
    os.mkfifo(name)
