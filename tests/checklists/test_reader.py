import pytest

from roadmap_lab.checklists.checklist import Checklist
from roadmap_lab.checklists.reader import read_checklist


def read(text: str) -> Checklist:
    return read_checklist(text.encode())


def texts(text: str) -> list[str]:
    return [item.text for item in read(text).items]


def boxed(text: str) -> list[tuple[int, str, bool]]:
    return [(item.line, item.text, item.box.ticked) for item in read(text).items if item.box]


@pytest.mark.parametrize("marker", ["-", "*", "+", "1.", "23)", "> -", "- -", "> 1. *"])
def test_a_task_is_read_after_any_marker(marker: str) -> None:
    assert boxed(f"{marker} [ ] Redis\n{marker} [X] Kafka\n")[0] == (1, "Redis", False)
    assert (2, "Kafka", True) in boxed(f"{marker} [ ] Redis\n{marker} [X] Kafka\n")


def test_nested_tasks_have_their_parent_as_context() -> None:
    items = read("# Ops\n\n- [ ] Cloud:\n    - [ ] AWS\n        - [x] S3\n    - [ ] Azure\n- [ ] Git\n").items
    assert [item.headings for item in items] == [
        ("Ops",),
        ("Ops", "Cloud:"),
        ("Ops", "Cloud:", "AWS"),
        ("Ops", "Cloud:"),
        ("Ops",),
    ]


def test_headings_of_all_kinds_are_context() -> None:
    text = "Top\n===\n\n## Data\n\n- [ ] SQL\n\n**Caches**\n\n- [ ] Redis\n\n# Other\n\n- [ ] Git\n"
    assert [item.headings for item in read(text).items] == [
        ("Top", "Data"),
        ("Top", "Data", "Caches"),
        ("Other",),
    ]


def test_rows_of_a_table_are_items() -> None:
    text = "| Done | Skill |\n|---|---|\n| [ ] | JWT |\n| [x] | RBAC |\n"
    assert boxed(text) == [(3, "JWT", False), (4, "RBAC", True)]


def test_boxes_may_stand_with_their_words_in_a_cell() -> None:
    assert boxed("| a | b |\n|--|--|\n| [ ] JWT | [x] RBAC |\n") == [(3, "JWT", False), (3, "RBAC", True)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n- [ ] JWT\n```\n",
        "~~~md\n- [ ] JWT\n~~~\n",
        "    - [ ] JWT\n",
        "<!--\n- [ ] JWT\n-->\n",
        "- [ ](https://example.org) JWT\n",
        "- [x](https://example.org)\n",
        "- [ ]JWT\n",
        "- [] JWT\n",
        "- [y] JWT\n",
        "- JWT [ ] later\n",
        "- `[ ] JWT`\n",
        r"- \[ ] JWT",
        "[ ] JWT\n",
        "<div>\n- [ ] JWT\n</div>\n",
    ],
)
def test_what_only_looks_like_a_box_is_none(text: str) -> None:
    assert boxed(text) == []


def test_words_come_without_markup() -> None:
    text = "- [ ] Learn **[REST](https://example.org)** and `.env` *well*,\n  on two lines ![logo](x.png)\n"
    assert texts(text) == ["Learn REST and .env well, on two lines logo"]


def test_bullets_without_boxes_are_items_without_boxes() -> None:
    items = read("## Skills\n\n- ✅ Docker\n- **Kafka**\n* Redis\n").items
    assert [(item.text, item.box) for item in items] == [
        ("✅ Docker", None),
        ("Kafka", None),
        ("Redis", None),
    ]


def test_plain_lines_below_mere_words_are_items() -> None:
    text = (
        "# My list\n\n🚀 The strong level\n1. Databases (both)\n✅ Learn:\n\nJoins, indexes\n\nRedis\n\n"
        "⚡ Goal: know when to use which.\n\n2. Tools\nGit\n"
    )
    found = [(item.line, item.text, item.headings[-1]) for item in read(text).items]
    assert found == [(7, "Joins, indexes", "Learn"), (9, "Redis", "Learn"), (14, "Git", "Tools")]


def test_a_code_block_pasted_from_a_chat_is_no_item() -> None:
    assert texts("Git basics\n\nsql\nCopy\nEdit\nSELECT 1\n\nRedis\n") == ["Git basics", "Redis"]


@pytest.mark.parametrize("damage", ["cp1252", "latin-1", "mac-roman"])
def test_words_damaged_by_a_wrong_encoding_are_mended(damage: str) -> None:
    meant = "Résumé \u2013 naïve"
    damaged = meant.encode().decode(damage, errors="ignore" if damage == "cp1252" else "strict")
    assert texts(f"- [ ] {damaged}\n") == [meant]


def test_an_eight_bit_file_is_read_as_western_european() -> None:
    items = read_checklist("- [ ] Café \u2013 später\n".encode("cp1252")).items
    assert items[0].text == "Café \u2013 später"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_places_are_right_in_every_encoding(encoding: str, end: str) -> None:
    text = end.join(["# Ünïcode 🧱", "", "- [ ] Ünï 🧱", "  - [x] Redis", ""])
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""
    data = bom + text.encode(encoding)
    found = [item for item in read_checklist(data).items if item.box]
    assert [(item.line, item.text) for item in found] == [(3, "Ünï 🧱"), (4, "Redis")]
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)
    for item, mark in zip(found, " x", strict=True):
        assert item.box is not None
        assert data[item.box.offset :][: item.box.width].decode(codec) == mark


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"\xff\xfe\x00", b"\x00\x00", b"\xef\xbb\xbf", b"\r", b"- [ ]"]
)
def test_a_file_without_boxes_is_no_error(data: bytes) -> None:
    assert all(item.box is None for item in read_checklist(data).items)
