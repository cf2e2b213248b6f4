"""Starts the server: `python -m app`."""

import os

import uvicorn
from dotenv import load_dotenv


def main() -> None:
    load_dotenv()  # settings from .env; a variable that is already set keeps its value
    port = int(os.environ.get("PORT") or 3000)
    # The app is named, not imported, so that it is loaded only now, with all settings in place.
    uvicorn.run("app.main:app", host="0.0.0.0", port=port)


if __name__ == "__main__":
    main()
