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
_LARGEST = 5_000_000  # bytes
# What only the whole project has: the dependency files alone are there when packages are installed.
_PIP_LOCAL = re.compile(r"-[rc]|--(requirement|constraint)\b|((-e|--editable)[\s=]*)?[./~]|file:|.*@\s*file:")
_NPM_LOCAL = re.compile(r"(file|link|workspace):|[.~]*/|[^:]*\.(tgz|tar|tar\.gz)$")
_GO_COMMENT = re.compile(r"//(?! indirect$).*$", re.MULTILINE)  # `// indirect` belongs to the directive
_GO_MODULE = re.compile(r"^module[ \t].*$", re.MULTILINE)
_GO_LOCAL = re.compile(r"=>\s*(\.{0,2}/\S*|\.{1,2})\s*$", re.MULTILINE)  # "replace directive"
_NPM_NAME = {"name": "app", "version": "0.0.0", "private": True}


def pick_dependencies(files: Mapping[str, bytes], names: Sequence[str]) -> dict[str, bytes]:
    """The dependency files of a project in a normal form, so that equal needs give equal bytes.

    Args:
        files: Contents by path, of the whole project.
        names: The stack's dependency files.

    Raises:
        UsageError: One of them is missing or damaged, or asks for a package that lies in the project.
    """
    picked = {}
    for name in names:
        if name not in files:
            raise UsageError(
                f"the project has no {name}",
                f"put {name} back: it names the project's packages; "
                "a link, or a file that .gitignore names, does not count",
            )
        if len(files[name]) > _LARGEST:
            raise UsageError(
                f"{name} is larger than {_LARGEST // 1_000_000} MB", "ask for the packages that you use alone"
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
        _refuse_local_packages(name, package)
        return _json_bytes(_NPM_NAME | {key: package[key] for key in _NPM_FIELDS if package.get(key)})
    if name == "package-lock.json":
        lock = _json_object(name, content)
        root = lock.get("packages", {}).get("", {}) if isinstance(lock.get("packages"), dict) else {}
        if isinstance(root, dict):
            root.update({key: value for key, value in _NPM_NAME.items() if key != "private"})
            root.pop("engines", None)
        return _json_bytes({**lock, "name": "app", "version": "0.0.0"})
    if name == "go.mod":
        return _normal_go(name, content)
    if name.endswith(".txt"):
        text = content.decode("utf-8", errors="replace")
        lines = [_PIP_COMMENT.sub("", line).strip() for line in text.splitlines()]
        for number, line in enumerate(lines, start=1):
            if _PIP_LOCAL.match(line):
                raise UsageError(
                    f"{name}, line {number} asks for a file or folder ({line})",
                    f"packages are installed from {name} alone: write there which ones, with their versions",
                )
        return "".join(f"{line}\n" for line in lines if line).encode()
    return content


def _normal_go(name: str, content: bytes) -> bytes:
    text = _GO_COMMENT.sub("", content.decode("utf-8", errors="replace"))
    local = _GO_LOCAL.search(text)
    if local is not None:
        raise UsageError(
            f"{name} replaces a module by a folder ({local[1]})",
            "modules are downloaded before your project is there: ask for them by their versions",
        )
    lines = (line.rstrip() for line in _GO_MODULE.sub("module app", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line).encode()


def _refuse_local_packages(name: str, package: dict[str, Any]) -> None:
    for field in _NPM_FIELDS:
        wanted = package.get(field)
        for one, version in wanted.items() if isinstance(wanted, dict) else ():
            if isinstance(version, str) and _NPM_LOCAL.match(version):
                raise UsageError(
                    f"{name} asks for {one} from a file or folder ({version})",
                    "packages are installed from the registry alone: write which version of it",
                )


def _json_object(name: str, content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except RecursionError:
        raise UsageError(f"{name} is not valid JSON: it is nested too deeply", "mend it") from None
    except ValueError as error:
        raise UsageError(f"{name} is not valid JSON: {error}", "mend it where it says") from error
    if not isinstance(value, dict):
        raise UsageError(f"{name} holds no JSON object", "put back the file that the starter had")
    return value


def _json_bytes(value: object) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode()
