"""The images: listed, built once, pruned when nothing uses them, and the doctor's word on them."""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import docker
import pytest

from roadmap_lab.sandbox.definitions import OFFICIAL_BASE, image_definition, image_names
from roadmap_lab.sandbox.docker_client import docker_client
from roadmap_lab.sandbox.engine import LABEL
from roadmap_lab.sandbox.provision import provision_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from roadmap_lab.sandbox.engine import Engine
    from tests.conftest import Lab
    from tests.docker.engine_proxy import EngineProxy

pytestmark = pytest.mark.docker

TEST_LABEL = "roadmap-lab-test"
BASE = "ROADMAP_LAB_BASE_IMAGE"


@pytest.fixture
def base() -> str:
    """A base image that there is not."""
    return f"roadmap-lab-test-base:{secrets.token_hex(6)}"


@pytest.fixture
def elsewhere(lab: Lab, base: str) -> Lab:
    """The program with that base image: every tag of ours becomes another, and none of them is here."""
    return replace(lab, environment={**lab.environment, BASE: base})


@pytest.fixture
def tag_image(engine: Engine, base: str) -> Iterator[Callable[[str], None]]:
    """Makes images of next to no size with our label and this test's own."""
    client = docker_client(engine)
    made: list[str] = []

    def make(reference: str) -> None:
        labels = {LABEL: "image", TEST_LABEL: base}
        container = client.create_container(OFFICIAL_BASE, ["true"], labels=labels)
        repository, _, tag = reference.partition(":")
        client.commit(container["Id"], repository, tag)
        client.remove_container(container["Id"])
        made.append(reference)

    yield make
    for reference in made:
        with suppress(docker.errors.ImageNotFound):
            client.remove_image(reference, force=True)
    client.close()


@pytest.mark.usefixtures("images")
def test_the_list_names_every_image_in_use_with_its_size(lab: Lab) -> None:
    rows = lab.run("images", "list", "--json").json()["data"]["images"]

    in_use = {row["tag"]: row for row in rows if row["in_use"]}
    assert set(in_use) == set(everything_in_use())
    assert all(row["present"] and row["bytes"] > 0 for row in in_use.values())
    text = lab.run("images", "list")
    assert text.code == 0
    assert all(f"{tag} " in text.out for tag in in_use)
    assert "not built yet" not in text.out


def everything_in_use() -> list[str]:
    """The tags of all images, and of the layers that starters need for packages of their own."""
    tags = [image_definition(name).tag for name in image_names()]
    return tags + [layer.tag for layer in provision_for([]).layers]


@pytest.mark.usefixtures("images")
def test_a_build_with_everything_here_builds_nothing(lab: Lab) -> None:
    text = lab.run("images", "build")
    as_json = lab.run("images", "build", "--json")

    assert (text.code, text.out) == (0, "All images were here already.\n")
    assert as_json.json()["data"] == {"built": []}


def test_an_unknown_stack_is_refused_with_near_ones(lab: Lab) -> None:
    ran = lab.run("images", "build", "fastapy")

    assert ran.code == 2
    assert "fastapi" in ran.err


def test_images_that_are_not_built_are_listed_and_the_doctor_says_what_builds_them(
    elsewhere: Lab,
) -> None:
    rows = elsewhere.run("images", "list", "--json").json()["data"]["images"]
    assert [row["present"] for row in rows if row["in_use"]] == [False] * len(everything_in_use())
    assert "not built yet" in elsewhere.run("images", "list").out

    doctor = elsewhere.run("doctor", "--json")
    assert doctor.code == 0, "a grade builds what it needs"
    findings = {one["topic"]: one for one in doctor.json()["data"]["findings"]}
    assert findings["images"]["state"] == "warning"
    for name in image_names():
        assert name in findings["images"]["message"]
    assert findings["images"]["command"] == "roadmap-lab images build"
    assert findings["limits"]["state"] == "warning", "without an image it cannot be tried"


@pytest.mark.network
def test_a_base_image_that_cannot_be_had_is_named(elsewhere: Lab, base: str) -> None:
    ran = elsewhere.run("images", "build")

    assert ran.code == 3
    assert f"the configured base image {base} cannot be had" in ran.err
    assert ran.err.count("\n") == 2


def test_a_prune_keeps_what_is_in_use_and_removes_the_rest(
    engine: Engine,
    proxy: EngineProxy,
    elsewhere: Lab,
    base: str,
    tag_image: Callable[[str], None],
) -> None:
    # The machine's own images are not this test's: the program sees those with the test's label alone.
    proxy.show_only("images", f"{TEST_LABEL}={base}")
    lab = replace(elsewhere, environment={**elsewhere.environment, "DOCKER_HOST": proxy.url})
    rows = lab.run("images", "list", "--json").json()["data"]["images"]
    used = next(row["tag"] for row in rows if row["tag"].startswith("roadmap-lab/base:"))
    stale = f"roadmap-lab/base:stale-{secrets.token_hex(4)}"
    packages = f"roadmap-lab/fastapi-dependencies:{secrets.token_hex(6)}"
    for tag in (used, stale, packages):
        tag_image(tag)

    listed = lab.run("images", "list")
    assert [line.split()[0] for line in listed.out.splitlines() if "no longer used" in line] == sorted(
        [stale, packages]
    )
    pruned = lab.run("images", "prune", "--json")
    assert pruned.code == 0, pruned.err
    assert sorted(pruned.json()["data"]["removed"]) == sorted([stale, packages])
    assert engine.image_id(stale) is None
    assert engine.image_id(packages) is None
    assert engine.image_id(used) is not None

    again = lab.run("images", "prune")
    assert again.out == "Nothing to remove.\n"
    everything = lab.run("images", "prune", "--all")
    assert everything.out == f"removed {used}\n"
    assert engine.image_id(used) is None


@pytest.mark.usefixtures("images")
def test_the_doctor_finds_nothing_wrong_where_grading_works(lab: Lab) -> None:
    ran = lab.run("doctor", "--json")

    findings = {one["topic"]: one for one in ran.json()["data"]["findings"]}
    assert ran.code == 0, json.dumps(findings)
    assert list(findings) == ["engine", "disk", "images", "limits", "leftovers"]
    for topic in ("engine", "disk", "images", "limits"):
        assert findings[topic]["state"] == "good", findings[topic]
    assert findings["limits"]["message"] == "memory, processes and processors are limited as asked"


@pytest.mark.usefixtures("images")
def test_the_doctor_leaves_no_container_of_its_own(lab: Lab, engine: Engine) -> None:
    before = {one["Id"] for one in engine.containers("roadmap-lab.role=probe")}

    assert lab.run("doctor").code == 0

    names = [one for one in engine.containers("roadmap-lab.role=probe") if one["Id"] not in before]
    assert names == [] or all("Up" in one["Status"] for one in names), "another test's, if any"
