"""The tables that migrations/ makes."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base

ROLES = ("user", "moderator", "admin")


class User(Base):
    """Somebody whose address is confirmed; until then there is only a registration."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str | None]

    def to_dict(self) -> dict[str, object]:
        """What others may see."""
        return {"id": self.id, "email": self.email, "name": self.name, "role": self.role}


class Registration(Base):
    __tablename__ = "registrations"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PasswordReset(Base):
    __tablename__ = "password_resets"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class LoginSession(Base):
    """One login on one device; it ends by being deleted."""

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    user: Mapped[User] = relationship()


class RefreshToken(Base):
    """Those that were used are kept, so that a second use is noticed."""

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class LoginFailure(Base):
    """By address, not by user, so that addresses without an account are locked alike."""

    __tablename__ = "login_failures"

    email: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ProviderIdentity(Base):
    """Who a user is at the provider. The subject stays the same for ever, the address there may change."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    user: Mapped[User] = relationship()


class ProviderLogin(Base):
    """A login at the provider that was begun, bound to a browser by a cookie."""

    __tablename__ = "oidc_logins"

    browser_hash: Mapped[bytes] = mapped_column(primary_key=True)
    state: Mapped[str]
    nonce: Mapped[str]
    code_verifier: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
