"""Does the jobs, one after the other: `python -m app.worker`."""

import logging
import signal
from threading import Event

from app import create_app
from app.jobs import hand_over, work
from app.queue import JobQueue, QueueError

REST_SECONDS = 0.3  # when the queue does not answer

logger = logging.getLogger(__name__)


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stopping.set())
    app = create_app()
    queue = JobQueue(app.config["REDIS_URL"], app.config["JOB_LEASE_SECONDS"])
    logger.info("waiting for jobs")
    with app.app_context():
        while not stopping.is_set():
            try:
                step(queue)
            except QueueError as error:
                logger.warning("queue: %s", error)
                stopping.wait(REST_SECONDS)


def step(queue: JobQueue) -> None:
    """Queues what is due, then does one job, if there is one.

    Any error but one of the queue ends the worker, and whoever runs it starts it again. Nothing is lost with
    it: no job leaves the queue before its outcome is stored.
    """
    hand_over(queue)
    job = queue.take()
    if job:
        work(job.feedback_id)
        queue.done(job)


if __name__ == "__main__":
    main()
