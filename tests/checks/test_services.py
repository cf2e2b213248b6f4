from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from roadmap_lab.checks.services import connect_postgres

if TYPE_CHECKING:
    import pytest


def test_a_session_of_the_checks_takes_no_settings_from_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def connect(url: str, **options: Any) -> SimpleNamespace:
        asked.update(options)
        return SimpleNamespace(url=url)

    psycopg, rows = ModuleType("psycopg"), ModuleType("psycopg.rows")
    rows.__dict__["dict_row"] = object()
    psycopg.__dict__["connect"] = connect
    monkeypatch.setitem(sys.modules, "psycopg", psycopg)
    monkeypatch.setitem(sys.modules, "psycopg.rows", rows)

    assert connect_postgres("postgresql://here").url == "postgresql://here"

    settings = asked["options"].replace("\\ ", "_").split("-c ")[1:]
    assert all(one.strip().count("=") == 1 and " " not in one.strip() for one in settings)
    assert "search_path=pg_catalog " in settings, "nobody else's table or function is taken for the system's"
    assert {"statement_timeout=0 ", "default_transaction_read_only=off "} <= set(settings)
