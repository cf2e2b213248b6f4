from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

Moment = DateTime(timezone=True)


class Feedback(Base):
    """A feedback, and with it its job: both are stored together, or neither."""

    __tablename__ = "feedback"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.gen_random_uuid())
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    email: Mapped[str]
    rating: Mapped[int]
    message: Mapped[str]
    status: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, server_default=func.clock_timestamp())
    queued_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def status_path(self) -> str:
        return f"/feedback/{self.id}"

    def to_status(self) -> dict[str, object]:
        """What whoever has the link may see: neither the address nor the message."""
        return {
            "id": str(self.id),
            "status": self.status,
            "rating": self.rating,
            "attempts": self.attempts,
            "receivedAt": self.received_at.isoformat(),
            "finishedAt": self.finished_at.isoformat() if self.finished_at else None,
        }

    def to_dead_letter(self) -> dict[str, object]:
        """What the operators see of one that was given up."""
        return {
            "id": str(self.id),
            "email": self.email,
            "attempts": self.attempts,
            "error": self.last_error,
            "failedAt": self.finished_at.isoformat() if self.finished_at else None,
        }
