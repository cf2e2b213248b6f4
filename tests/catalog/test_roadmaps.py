import pytest

from roadmap_lab.catalog.roadmaps import Tag, load_roadmap, load_roadmaps
from roadmap_lab.catalog.syllabus import Form, load_syllabus
from roadmap_lab.errors import UsageError


def test_there_are_five_roadmaps_with_all_their_items() -> None:
    sizes = {name: sum(1 for _ in roadmap.items()) for name, roadmap in load_roadmaps().items()}
    assert sizes == {"core-advanced": 40, "levels": 70, "phases": 76, "topics": 50, "career": 31}


def test_levels_and_phases_come_in_order() -> None:
    levels = [section.level for section in load_roadmap("levels").sections]
    phases = [section.level for section in load_roadmap("phases").sections]
    assert levels == [f"Level {number}" for number in range(13)]
    assert phases == [*(f"Phase {number}" for number in range(1, 9)), "Bonus"]
    assert [section.level for section in load_roadmap("career").sections] == [
        "Junior",
        "Mid-level",
        "Senior",
        "Bonus",
    ]


def test_each_phase_has_its_groups_and_ends_in_a_project() -> None:
    for section in load_roadmap("phases").sections[:-1]:
        tags = list(dict.fromkeys(item.tag for item in section.items))
        assert tags[:3] == [Tag.CONCEPT, Tag.TOOL, Tag.TASK]
        assert tags[3] in {Tag.MINI_PROJECT, Tag.FINAL_PROJECT}


def test_a_section_is_found_by_id_level_or_title() -> None:
    levels = load_roadmap("levels")
    assert levels.section("level-3") is levels.section("LEVEL 3") is levels.section("databases")
    with pytest.raises(UsageError) as caught:
        levels.section("level-99")
    assert "level-9" in caught.value.hint
    with pytest.raises(UsageError, match="no section 'data'") as caught:
        levels.section("data")
    assert caught.value.hint == "did you mean level-3?"


def test_an_unknown_roadmap_names_those_that_exist() -> None:
    with pytest.raises(UsageError) as caught:
        load_roadmap("../skills")
    assert "phases" in caught.value.hint


def test_the_syllabus_has_every_exercise_once() -> None:
    syllabus = load_syllabus()
    assert len(syllabus) == 102
    assert syllabus["dns-resolver"].form is Form.HTTP
    assert syllabus["dns-resolver"].detail == "UDP"
    assert syllabus["saas-mvp"].project == "final-project"
