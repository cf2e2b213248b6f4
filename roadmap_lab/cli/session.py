"""What one run of the program has in common: where it prints, and how."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from roadmap_lab.cli.safe_text import safe_json, safe_line
from roadmap_lab.errors import ExitCode, RoadmapLabError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from roadmap_lab.grading.opening import Opening

SCHEMA = "roadmap-lab/1"  # raised when a field of the envelope changes its meaning


class Session:
    """Renders results and errors, as text for people or as one JSON envelope.

    Attributes:
        debug: Whether an error shows its traceback.
        json: Whether standard output is JSON.
        command: The verb, for the envelope.
        opening: What was begun before the words were read, if anything was.
    """

    def __init__(self, opening: Opening | None = None) -> None:
        self.opening = opening
        self.debug = False
        self.json = False
        self.command = ""

    @cached_property
    def console(self) -> Console:
        """Standard output for people."""
        from rich.console import Console  # noqa: PLC0415  # 30 ms that JSON output does without

        return Console(highlight=False, emoji=False, markup=False, soft_wrap=True)

    def emit(self, data: dict[str, Any], render: Callable[[Console], None], *, ok: bool = True) -> None:
        """Prints a result once: the envelope with `--json`, else what `render` writes."""
        if self.json:
            self._envelope({"ok": ok, "data": data})
        else:
            render(self.console)

    def error(self, error: RoadmapLabError) -> None:
        """Prints an expected error: one line of what happened, one of what to do."""
        hint = error.hint
        if error.detail:
            hint = f"{hint + '; ' if hint else ''}the full story is in {_log(error, error.detail)}"
        self._error(error.message, hint, error.exit_code)

    def usage_error(self, error: click.ClickException) -> None:
        """Prints what is wrong with the command's words."""
        context = getattr(error, "ctx", None)
        hint = f"{context.command_path} --help" if context else "roadmap-lab --help"
        self._error(error.format_message(), hint, ExitCode.USAGE)

    def unexpected(self, error: Exception) -> None:
        """Prints an error of ours that nobody foresaw."""
        log = _log(error, "")
        first = (str(error).splitlines() or [""])[0]
        self._error(
            f"roadmap-lab itself failed ({type(error).__name__}: {first})",
            f"please report it with {log}",
            ExitCode.OUR_FAULT,
        )

    def interrupted(self) -> None:
        """Says that the user stopped it."""
        self._error("interrupted; what was started is being removed", "", ExitCode.INTERRUPTED)

    def _error(self, message: str, hint: str, code: ExitCode) -> None:
        message, hint = safe_line(message), safe_line(hint)
        if self.json:
            self._envelope({"ok": False, "error": {"message": message, "hint": hint, "exit_code": int(code)}})
            return
        label = click.style("error:", fg="red", bold=True)
        click.echo(f"{label} {message}", err=True)
        if hint:
            click.echo(f"{click.style('hint:', fg='cyan')}  {hint}", err=True)

    def _envelope(self, content: dict[str, Any]) -> None:
        import msgspec  # noqa: PLC0415

        envelope = {"schema": SCHEMA, "command": self.command, **content}
        text = msgspec.json.format(msgspec.json.encode(envelope), indent=2).decode()
        sys.stdout.write(safe_json(text) + "\n")
        sys.stdout.flush()


def json_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--json` to a command, and gives it the session as its first argument."""

    def choose(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
        ctx.obj.json = value
        ctx.obj.command = ctx.command_path.partition(" ")[2]

    option = click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=choose,
        help="Print one JSON object.",
    )
    return option(click.pass_obj(function))


def _log(error: BaseException, detail: str) -> str:
    import traceback  # noqa: PLC0415  # only when something went wrong
    from datetime import UTC, datetime  # noqa: PLC0415

    from roadmap_lab.locations import log_folder  # noqa: PLC0415

    path = log_folder() / "roadmap-lab.log"
    entry = f"{datetime.now(UTC).isoformat()} {' '.join(sys.argv[1:])}\n{detail}\n"
    entry += "".join(traceback.format_exception(error)) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 1_000_000:  # noqa: PLR2004
            path.replace(path.with_suffix(".log.1"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(entry)
    except OSError:
        return "no log file, for it could not be written"
    return str(path)
