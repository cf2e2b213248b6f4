from pathlib import Path

Path(".copier-answers.yml").write_text(
    "exercise: ../../tests/../exercises/quotes-api\nexercise_version: 1\nstack: ../stacks/fastapi\n"
)
