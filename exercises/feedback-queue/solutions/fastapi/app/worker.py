"""Does the jobs, one after the other: `python -m app.worker`."""

import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import redis
from dotenv import load_dotenv

from app.db import Pool, open_pool
from app.job_queue import JobQueue
from app.jobs import relay, work

RELAY_SECONDS = 0.1
REST_SECONDS = 0.5

logger = logging.getLogger(__name__)


def main() -> None:
    load_dotenv()
    logging.basicConfig(level=logging.INFO)
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stopping.set())
    with open_pool() as pool, ThreadPoolExecutor(max_workers=1) as threads:
        queue = JobQueue()
        relaying = threads.submit(keep, lambda: relay_due(pool, queue, stopping), stopping)
        logger.info("waiting for jobs")
        keep(lambda: work_on_next(pool, queue), stopping)
        relaying.result()  # raises what it died of


def keep(step: Callable[[], None], stopping: Event) -> None:
    """Repeats the step until we are told to stop; a queue that does not answer is tried again.

    Any other error ends the worker, and whoever runs it starts it again. Nothing is lost with it, for no job
    leaves the queue before its outcome is stored.
    """
    try:
        while not stopping.is_set():
            try:
                step()
            except redis.RedisError as error:
                logger.warning("queue: %s", error)
                stopping.wait(REST_SECONDS)
    finally:
        stopping.set()  # the worker and its relay end together


def work_on_next(pool: Pool, queue: JobQueue) -> None:
    job = queue.take()
    if job:
        work(pool, job.feedback_id)
        queue.done(job)


def relay_due(pool: Pool, queue: JobQueue, stopping: Event) -> None:
    relay(pool, queue)
    stopping.wait(RELAY_SECONDS)


if __name__ == "__main__":
    main()
