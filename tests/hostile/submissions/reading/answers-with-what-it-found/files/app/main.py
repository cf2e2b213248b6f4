import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request

app = FastAPI()


@app.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
async def found(request: Request) -> list[Any]:
    texts = [str(dict(request.headers)), str(dict(os.environ))]
    texts += [Path("/proc/net", name).read_text() for name in ("tcp", "tcp6", "udp", "unix")]
    texts += [path.read_text(errors="replace") for path in Path("/proc").glob("[0-9]*/cmdline")]
    return [{"id": number + 1, "text": text, "author": "found"} for number, text in enumerate(texts)]
