from pathlib import Path

lines = ["x-level0: &level0 {" + ", ".join(f"key{number}: x" for number in range(10)) + "}"]
for level in range(1, 12):
    merged = ", ".join([f"*level{level - 1}"] * 10)
    lines.append(f"x-level{level}: &level{level}\n  <<: [{merged}]")
Path("compose.yaml").write_text("\n".join(lines) + "\nservices:\n  queue: *level11\n")
