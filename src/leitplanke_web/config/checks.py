"""What must be true before anybody may answer or sign in (docs/operations.md).

The numbers behind it: with `synchronous=NORMAL` or `synchronous_commit=off` a power cut lost acknowledged answers in
most trials, and every integrity check said "ok". So the running connection is asked, not the configuration.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# What each database must answer, and what that means in words.
_SQLITE = {
    "PRAGMA journal_mode": "wal",
    "PRAGMA synchronous": 2,  # FULL
    "PRAGMA foreign_keys": 1,
    "PRAGMA secure_delete": 1,
}
_POSTGRESQL = {"SHOW fsync": "on", "SHOW full_page_writes": "on"}
_SURE_COMMITS = frozenset({"on", "remote_write", "remote_apply", "local"})  # everything but off waits for the disk


@register(Tags.security)
def installation_is_safe(**_options: Any) -> list[CheckMessage]:
    """The settings contradict neither each other nor what we promise."""
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("DEBUG ist an: Fehlerseiten würden Antworten zeigen.", id="leitplanke.E001"))
    if settings.IS_SECURE and settings.IS_DEMONSTRATION:
        message = "Demonstration (LEITPLANKE_DEMO=1) unter einer https-Adresse: die Kennwörter sind öffentlich."
        found.append(Error(message, id="leitplanke.E002"))
    if settings.IS_SECURE and not settings.IS_BEHIND_PROXY:
        message = "LEITPLANKE_ORIGIN ist https, aber LEITPLANKE_BEHIND_PROXY ist nicht 1: TLS endet am Proxy."
        found.append(Error(message, id="leitplanke.E003"))
    if settings.ORIGIN.partition("://")[0] not in {"http", "https"}:
        message = f"LEITPLANKE_ORIGIN ist „{settings.ORIGIN}“ und muss mit http:// oder https:// beginnen."
        found.append(Error(message, id="leitplanke.E004"))
    return found


@register(Tags.database)
def database_keeps_what_it_accepts(*, databases: Sequence[str] | None = None, **_options: Any) -> list[CheckMessage]:
    """The connection that is used keeps an acknowledged row through a power cut, and forgets a deleted one."""
    return [message for alias in databases or () for message in _unsafe(connections[alias])]


def _unsafe(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    if connection.vendor == "sqlite":
        return _differing(connection, _SQLITE)
    if connection.vendor == "postgresql":
        commit = _answer(connection, "SHOW synchronous_commit")
        expected = {"SHOW synchronous_commit": commit if commit in _SURE_COMMITS else "on"}
        return _differing(connection, {**_POSTGRESQL, **expected})
    return [Error(f"{connection.vendor} kennt Leitplanke nicht: SQLite oder PostgreSQL.", id="leitplanke.E011")]


def _differing(connection: BaseDatabaseWrapper, expected: dict[str, object]) -> list[CheckMessage]:
    told = {question: _answer(connection, question) for question in expected}
    return [
        Error(f"Die Datenbank antwortet auf „{question}“ {told[question]!r} statt {value!r}.", id="leitplanke.E010")
        for question, value in expected.items()
        if told[question] != value
    ]


def _answer(connection: BaseDatabaseWrapper, question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return None if row is None else row[0]
