from fastapi import FastAPI

app = FastAPI(title="Accounts")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO: POST /auth/register checks its input and answers 202; begin here. db.py has the database.
# TODO: the mail with the link, POST /auth/confirm, POST /auth/login, GET /me
# TODO: POST /auth/refresh and /auth/logout; /auth/forgot and /auth/reset; the lock-out
# TODO: the routes of /users, with who may do what
# TODO: GET /auth/oidc/login and /auth/oidc/callback
# TODO: answer every error as JSON: {"error": "..."}
