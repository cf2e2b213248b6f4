"""What clients send."""

import re
from typing import Any

from flask import abort, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from app.errors import InvalidFeedback

# One address and nothing else: no blank, no line break, nothing that separates or wraps addresses.
_PART = r'[^\s@,;:<>()\[\]"\\]+'
_ADDRESS = re.compile(rf"{_PART}@{_PART}\.{_PART}")


class StorableText(fields.String):
    """A string that PostgreSQL can keep: without U+0000, and without halves of surrogate pairs."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, *arguments, **options)
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise ValidationError("Holds characters that cannot be stored.")
        return text


def _is_address(text: str) -> None:
    if not _ADDRESS.fullmatch(text):
        raise ValidationError("Not an e-mail address.")


def _is_not_blank(text: str) -> None:
    if not text.strip():
        raise ValidationError("Only blanks.")


class NewFeedback(Schema):
    class Meta:
        unknown = EXCLUDE

    email = StorableText(required=True, validate=[validate.Length(max=254), _is_address])
    rating = fields.Integer(required=True, strict=True, validate=validate.Range(1, 5))
    message = StorableText(required=True, validate=[validate.Length(max=2000), _is_not_blank])


def read_new_feedback() -> dict[str, Any]:
    """The feedback in the body of the request; an answer 400 where there is none."""
    try:
        body = request.get_json(force=True)  # answers by itself what is no JSON
    except RecursionError:
        abort(400, "The body is nested too deeply.")
    if not isinstance(body, dict):
        abort(400, "The body must be a JSON object.")
    try:
        given: dict[str, Any] = NewFeedback().load(body)
    except ValidationError as error:
        told = error.normalized_messages()
        raise InvalidFeedback({name: " ".join(words) for name, words in told.items()}) from error
    return given
