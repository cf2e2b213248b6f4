from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from roadmap_lab.errors import MachineError
from roadmap_lab.sandbox import endpoint
from roadmap_lab.sandbox.endpoint import USUAL, Endpoint, find_endpoint

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the Docker command's settings, and no variable that says where the engine is."""
    folder = tmp_path / "docker"
    folder.mkdir()
    monkeypatch.setenv("DOCKER_CONFIG", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(endpoint, "DEFAULT_SOCKET", tmp_path / "default.sock")
    return folder


def make_context(config: Path, name: str, meta: str) -> None:
    folder = config / "contexts" / "meta" / hashlib.sha256(name.encode()).hexdigest()
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text(meta)


def meta(url: str) -> str:
    return json.dumps({"Name": "x", "Endpoints": {"docker": {"Host": url}}})


def test_the_variable_comes_first(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (config / "config.json").write_text('{"currentContext": "other"}')
    monkeypatch.setenv("DOCKER_HOST", "tcp://engine:2375")
    assert find_endpoint() == Endpoint(url="tcp://engine:2375", origin="DOCKER_HOST")


def test_then_comes_the_current_context(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_context(config, "colima", meta("unix:///colima.sock"))
    make_context(config, "remote", meta("ssh://me@host"))
    (config / "config.json").write_text('{"currentContext": "colima"}')
    assert find_endpoint() == Endpoint(url="unix:///colima.sock", origin="the Docker context colima")
    monkeypatch.setenv("DOCKER_CONTEXT", "remote")
    assert find_endpoint().url == "ssh://me@host"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"currentContext": "default"}', '{"currentContext": ""}']
)
def test_settings_that_name_no_context_are_passed_over(config: Path, content: str) -> None:
    (config / "config.json").write_text(content)
    assert find_endpoint() == Endpoint(url=f"unix://{config.parent}/default.sock", origin=USUAL)


@pytest.mark.parametrize(
    "content", [None, "", "{", "[]", "{}", '{"Endpoints": {}}', '{"Endpoints": {"docker": []}}']
)
def test_a_context_that_cannot_be_read_is_told(config: Path, content: str | None) -> None:
    (config / "config.json").write_text('{"currentContext": "broken"}')
    if content is not None:
        make_context(config, "broken", content)
    with pytest.raises(MachineError, match="the Docker context broken cannot be read") as caught:
        find_endpoint()
    assert caught.value.hint == "docker context use default"


def test_the_usual_sockets_are_tried_in_order(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "docker.sock").touch()
    assert find_endpoint().socket_path == str(tmp_path / "run" / "docker.sock")
    (tmp_path / "default.sock").touch()
    assert find_endpoint().socket_path == str(tmp_path / "default.sock")
    assert config.is_dir()


def test_only_a_unix_address_has_a_socket() -> None:
    assert Endpoint(url="tcp://x:1", origin="").socket_path is None
    assert Endpoint(url="unix:///a/b", origin="").socket_path == "/a/b"
