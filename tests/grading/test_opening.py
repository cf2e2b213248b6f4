from __future__ import annotations

import pytest

from roadmap_lab.errors import MachineError
from roadmap_lab.grading.opening import Opening
from roadmap_lab.sandbox.engine import connect
from tests.docker.conftest import containers_of_grade, eventually, reapers


def test_a_missing_engine_is_told_only_to_who_asks_for_the_pod() -> None:
    with Opening():
        pass  # the project was none, say: that is what the user has to hear

    with Opening() as opening, pytest.raises(MachineError):
        opening.pod()


def test_each_grade_has_another_port() -> None:
    ports = {Opening().port for _ in range(30)}
    assert len(ports) > 20
    assert all(20000 <= port <= 29999 for port in ports)


@pytest.mark.docker
@pytest.mark.parametrize("late", [False, True])
def test_what_was_begun_is_removed_however_early_it_is_left(late: bool) -> None:
    with Opening() as opening:
        if late:
            opening.pod()

    eventually(lambda: not reapers(opening.grade_id), "whoever cleans up has done it")
    assert containers_of_grade(connect(), opening.grade_id) == []
