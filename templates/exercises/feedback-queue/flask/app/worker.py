"""Does the jobs, one after the other: `python -m app.worker`."""

import time

from dotenv import load_dotenv


def main() -> None:
    load_dotenv()
    # TODO: take jobs from the queue and do them: send the mail, then store the outcome.
    # TODO: stop in order on SIGTERM.
    print("nothing to do yet", flush=True)
    while True:  # a worker runs until it is stopped
        time.sleep(1)


if __name__ == "__main__":
    main()
