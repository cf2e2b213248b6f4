"""What clients send and get."""

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, EmailStr, StrictStr, StringConstraints
from pydantic_core import PydanticCustomError

Role = Literal["user", "moderator", "admin"]


def _one_line(text: str) -> str:
    if not text.strip() or any(unicodedata.category(character) == "Cc" for character in text):
        raise PydanticCustomError("name", "must be one line that is not blank")
    return text


Email = Annotated[EmailStr, AfterValidator(str.lower)]
NewPassword = Annotated[StrictStr, StringConstraints(min_length=10, max_length=72)]
Name = Annotated[StrictStr, StringConstraints(min_length=1, max_length=100), AfterValidator(_one_line)]


class Registration(BaseModel):
    email: Email
    password: NewPassword
    name: Name


class Confirmation(BaseModel):
    token: StrictStr


class Login(BaseModel):
    email: Email
    password: StrictStr  # the rules for new passwords are not held against old ones


class Refresh(BaseModel):
    refresh_token: StrictStr


class Forgotten(BaseModel):
    email: Email


class Reset(BaseModel):
    token: StrictStr
    password: NewPassword


class Profile(BaseModel):
    name: Name


class RoleChange(BaseModel):
    role: Role


class Message(BaseModel):
    message: str


class Tokens(BaseModel):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    refresh_token: str


class User(BaseModel):
    """What others may see of a user."""

    id: int
    email: str
    name: str
    role: Role


UserRow = dict[str, Any]
