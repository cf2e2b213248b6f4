from __future__ import annotations

import pytest

from roadmap_lab.errors import UsageError
from roadmap_lab.project.dockerfile import check_dockerfile


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nADD app.tar.gz /app/\n",
        "FROM a\n# ADD http://example.invalid/x /x\nRUN curl http://example.invalid/x\n",
        "FROM a\nCOPY . .\nLABEL add=http://example.invalid\n",
    ],
)
def test_what_comes_from_the_project_is_fine(text: str) -> None:
    check_dockerfile({"Dockerfile": text.encode()})


@pytest.mark.parametrize(
    "text",
    [
        "FROM a\nADD http://169.254.169.254/latest /x\n",
        "FROM a\n  add --chown=1:1 \\\n  # why\n  https://example.invalid/x /x\n",
        "FROM a\nADD git@example.invalid:x/y /x\n",
        "FROM a\nARG HOST=http\nADD ${HOST}/x /x\n",
        "FROM a\nONBUILD ADD http://example.invalid/x /x\n",
        'FROM a\nADD ["http://example.invalid/x", "/x"]\n',
    ],
)
def test_what_the_engine_would_fetch_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="lets the engine fetch"):
        check_dockerfile({"Dockerfile": text.encode()})


def test_it_has_to_be_there_and_short() -> None:
    with pytest.raises(UsageError, match="has no Dockerfile"):
        check_dockerfile({})
    with pytest.raises(UsageError, match="larger than"):
        check_dockerfile({"Dockerfile": b"#" * 200_000})
