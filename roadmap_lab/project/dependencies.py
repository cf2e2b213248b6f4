"""Which packages a project asks for, and nothing else of it: what keys and fills the dependency layer."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What npm installs depends on these fields of package.json alone; a new script is no new dependency.
_NPM_FIELDS = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides")
_PIP_COMMENT = re.compile(r"(^|\s)#.*$")  # a `#` inside a word, as in `...#egg=name`, is none
_NPM_NAME = {"name": "app", "version": "0.0.0", "private": True}


def pick_dependencies(files: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    """The dependency files of a project in a normal form, so that equal needs give equal bytes.

    Args:
        files: Contents by path, of the whole project.
        names: The stack's dependency files.

    Raises:
        UsageError: One of them is missing or damaged.
    """
    picked = {}
    for name in names:
        if name not in files:
            raise UsageError(
                f"the project has no {name}", f"put {name} back: it names the project's packages"
            )
        picked[name] = _normal(name, files[name])
    return picked


def dependency_digest(picked: Mapping[str, bytes]) -> str:
    """SHA-256 over the picked files, in hexadecimal."""
    digest = hashlib.sha256()
    for name in sorted(picked):
        digest.update(f"{name}\0{len(picked[name])}\0".encode() + picked[name])
    return digest.hexdigest()


def _normal(name: str, content: bytes) -> bytes:
    if name == "package.json":
        package = _json_object(name, content)
        return _json_bytes(_NPM_NAME | {key: package[key] for key in _NPM_FIELDS if package.get(key)})
    if name == "package-lock.json":
        lock = _json_object(name, content)
        root = lock.get("packages", {}).get("", {}) if isinstance(lock.get("packages"), dict) else {}
        if isinstance(root, dict):
            root.update({key: value for key, value in _NPM_NAME.items() if key != "private"})
            root.pop("engines", None)
        return _json_bytes({**lock, "name": "app", "version": "0.0.0"})
    if name.endswith(".txt"):
        text = content.decode("utf-8", errors="replace")
        lines = (_PIP_COMMENT.sub("", line).strip() for line in text.splitlines())
        return "".join(f"{line}\n" for line in lines if line).encode()
    return content


def _json_object(name: str, content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is not valid JSON: {error}", "mend it where it says") from error
    if not isinstance(value, dict):
        raise UsageError(f"{name} holds no JSON object", "put back the file that the starter had")
    return value


def _json_bytes(value: object) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode()
