from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, HTTPException, Request, status

from app.store import Database


def database(request: Request) -> Iterator[Database]:
    with request.app.state.pool.connection() as db:
        yield db


def known_form(feedback_id: str) -> UUID:
    """What is no UUID is the id of nothing."""
    try:
        return UUID(feedback_id)
    except ValueError as error:
        raise HTTPException(
            status.HTTP_404_NOT_FOUND, f"There is nothing with the id {feedback_id}."
        ) from error


# The transaction ends before the answer is sent: what is answered has been stored.
Db = Annotated[Database, Depends(database, scope="function")]
FeedbackId = Annotated[UUID, Depends(known_form)]
