import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "data" / "quotes.json"


def load_quotes() -> list[dict[str, Any]]:
    """The quotes of the data file: a list of {"id": ..., "text": ..., "author": ...}."""
    quotes: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return quotes
