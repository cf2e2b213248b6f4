from roadmap_lab.catalog.consistency import ProblemKind, catalog_problems, find_problems
from roadmap_lab.catalog.roadmaps import Item, Roadmap, Section
from roadmap_lab.catalog.skills import Skill, parse_proof


def skill(name: str, *proofs: str, needs: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> Skill:
    return Skill(id=name, title=name, proven_by=tuple(map(parse_proof, proofs)), needs=needs, aliases=aliases)


def roadmap(**items: tuple[str, ...]) -> Roadmap:
    rows = tuple(Item(id=name, title=name, skills=skills) for name, skills in items.items())
    return Roadmap(name="r", title="R", summary="", sections=(Section(id="s", title="S", items=rows),))


def kinds(
    *skills: Skill, exercises: tuple[str, ...] = ("e",), maps: tuple[Roadmap, ...] = ()
) -> set[ProblemKind]:
    return {problem.kind for problem in find_problems(skills, exercises, maps)}


def test_the_catalog_that_ships_is_consistent() -> None:
    assert catalog_problems(["notes-crud", "quotes-api"]) == ()


def test_a_built_exercise_outside_the_syllabus_is_found() -> None:
    assert [problem.where for problem in catalog_problems(["stray"])] == ["stray"]


def test_all_is_well_when_all_is_well() -> None:
    assert kinds(skill("a", "e"), maps=(roadmap(one=("a",)),)) == set()


def test_an_unknown_exercise_is_found() -> None:
    assert kinds(skill("a", "e", "f")) == {ProblemKind.UNKNOWN_EXERCISE}


def test_a_skill_without_proof_is_found() -> None:
    assert kinds(skill("a"), skill("b", "e")) == {ProblemKind.UNPROVABLE_SKILL}


def test_an_exercise_that_proves_nothing_is_found() -> None:
    assert kinds(skill("a", "e"), exercises=("e", "f")) == {ProblemKind.IDLE_EXERCISE}


def test_a_circle_among_prerequisites_is_found() -> None:
    circle = (skill("a", "e", needs=("b",)), skill("b", "e", needs=("c",)), skill("c", "e", needs=("a",)))
    assert kinds(*circle) == {ProblemKind.CIRCLE}


def test_an_unknown_prerequisite_is_found() -> None:
    assert kinds(skill("a", "e", needs=("gone",))) == {ProblemKind.UNKNOWN_PREREQUISITE}


def test_an_id_that_is_anothers_alias_is_found() -> None:
    assert kinds(skill("a", "e"), skill("b", "e", aliases=("a",))) == {ProblemKind.REPEATED_ID}


def test_items_without_skills_or_with_unknown_ones_are_found() -> None:
    found = kinds(skill("a", "e"), maps=(roadmap(one=(), two=("gone",)),))
    assert found == {ProblemKind.UNMAPPED_ITEM, ProblemKind.UNKNOWN_SKILL}
