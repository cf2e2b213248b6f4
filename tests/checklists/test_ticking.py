from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_lab.catalog.skills import Pass, proven_skills
from roadmap_lab.checklists.checklist import Checklist
from roadmap_lab.checklists.files import replace_file
from roadmap_lab.checklists.matching import Match, match_checklist
from roadmap_lab.checklists.reader import read_checklist
from roadmap_lab.checklists.ticking import TickResult, diff, self_marked, tick
from roadmap_lab.errors import MachineError

CHECKLISTS = Path(__file__).parent.parent / "data" / "checklists"
JWT = frozenset({"jwt"})
PATIENT = settings(deadline=None)  # the first example reads the catalog

LINES = st.one_of(
    st.sampled_from(
        [
            "- [ ] JWT",
            "* [x] JWT",
            "  + [ ] Café 🧱",
            "1. [X] a",
            "> - [ ] quoted",
            "- [ ](x) link",
            "```",
            "<!--",
            "-->",
            "| [ ] | JWT |",
            "|---|---|",
            "| [ ] a \\| b | [ ] c |",
            "# [ ] heading",
            "",
            "    - [ ] deep",
            "- - [ ] twice",
            "-",
            "\t[ ] below",
            "[ ]: x",
        ]
    ),
    st.text(max_size=20),
    st.text(alphabet="-*+>|[] xX1.\t`#\\()<!", max_size=14),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "mac-roman"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    text = "".join(line + draw(ENDS) for line in draw(st.lists(LINES, max_size=12)))
    return text.encode(draw(ENCODINGS), errors="replace")


def everything(checklist: Checklist) -> tuple[Match, ...]:
    """A match for each item, as sure as can be."""
    return tuple(
        Match(item=item, skills=("jwt",), confidence=1.0, tick=True, why="", proven_by=())
        for item in checklist.items
    )


def tick_all(data: bytes) -> TickResult:
    return tick(data, everything(read_checklist(data)), JWT)


@PATIENT
@given(data=files() | st.binary(max_size=80))
def test_ticking_changes_only_boxes(data: bytes) -> None:
    after = tick_all(data).data
    places = [place for place, (old, new) in enumerate(zip(data, after, strict=True)) if old != new]
    for place in places:
        around = data[max(place - 4, 0) : place + 8].replace(b"\0", b"")
        assert b"[ ]" in around
        assert (data[place], after[place]) == (ord(" "), ord("x"))
    boxes = {item.box.offset for item in read_checklist(data).items if item.box}
    # In UTF-16 and UTF-32, big-endian, the letter is the last of the box's bytes.
    assert all(boxes & set(range(place - 3, place + 1)) for place in places)


@PATIENT
@given(data=files() | st.binary(max_size=80))
def test_ticking_twice_is_ticking_once(data: bytes) -> None:
    once = tick_all(data)
    twice = tick_all(once.data)
    assert twice.data == once.data
    assert not twice.ticked


@PATIENT
@given(data=files())
def test_a_ticked_file_reads_as_the_same_items(data: bytes) -> None:
    before, after = read_checklist(data), read_checklist(tick_all(data).data)
    assert [(item.line, item.text, item.headings) for item in before.items] == [
        (item.line, item.text, item.headings) for item in after.items
    ]
    assert before.encoding == after.encoding
    assert all(item.box.ticked for item in after.items if item.box)


@PATIENT
@given(lines=st.lists(st.tuples(LINES, ENDS), max_size=10))
def test_line_ends_survive(lines: list[tuple[str, str]]) -> None:
    data = "".join(line + end for line, end in lines).encode(errors="replace")
    after = tick_all(data).data
    assert [byte for byte in after if byte in b"\r\n"] == [byte for byte in data if byte in b"\r\n"]


@PATIENT
@given(data=files() | st.binary(max_size=80))
def test_any_file_can_be_matched_and_nothing_unproven_is_ticked(data: bytes) -> None:
    matches = match_checklist(read_checklist(data))
    assert all(0 <= match.confidence <= 1 for match in matches)
    assert tick(data, matches, frozenset(), accept_unsure=True).data == data


def test_unsure_matches_are_left_unless_accepted() -> None:
    data = b"- [ ] JWT and something\n"
    matches = [
        Match(item=item, skills=("jwt",), confidence=0.5, tick=False, why="", proven_by=())
        for item in read_checklist(data).items
    ]
    left = tick(data, matches, JWT)
    assert (left.data, left.changed, len(left.unsure)) == (data, False, 1)
    assert tick(data, matches, JWT, accept_unsure=True).data == b"- [x] JWT and something\n"


def test_an_item_of_several_skills_waits_for_all() -> None:
    data = b"- [ ] JWT, OAuth2, sessions\n"
    matches = match_checklist(read_checklist(data))
    assert matches[0].tick
    assert not tick(data, matches, frozenset({"jwt", "oauth"})).changed
    assert tick(data, matches, frozenset({"jwt", "oauth", "sessions"})).ticked_lines == (1,)


def test_nothing_is_unticked_and_hand_made_ticks_are_told_apart() -> None:
    data = b"- [x] JWT\n- [X] GraphQL\n- [x] Buy milk\n"
    matches = match_checklist(read_checklist(data))
    assert tick(data, matches, frozenset()).data == data
    assert [match.item.text for match in self_marked(matches, JWT)] == ["GraphQL", "Buy milk"]


def test_a_file_that_changed_in_between_is_not_ticked_in_the_wrong_place() -> None:
    matches = match_checklist(read_checklist(b"- [ ] JWT\n"))
    changed = b"Some words now stand here\n"
    assert tick(changed, matches, JWT).data == changed


def test_a_diff_shows_the_ticked_line_only() -> None:
    before = b"# Caf\xe9\r\n- [ ] JWT\r\n"
    lines = diff(before, tick_all(before).data, "list.md").splitlines()
    assert "-- [ ] JWT" in lines
    assert "+- [x] JWT" in lines
    assert diff(before, before, "list.md") == ""


def test_a_file_is_replaced_with_its_mode_and_through_its_link(tmp_path: Path) -> None:
    target = tmp_path / "real" / "list.md"
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(target)
    replace_file(link, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert [path.name for path in target.parent.iterdir()] == ["list.md"]


def test_a_failed_replacement_leaves_the_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(MachineError, match="No space left"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["list.md"]


def test_a_missing_file_is_the_machines_error(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        replace_file(tmp_path / "gone.md", b"")


@pytest.mark.parametrize(
    ("name", "by_quotes", "by_notes"),
    [
        ("1-core-advanced.md", [], []),
        # HTTP methods and status codes; REST principles and CRUD.
        ("2-levels.md", [], [28, 29]),
        # REST, JSON, returning JSON, the quotes project; CRUD routes, 404 and 500, the notes project.
        ("3-phases.md", [8, 9, 18, 21], [37, 38, 42]),
        # Has no boxes.
        ("4-topics.md", [], []),
        ("5-junior-mid-senior.md", [], []),
    ],
)
@pytest.mark.parametrize("stack", ["express", "fastapi", "go", "docker"])
def test_passes_tick_exactly_their_boxes(
    name: str, by_quotes: list[int], by_notes: list[int], stack: str, tmp_path: Path
) -> None:
    copy = tmp_path / name
    copy.write_bytes((CHECKLISTS / name).read_bytes())
    passes: list[Pass] = []
    for exercise, lines in (("quotes-api", by_quotes), ("notes-crud", by_notes)):
        passes.append(Pass(exercise=exercise, stack=stack))
        data = copy.read_bytes()
        result = tick(data, match_checklist(read_checklist(data)), proven_skills(passes))
        assert list(result.ticked_lines) == lines
        replace_file(copy, result.data)
    before = (CHECKLISTS / name).read_bytes().splitlines(keepends=True)
    after = copy.read_bytes().splitlines(keepends=True)
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new]
    assert changed == sorted(by_quotes + by_notes)
    assert all(after[number - 1] == before[number - 1].replace(b"[ ]", b"[x]", 1) for number in changed)
