import pytest

from benchmarks.matching import labelled_items, score_labelled, score_seed, seed_labels
from roadmap_lab.catalog.roadmaps import load_roadmaps
from roadmap_lab.catalog.skills import load_skills
from roadmap_lab.checklists.checklist import ChecklistItem
from roadmap_lab.checklists.links import Links, item_at, item_key, links_from_json
from roadmap_lab.checklists.matching import Match, match_checklist, match_data, match_item
from roadmap_lab.checklists.reader import read_checklist
from roadmap_lab.checklists.terms import load_terms
from roadmap_lab.errors import UsageError


def match(text: str, *headings: str) -> Match:
    return match_item(ChecklistItem(line=1, text=text, headings=headings))


def test_every_skill_has_words_and_no_words_are_of_no_skill() -> None:
    assert list(load_terms()) == list(load_skills())
    assert all(words.terms or words.loose for words in load_terms().values())


def test_the_labelled_set_is_large_and_has_unrelated_items() -> None:
    items = labelled_items()
    assert len(items) >= 250
    assert sum(not item.skills for item in items) >= 80
    assert sum(item.held_out for item in items) >= len(items) // 4


def test_precision_and_recall_hold_on_the_labelled_set() -> None:
    score = score_labelled(labelled_items())
    assert score.precision >= 0.99, score.wrong
    assert score.recall >= 0.85


def test_precision_and_recall_hold_on_the_part_never_looked_at() -> None:
    score = score_labelled(tuple(item for item in labelled_items() if item.held_out))
    assert score.precision >= 0.99  # says nothing of the items: they stay unread
    assert score.recall >= 0.85


@pytest.mark.parametrize("name", sorted(seed_labels()))
def test_nearly_every_item_of_the_checklists_is_matched(name: str) -> None:
    score = score_seed(name)
    assert score.recall >= 0.95, score.wrong
    assert score.precision >= 0.99, score.wrong


@pytest.mark.parametrize("roadmap", sorted(load_roadmaps()))
def test_the_roadmaps_match_themselves(roadmap: str) -> None:
    wrong = []
    items = 0
    for section in load_roadmaps()[roadmap].sections:
        for item in section.items:
            items += 1
            found = match(item.title, "Backend", section.title)
            if not found.tick or not set(found.skills) >= set(item.skills):
                wrong.append((item.title, found.skills, found.confidence, found.why))
    assert len(wrong) <= items * 0.05, wrong


def test_several_skills_of_one_item_are_all_found() -> None:
    found = match("JWT, OAuth2, sessions")
    assert set(found.skills) == {"jwt", "oauth", "sessions"}
    assert found.tick
    assert set(found.proven_by) == {"jwt-auth", "oauth-login", "session-auth"}


def test_a_match_is_shown_as_plain_data() -> None:
    data = match_data(match("JWT", "Security"))
    assert data == {
        "line": 1,
        "text": "JWT",
        "headings": ["Security"],
        "ticked": None,
        "skills": ["jwt"],
        "confidence": 1.0,
        "tick": True,
        "why": "names “jwt”",
        "proven_by": ["jwt-auth"],
    }


@pytest.mark.parametrize("name", ["express", "flask", "nestjs"])
def test_a_frameworks_name_is_not_lost_among_its_features(name: str) -> None:
    assert name in match(f"{name} (routing, middleware, validation)", "Backend").skills


def test_an_unknown_entry_of_a_list_keeps_the_box_open() -> None:
    found = match("JWT, SAML")
    assert found.skills == ("jwt",)
    assert not found.tick
    assert "saml" in found.why


def test_words_of_everyday_need_technical_surroundings() -> None:
    assert not match("Go").tick
    assert match("Go", "Programming languages").skills == ("go",)
    assert match("Go", "Programming languages").tick


@pytest.mark.parametrize("heading", ["Front-end", "Mobile apps", "Data science", "Groceries"])
def test_another_trades_heading_keeps_the_box_open(heading: str) -> None:
    assert not match("Caching", heading).tick


@pytest.mark.parametrize(
    "text", ["Roles and permissions", "High availability", "Team communication", "Docker"]
)
def test_below_a_heading_that_says_nothing_technical_nothing_is_sure(text: str) -> None:
    assert not match(text, "Meetings").tick
    assert match(text, "Backend", "Meetings").tick


@pytest.mark.parametrize("text", ["Modules", "Routing", "Controllers and validation"])
def test_below_a_framework_the_words_of_everyday_are_its_own(text: str) -> None:
    assert not match(text, "Backend", "NestJS").tick
    assert "nestjs has its own" in match(text, "Backend", "NestJS").why


def test_below_a_language_its_frameworks_are_meant() -> None:
    assert match("Express", "Backend", "Node.js").tick
    assert match("JWT auth", "Backend", "Node.js").tick


def test_two_skills_in_one_breath_may_be_one() -> None:
    assert not match("Express middleware", "Backend").tick
    assert match("Express and middleware", "Backend").tick
    assert match("Express, middleware", "Backend").tick


def test_a_technical_file_is_surroundings_enough() -> None:
    data = b"- [ ] GraphQL\n- [ ] Kubernetes\n- [ ] PostgreSQL\n- [ ] Go\n"
    assert all(found.tick for found in match_checklist(read_checklist(data)))


def test_an_item_without_known_words_means_nothing() -> None:
    found = match("Buy milk")
    assert (found.skills, found.tick, found.confidence, found.proven_by) == ((), False, 0.0, ())


@pytest.mark.parametrize("written", ["kubernetes", "KUBERNETES!", "Kubernets", "✅ **Kubernetes**", "k8s"])
def test_a_word_is_known_in_many_forms(written: str) -> None:
    assert match(written, "DevOps").skills == ("kubernetes",)
    assert match(written, "DevOps").tick


def test_a_link_settles_an_item_for_good_and_survives_moving() -> None:
    before = read_checklist(b"# Mine\n\n- [ ] The thing with the tokens\n")
    links = Links().settled(item_at(before, 3), ["jwt"])
    moved = read_checklist(b"# Mine\n\nwords\n\n- [ ] Other\n- [ ] The *thing* with the tokens.\n")
    found = match_checklist(moved, links_from_json(links.to_json()))[-1]
    assert (found.skills, found.confidence, found.tick, found.why) == (("jwt",), 1.0, True, "linked by you")


def test_a_link_can_say_that_an_item_means_nothing() -> None:
    checklist = read_checklist(b"- [ ] Docker\n")
    found = match_checklist(checklist, Links().settled(checklist.items[0], []))[0]
    assert (found.skills, found.tick) == ((), False)


def test_the_same_words_below_another_heading_are_another_item() -> None:
    first, second = read_checklist(b"# A\n- [ ] x\n# B\n- [ ] x\n").items
    assert item_key(first) != item_key(second)


def test_a_link_to_an_unknown_skill_or_line_is_refused() -> None:
    checklist = read_checklist(b"- [ ] Docker\n")
    with pytest.raises(UsageError):
        Links().settled(checklist.items[0], ["dcoker"])
    with pytest.raises(UsageError) as caught:
        item_at(checklist, 7)
    assert "line 1" in caught.value.hint


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format": 1}', b'{"format": 9, "links": []}', b"\xff"])
def test_a_damaged_file_of_links_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError):
        links_from_json(data)
