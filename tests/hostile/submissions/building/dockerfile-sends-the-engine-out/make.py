from pathlib import Path

Path("Dockerfile").write_text("FROM debian:trixie-slim\nADD \\\n  http://169.254.169.254/latest/meta-data /stolen\nCMD true\n")
