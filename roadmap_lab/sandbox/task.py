"""Work in a thread of its own, begun at once; its result, or its error, is had where it is needed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class Task(Generic[Result]):
    """What `concurrent.futures` has as well, without the 3 ms of its import before a grade's first container.

    Args:
        work: Is called once, in a thread that does not keep the program from ending.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def result(self) -> Result:
        """Waits for the end of the work.

        Raises:
            BaseException: What the work raised.
        """
        if self.error() is not None:
            raise self._error  # type: ignore[misc]
        return self._result

    def error(self) -> BaseException | None:
        """Waits for the end of the work; what it raised, if anything."""
        self._thread.join()
        return self._error

    def _run(self) -> None:
        try:
            self._result = self._work()
        except BaseException as error:  # noqa: BLE001  # raised again where the result is asked for
            self._error = error
