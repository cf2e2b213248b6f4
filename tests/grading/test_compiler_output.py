from __future__ import annotations

from roadmap_lab.grading.compiler_output import first_errors

GO = r"^\S+\.go:\d+:\d+: "


def test_it_begins_with_the_first_error() -> None:
    output = "downloading\n# app/cmd\ncmd/main.go:3:2: undefined: x\ncmd/main.go:4:2: undefined: y\n"
    assert first_errors(output, GO) == "cmd/main.go:3:2: undefined: x\ncmd/main.go:4:2: undefined: y"


def test_what_is_left_is_counted() -> None:
    output = "\n".join(f"a.go:{number}:1: wrong" for number in range(30))
    shown = first_errors(output, GO, most=3).splitlines()
    assert shown == ["a.go:0:1: wrong", "a.go:1:1: wrong", "a.go:2:1: wrong", "... and 27 more lines"]
    assert first_errors("a.go:1:1: x\nb", GO, most=1).endswith("... and 1 more line")


def test_without_an_error_that_is_known_the_last_lines_stay() -> None:
    output = "\n".join(str(number) for number in range(100))
    assert first_errors(output, GO, most=2) == "98\n99"
    assert first_errors(output, "", most=1) == "99"
    assert first_errors("", GO) == ""
