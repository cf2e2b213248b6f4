"""What clients send. Fields that are not named here are ignored."""

import re
import unicodedata
from typing import Any

from flask import abort, request
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from app.errors import InvalidRequest
from app.models import ROLES

_PART = r"[^\s@\x00-\x1f\x7f]+"
_ADDRESS = re.compile(rf"{_PART}@{_PART}\.{_PART}")
_LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3


class Text(fields.String):
    """A string that is text: JSON may hold halves of surrogate pairs, which stand for no character."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, *arguments, **options)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise self.make_error("invalid_utf8") from None
        return text


class Email(Text):
    """An address, in lower case."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> str:
        text = super()._deserialize(value, *arguments, **options).lower()
        if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST_ADDRESS:
            raise ValidationError("must be an e-mail address")
        return text


def _one_line(text: str) -> None:
    if not text.strip() or any(unicodedata.category(character) == "Cc" for character in text):
        raise ValidationError("must be one line that is not blank")


class Body(Schema):
    class Meta:
        unknown = EXCLUDE


def email() -> Email:
    return Email(required=True)


def new_password() -> Text:
    return Text(required=True, validate=validate.Length(10, 72))


def name() -> Text:
    return Text(required=True, validate=[validate.Length(1, 100), _one_line])


class RegistrationBody(Body):
    email = email()
    password = new_password()
    name = name()


class TokenBody(Body):
    token = Text(required=True)


class LoginBody(Body):
    email = email()
    password = Text(required=True)  # the rules for new passwords are not held against old ones


class RefreshBody(Body):
    refresh_token = Text(required=True)


class ForgotBody(Body):
    email = email()


class ResetBody(Body):
    token = Text(required=True)
    password = new_password()


class ProfileBody(Body):
    name = name()


class RoleBody(Body):
    role = Text(required=True, validate=validate.OneOf(ROLES))


def read_body(schema: type[Body]) -> dict[str, str]:
    """The body of the request as the schema wants it; an answer 400 where it is something else."""
    try:
        body = request.get_json(force=True)  # answers by itself what is no JSON
    except RecursionError:
        abort(400, "The body is nested too deeply.")
    if not isinstance(body, dict):
        abort(400, "The body must be a JSON object.")
    try:
        given: dict[str, str] = schema().load(body)
    except ValidationError as error:
        raise InvalidRequest(
            {field: " ".join(told) for field, told in error.normalized_messages().items()}
        ) from error
    return given
