from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID, uuid4

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

STREAM = "feedback:jobs"
GROUP = "workers"
WAIT_MILLISECONDS = 200
ANSWER_SECONDS = 2

Result = TypeVar("Result")


class QueueError(Exception):
    """The queue does not answer, or not as it should."""


@dataclass(frozen=True)
class Job:
    entry: str
    feedback_id: UUID


class JobQueue:
    """A stream in Redis. Its consumer group remembers who has which job in hand, until the job is done."""

    def __init__(self, url: str, lease_seconds: float) -> None:
        self._redis = redis.Redis.from_url(
            url, decode_responses=True, socket_timeout=ANSWER_SECONDS, retry=Retry(NoBackoff(), 0)
        )
        self._me = str(uuid4())
        self._lease = int(lease_seconds * 1000)
        self._has_group = False

    def publish(self, feedback_ids: Sequence[UUID]) -> None:
        batch = self._redis.pipeline(transaction=True)
        for feedback_id in feedback_ids:
            batch.xadd(STREAM, {"feedback_id": str(feedback_id)})
        self._run(batch.execute)

    def take(self) -> Job | None:
        """The next job: one that its worker has had for too long, or else the oldest that nobody has."""
        entries = self._run(self._take)
        for entry, values in entries:
            return Job(entry=entry, feedback_id=UUID(values["feedback_id"]))
        return None

    def done(self, job: Job) -> None:
        """Forgets the job, for ever."""
        batch = self._redis.pipeline(transaction=True).xack(STREAM, GROUP, job.entry).xdel(STREAM, job.entry)
        self._run(batch.execute)

    def _take(self) -> list[tuple[str, dict[str, str]]]:
        if not self._has_group:
            self._make_group()
        _, abandoned, *_ = self._redis.xautoclaim(STREAM, GROUP, self._me, min_idle_time=self._lease, count=1)
        if abandoned:
            return abandoned
        found = self._redis.xreadgroup(GROUP, self._me, {STREAM: ">"}, count=1, block=WAIT_MILLISECONDS)
        return found[0][1] if found else []

    def _make_group(self) -> None:
        try:
            self._redis.xgroup_create(STREAM, GROUP, id="0", mkstream=True)
        except redis.ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):  # another worker has made it
                raise
        self._has_group = True

    def _run(self, call: Callable[[], Result]) -> Result:
        try:
            return call()
        except redis.RedisError as error:
            raise QueueError(str(error)) from error
