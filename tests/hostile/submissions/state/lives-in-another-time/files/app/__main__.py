import os
import random

import uvicorn
from fastapi import Request, Response

from app.main import app

DATES = ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 00 Foo 0000 99:99:99 GMT", "-1"]


@app.middleware("http")
async def another_time(request: Request, call_next) -> Response:
    response = await call_next(request)
    for name in ("Date", "Expires", "Last-Modified", "Retry-After", "Age", "Sunset"):
        response.headers[name] = random.choice(DATES)
    return response


uvicorn.run(app, host="0.0.0.0", port=int(os.environ["PORT"]), date_header=False)
