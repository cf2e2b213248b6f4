from pathlib import Path

with Path(".copier-answers.yml").open("a") as answers:
    answers.write("_extra: !!python/object/apply:subprocess.getoutput [id]\n")
