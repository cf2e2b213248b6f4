from fastapi import FastAPI

app = FastAPI(title="Notes")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# TODO: POST /notes keeps a note in memory and answers 201 with it; begin here.
# TODO: GET /notes and GET /notes/{id}
# TODO: PUT, PATCH and DELETE /notes/{id}
# TODO: answer every error as JSON: {"error": "..."}
