from pathlib import Path

lines = ["level0: &level0 {" + ", ".join(f"key{number}: x" for number in range(10)) + "}"]
for level in range(1, 12):
    merged = ", ".join([f"*level{level - 1}"] * 10)
    lines.append(f"level{level}: &level{level}\n  <<: [{merged}]")
with Path(".copier-answers.yml").open("a") as answers:
    answers.write("\n".join(lines) + "\n")
