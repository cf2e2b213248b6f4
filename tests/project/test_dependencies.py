from __future__ import annotations

import json
from typing import Any

import pytest

from roadmap_lab.errors import UsageError
from roadmap_lab.project.dependencies import dependency_digest, pick_dependencies

NPM = ("package.json", "package-lock.json")
PACKAGE: dict[str, Any] = {
    "name": "notes",
    "version": "1.0.0",
    "scripts": {"start": "node ."},
    "dependencies": {"express": "5.1.0"},
}
LOCK: dict[str, Any] = {
    "name": "notes",
    "version": "1.0.0",
    "lockfileVersion": 3,
    "packages": {
        "": {
            "name": "notes",
            "version": "1.0.0",
            "dependencies": {"express": "5.1.0"},
            "engines": {"node": ">=20"},
        },
        "node_modules/express": {"version": "5.1.0"},
    },
}


def npm_digest(package: dict[str, Any], lock: dict[str, Any]) -> str:
    files = {
        "package.json": json.dumps(package).encode(),
        "package-lock.json": json.dumps(lock, indent=2).encode(),
    }
    return dependency_digest(pick_dependencies(files, NPM))


def pip_digest(text: str | bytes) -> str:
    content = text.encode() if isinstance(text, str) else text
    return dependency_digest(pick_dependencies({"requirements.txt": content}, ["requirements.txt"]))


SAME = npm_digest(PACKAGE, LOCK)


@pytest.mark.parametrize(
    "change",
    [
        {"scripts": {"start": "node other.js", "test": "node --test"}},
        {"name": "other"},
        {"version": "2.0.0"},
        {
            "description": "mine",
            "author": "me",
            "license": "MIT",
            "type": "module",
            "engines": {"node": "20"},
        },
        {"devDependencies": {}},
    ],
)
def test_what_installs_nothing_keeps_the_layer(change: dict[str, Any]) -> None:
    assert npm_digest(PACKAGE | change, LOCK) == SAME


def test_the_order_of_fields_and_the_name_in_the_lock_keep_the_layer() -> None:
    root = LOCK["packages"][""] | {"name": "other", "version": "9.9.9", "engines": {"node": ">=22"}}
    packages = {"node_modules/express": {"version": "5.1.0"}, "": root}
    lock = {"packages": packages, "lockfileVersion": 3, "version": "9", "name": "other"}
    assert npm_digest(dict(reversed(PACKAGE.items())), lock) == SAME


@pytest.mark.parametrize(
    ("package", "lock"),
    [
        (PACKAGE | {"dependencies": {"express": "5.1.0", "zod": "4.0.0"}}, LOCK),
        (PACKAGE | {"dependencies": {"express": "5.0.0"}}, LOCK),
        (PACKAGE | {"devDependencies": {"zod": "4.0.0"}}, LOCK),
        (PACKAGE | {"overrides": {"qs": "6.0.0"}}, LOCK),
        (PACKAGE, LOCK | {"packages": LOCK["packages"] | {"node_modules/zod": {"version": "4.0.0"}}}),
        (PACKAGE, LOCK | {"packages": LOCK["packages"] | {"node_modules/express": {"version": "5.1.1"}}}),
    ],
)
def test_what_installs_something_else_is_another_layer(package: dict[str, Any], lock: dict[str, Any]) -> None:
    assert npm_digest(package, lock) != SAME


def test_the_normal_form_of_package_json_still_installs_the_same() -> None:
    files = {"package.json": json.dumps(PACKAGE).encode(), "package-lock.json": json.dumps(LOCK).encode()}
    picked = pick_dependencies(files, NPM)
    assert json.loads(picked["package.json"])["dependencies"] == PACKAGE["dependencies"]
    assert json.loads(picked["package-lock.json"])["packages"][""]["dependencies"] == PACKAGE["dependencies"]


@pytest.mark.parametrize(
    "text",
    [
        "fastapi==1.0\nuvicorn==2.0\n",
        "# mine\nfastapi==1.0  # the framework\n\n  uvicorn==2.0\n#end",
        "fastapi==1.0\r\nuvicorn==2.0\r\n",
        "fastapi==1.0\n    # via -r requirements.in\nuvicorn==2.0",
    ],
)
def test_comments_and_blanks_in_requirements_keep_the_layer(text: str) -> None:
    assert pip_digest(text) == pip_digest("fastapi==1.0\nuvicorn==2.0\n")


def test_requirements_differ_by_what_they_ask_for() -> None:
    texts = [
        "a==1",
        "a==2",
        "a==1\nb==1",
        "b==1\na==1",
        "a==1 --hash=sha256:00",
        "a @ https://x/y.zip#egg=a",
        "",
    ]
    assert len({pip_digest(text) for text in texts}) == len(texts)
    assert pip_digest("a @ https://x/y.zip#egg=a") != pip_digest("a @ https://x/y.zip#egg=b")


