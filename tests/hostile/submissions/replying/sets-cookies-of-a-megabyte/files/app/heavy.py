from app.main import app

COOKIES = [(b"set-cookie", b"c%d=" % number + b"a" * 60_000) for number in range(17)]


async def main(scope, receive, send) -> None:
    async def heavier(message) -> None:
        if message["type"] == "http.response.start" and scope["method"] == "POST":
            message["headers"] = [*message["headers"], *COOKIES]
        await send(message)

    await app(scope, receive, heavier)
