from __future__ import annotations

import json

import pytest

from roadmap_lab.sandbox.containers import container_config, container_name
from roadmap_lab.sandbox.spec import ContainerSpec, Limits, Network

MB = 1024 * 1024


def config(spec: ContainerSpec) -> dict[str, object]:
    return container_config(spec, owner="roadmap-lab-1-checker", labels={"roadmap-lab.grade": "1"})


def host(spec: ContainerSpec) -> dict[str, object]:
    found = config(spec)["HostConfig"]
    assert isinstance(found, dict)
    return found


SPEC = ContainerSpec(role="web", image="express:1", command=("node", "a b.js"), environment={"PORT": "3000"})


def test_a_container_gets_every_limit() -> None:
    limits = Limits(
        memory_mb=100, cpus=0.5, processes=7, open_files=9, temporary_mb=3, temporary_inodes=11, inodes=12
    )
    found = host(ContainerSpec(role="web", image="x", limits=limits, writable={"/srv/app": 5}))
    assert found["Memory"] == found["MemorySwap"] == 100 * MB
    assert (found["NanoCpus"], found["PidsLimit"]) == (500_000_000, 7)
    assert {"Name": "nofile", "Soft": 9, "Hard": 9} in found["Ulimits"]  # type: ignore[operator]
    assert {"Name": "core", "Soft": 0, "Hard": 0} in found["Ulimits"]  # type: ignore[operator]
    mounts = found["Tmpfs"]
    assert isinstance(mounts, dict)
    assert "size=3m" in mounts["/tmp"]
    assert "nr_inodes=11" in mounts["/tmp"]
    assert "noexec" in mounts["/tmp"]
    assert "size=5m" in mounts["/srv/app"]
    assert "nr_inodes=12" in mounts["/srv/app"]
    assert all("nosuid,nodev" in one for one in mounts.values())


def test_a_stronger_runtime_is_for_strange_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, strange = (
        ContainerSpec(role="checker", image="x"),
        ContainerSpec(role="web", image="x", strange=True),
    )
    assert "Runtime" not in host(strange)

    monkeypatch.setenv("ROADMAP_LAB_RUNTIME", "runsc")

    assert "Runtime" not in host(ours)
    assert host(strange)["Runtime"] == "runsc"
    assert (host(ours)["PidsLimit"], host(strange)["PidsLimit"]) == (128, 256)


def test_a_container_has_no_privileges() -> None:
    found = host(SPEC)
    assert (found["CapDrop"], found["ReadonlyRootfs"], found["IpcMode"]) == (["ALL"], True, "private")
    assert "no-new-privileges" in found["SecurityOpt"]  # type: ignore[operator]
    assert not {"Privileged", "CapAdd", "Binds", "Mounts", "Devices", "PidMode", "PortBindings"} & set(found)


def test_the_seccomp_profile_is_ours_and_knows_no_io_uring() -> None:
    options = host(SPEC)["SecurityOpt"]
    assert isinstance(options, list)
    (profile,) = [json.loads(one.removeprefix("seccomp=")) for one in options if one.startswith("seccomp=")]
    allowed = {
        name for rule in profile["syscalls"] if rule["action"] == "SCMP_ACT_ALLOW" for name in rule["names"]
    }
    assert profile["defaultAction"] == "SCMP_ACT_ERRNO"
    assert "read" in allowed
    assert not [name for name in allowed if name.startswith("io_uring")]


def test_a_container_is_nobody_and_labelled() -> None:
    found = config(SPEC)
    assert found["User"] == "65534:65534"
    assert found["Labels"] == {
        "roadmap-lab": "container",
        "roadmap-lab.role": "web",
        "roadmap-lab.grade": "1",
    }


@pytest.mark.parametrize(
    ("network", "mode", "disabled"),
    [
        (Network.NONE, "none", True),
        (Network.SHARED, "container:roadmap-lab-1-checker", False),
        (Network.OUTSIDE, "default", False),
    ],
)
def test_a_container_reaches_what_its_plan_says(network: Network, mode: str, disabled: bool) -> None:
    spec = ContainerSpec(role="web", image="x", network=network)
    assert host(spec)["NetworkMode"] == mode
    assert bool(config(spec).get("NetworkDisabled")) is disabled


def test_a_command_takes_the_place_of_the_images_own() -> None:
    assert (config(SPEC)["Entrypoint"], config(SPEC)["Cmd"]) == ([], ["node", "a b.js"])
    assert not {"Entrypoint", "Cmd"} & set(config(ContainerSpec(role="web", image="x")))


def test_what_a_container_writes_to_its_log_is_capped() -> None:
    assert host(SPEC)["LogConfig"] == {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "1"}}


def test_the_body_is_json_that_can_be_sent() -> None:
    assert json.loads(json.dumps(config(SPEC)))["Env"] == ["PORT=3000"]


def test_names_belong_to_a_grade() -> None:
    assert container_name("abc", "web") == "roadmap-lab-abc-web"
    assert container_name("abc", "web") != container_name("abd", "web")
