from dataclasses import dataclass
from uuid import uuid4

import redis

from app.config import config

_STREAM = "feedback:jobs"
_GROUP = "workers"
_BLOCK_MILLISECONDS = 500


@dataclass(frozen=True)
class Job:
    entry: str
    feedback_id: str


class JobQueue:
    """The queue of feedback ids: a stream in Redis, whose consumer group remembers who has what in hand."""

    def __init__(self) -> None:
        self._redis = redis.Redis.from_url(config().redis_url, decode_responses=True, socket_timeout=5)
        self._consumer = str(uuid4())
        try:
            self._redis.xgroup_create(_STREAM, _GROUP, id="0", mkstream=True)
        except redis.ResponseError as error:
            if "BUSYGROUP" not in str(error):  # that it is there already is fine
                raise

    def publish(self, feedback_ids: list[str]) -> None:
        with self._redis.pipeline(transaction=True) as batch:
            for feedback_id in feedback_ids:
                batch.xadd(_STREAM, {"feedback_id": feedback_id})
            batch.execute()

    def take(self) -> Job | None:
        """The next job: one whose worker has not finished it in time, or else the oldest that nobody has."""
        _, abandoned, *_ = self._redis.xautoclaim(
            _STREAM, _GROUP, self._consumer, min_idle_time=int(config().job_lease_seconds * 1000), count=1
        )
        entries = abandoned or self._wait_for_new()
        for entry, fields in entries:
            return Job(entry=entry, feedback_id=fields["feedback_id"])
        return None

    def done(self, job: Job) -> None:
        """Forgets the job, for ever."""
        with self._redis.pipeline(transaction=True) as batch:
            batch.xack(_STREAM, _GROUP, job.entry)
            batch.xdel(_STREAM, job.entry)
            batch.execute()

    def _wait_for_new(self) -> list[tuple[str, dict[str, str]]]:
        streams = self._redis.xreadgroup(
            _GROUP, self._consumer, {_STREAM: ">"}, count=1, block=_BLOCK_MILLISECONDS
        )
        return streams[0][1] if streams else []
