"""How an exercise's author declares a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ATTRIBUTE = "__roadmap_lab_check__"
DEFAULT_SECONDS = 10.0

Function = TypeVar("Function", bound="Callable[..., object]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One hidden check.

    Attributes:
        id: Stable within the exercise; the function's name in kebab case.
        title: What has to hold, as one sentence that a learner understands.
        hints: From a nudge to nearly the answer. The first is shown with the failure,
            each further one when the learner asks for it.
        needs: Ids of checks that have to pass first; where one did not, this one is skipped.
        seconds: How long the check may take as a whole.
    """

    id: str
    title: str
    hints: tuple[str, ...]
    needs: tuple[str, ...]
    seconds: float


def check(
    title: str,
    *,
    hints: Sequence[str],
    needs: Sequence[str] = (),
    seconds: float = DEFAULT_SECONDS,
) -> Callable[[Function], Function]:
    """Declares a test function as a check; its id is the function's name without `test_`.

    Args:
        title: What has to hold, as one sentence.
        hints: At least one; the first is shown with a failure, the others on demand.
        needs: Ids of the checks without which this one says nothing new.
        seconds: Deadline of the whole check.

    Raises:
        ValueError: The title is empty, there is no hint, or the function is not named `test_...`.
    """
    if not title.strip() or isinstance(hints, str) or not hints or not all(hint.strip() for hint in hints):
        raise ValueError("a check has a title and at least one hint")

    def declare(function: Function) -> Function:
        name = function.__name__
        if not name.startswith("test_"):
            raise ValueError(f"a check's function is named test_...: {name}")
        declaration = Declaration(
            id=name.removeprefix("test_").replace("_", "-"),
            title=title,
            hints=tuple(hints),
            needs=tuple(needs),
            seconds=seconds,
        )
        setattr(function, ATTRIBUTE, declaration)
        return function

    return declare


def declaration_of(item: object) -> Declaration:
    """The declaration of a collected test.

    Raises:
        TypeError: It is not declared as a check.
    """
    declaration = getattr(getattr(item, "function", None), ATTRIBUTE, None)
    if not isinstance(declaration, Declaration):
        raise TypeError(f"{getattr(item, 'name', item)} is not declared as a check")
    return declaration
