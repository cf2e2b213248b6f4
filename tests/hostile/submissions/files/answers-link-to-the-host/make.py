import os

os.unlink(".copier-answers.yml")
os.symlink("/etc/shadow", ".copier-answers.yml")
