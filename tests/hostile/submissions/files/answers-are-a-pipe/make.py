import os

os.unlink(".copier-answers.yml")
os.mkfifo(".copier-answers.yml")