def test_a_missing_file_is_named() -> None:
    with pytest.raises(UsageError, match=r"^the project has no package-lock\.json$"):
        pick_dependencies({"package.json": b"{}"}, NPM)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"7", b"\xff", b"[" * 100_000, b'{"a": ' + b"9" * 5000 + b"}"]
)
@pytest.mark.parametrize("name", NPM)
def test_a_damaged_file_is_named(name: str, content: bytes) -> None:
    files = dict.fromkeys(NPM, b"{}") | {name: content}
    with pytest.raises(UsageError, match=f"^{name} (is not valid JSON|holds no JSON object)"):
        pick_dependencies(files, NPM)


@pytest.mark.parametrize(
    "lock", [b'{"packages": []}', b'{"packages": {"": 7}}', b'{"packages": null}', b"{}"]
)
def test_a_lock_of_another_shape_is_left_to_npm(lock: bytes) -> None:
    assert pick_dependencies({"package.json": b"{}", "package-lock.json": lock}, NPM)


@pytest.mark.parametrize("package", [b'{"dependencies": 7}', b'{"dependencies": null, "overrides": []}'])
def test_a_package_of_another_shape_is_left_to_npm(package: bytes) -> None:
    assert pick_dependencies({"package.json": package, "package-lock.json": b"{}"}, NPM)


def test_the_digest_cannot_be_shifted_between_files() -> None:
    assert dependency_digest({"a": b"1", "b": b""}) != dependency_digest({"a": b"", "b": b"1"})


@pytest.mark.parametrize(
    "line",
    [
        "-r base.txt",
        "-rbase.txt",
        "--requirement=base.txt",
        "-c limits.txt",
        "-e .",
        "--editable=./lib",
        ".",
        "./lib",
        "../lib",
        "/srv/lib.whl",
        "~/lib",
        "file:///srv/lib.whl",
        "lib @ file:///srv/lib",
    ],
)
def test_a_requirement_that_lies_in_the_project_is_refused_by_its_line(line: str) -> None:
    with pytest.raises(UsageError, match=r"^requirements\.txt, line 2 asks for a file or folder") as caught:
        pip_digest(f"a==1\n{line}  # mine\n")
    assert line in caught.value.message
    assert "from requirements.txt alone" in caught.value.hint


@pytest.mark.parametrize(
    "line", ["a.b-c==1", "a @ https://x/y.zip", "-e git+https://x/y.git", "--index-url https://x/simple"]
)
def test_a_requirement_from_elsewhere_is_left_to_pip(line: str) -> None:
    assert pip_digest(line)


@pytest.mark.parametrize("field", ["dependencies", "devDependencies", "optionalDependencies"])
@pytest.mark.parametrize(
    "version",
    ["file:./lib", "file:lib.tgz", "link:../lib", "workspace:*", "./lib", "../lib", "/lib", "lib.tgz"],
)
def test_an_npm_package_that_lies_in_the_project_is_refused_by_its_name(field: str, version: str) -> None:
    with pytest.raises(UsageError, match=r"^package\.json asks for lib from a file or folder"):
        npm_digest(PACKAGE | {field: {"lib": version}}, LOCK)


@pytest.mark.parametrize(
    "version", ["^1.2.3", "latest", "npm:other@1", "https://x/lib.tgz", "user/repository", ""]
)
def test_an_npm_package_from_elsewhere_is_left_to_npm(version: str) -> None:
    assert npm_digest(PACKAGE | {"dependencies": {"lib": version}}, LOCK)


def test_a_file_that_takes_minutes_to_read_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^package-lock\.json is larger than 5 MB$"):
        pick_dependencies({"package.json": b"{}", "package-lock.json": b" " * 5_000_001}, NPM)


def test_what_is_nested_too_deeply_is_told_in_plain_words() -> None:
    with pytest.raises(UsageError, match=r"^package\.json is not valid JSON: it is nested too deeply$"):
        pick_dependencies({"package.json": b"[" * 100_000, "package-lock.json": b"{}"}, NPM)


GO_MOD = """\
module example.com/notes

go 1.24

require (
	github.com/jackc/pgx/v5 v5.7.6
	golang.org/x/text v0.30.0 // indirect
)
"""


def go_digest(text: str) -> str:
    files = {"go.mod": text.encode(), "go.sum": b""}
    return dependency_digest(pick_dependencies(files, ["go.mod", "go.sum"]))


def test_another_module_path_or_comment_in_go_mod_keeps_the_layer() -> None:
    assert go_digest(GO_MOD) == go_digest(GO_MOD.replace("example.com/notes", "mine") + "// the end\n")
    assert go_digest(GO_MOD) != go_digest(GO_MOD.replace("v5.7.6", "v5.7.5"))
    assert go_digest(GO_MOD) != go_digest(GO_MOD.replace(" // indirect", ""))


@pytest.mark.parametrize("folder", ["../pgx", "./pgx", "/srv/pgx", "."])
def test_go_modules_in_folders_are_refused(folder: str) -> None:
    with pytest.raises(UsageError, match="replaces a module by a folder"):
        go_digest(f"{GO_MOD}replace github.com/jackc/pgx/v5 => {folder} // mine\n")
    go_digest(f"{GO_MOD}replace github.com/jackc/pgx/v5 => example.com/pgx v1.0.0\n")
