"""`python -m roadmap_lab.checks`: see `roadmap_lab.checks.program`."""

from __future__ import annotations

import gc


def _run() -> None:
    """Imports without the collector: it would look through 400 modules again and again, and free nothing."""
    gc.disable()
    from roadmap_lab.checks.program import main  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    main()


if __name__ == "__main__":
    _run()
