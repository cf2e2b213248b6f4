"""Where the program's own data lies: in the package when installed from a wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_PACKED = PACKAGE / "_data"
_ROOT = _PACKED if _PACKED.is_dir() else PACKAGE.parent

TEMPLATES = _ROOT / "templates"
EXERCISES = _ROOT / "exercises"
IMAGES = PACKAGE / "images"
