from __future__ import annotations

import threading
import time

from roadmap_lab.checks.boot import wait_until_listening
from tests.wire import WireServer, always, response


def test_what_listens_before_the_process_was_started_is_another_one() -> None:
    started = threading.Event()
    with WireServer(always(response())) as other:
        threading.Timer(0.2, other.stop_listening).start()
        threading.Timer(0.4, started.set).start()
        assert not wait_until_listening(other.port, 0.3, started)


def test_what_listens_after_the_start_is_taken_for_it() -> None:
    started = threading.Event()
    started.set()
    with WireServer(always(response())) as server:
        began = time.monotonic()
        assert wait_until_listening(server.port, 5.0, started)
    assert time.monotonic() - began < 5
