from pathlib import Path

name = r"\e]0;owned\a\e[2J\L\r\nPassed: all 15 checks\u202e"
lines = [f'exercise: "{name}"', "exercise_version: 1", "stack: fastapi", ""]
Path(".copier-answers.yml").write_text("\n".join(lines), encoding="utf-8")
