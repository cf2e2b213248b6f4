from fastapi import FastAPI, HTTPException, Request, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, StrictStr, field_validator


class NewMessage(BaseModel):
    text: StrictStr

    @field_validator("text")
    @classmethod
    def not_blank(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("must not be blank")
        return text


class Message(BaseModel):
    id: int
    text: str


app = FastAPI(title="Messages")
messages: dict[str, Message] = {}  # by id as it stands in a path


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/messages", status_code=status.HTTP_201_CREATED)
async def create_message(new: NewMessage) -> Message:
    message = Message(id=len(messages) + 1, text=new.text)
    messages[str(message.id)] = message
    return message


@app.get("/messages/{message_id}")
async def read_message(message_id: str) -> Message:
    if message_id not in messages:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no message {message_id}.")
    return messages[message_id]


@app.exception_handler(RequestValidationError)
async def answer_invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
    fields = {str(one["loc"][-1]): str(one["msg"]) for one in error.errors()}
    return JSONResponse({"error": "The message is not valid.", "fields": fields}, 400)


@app.exception_handler(HTTPException)
async def answer_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return JSONResponse({"error": error.detail}, error.status_code)
