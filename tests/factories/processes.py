"""The program's own commands as processes on the database of the tests."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection


def database_url() -> str:
    """The address of the database that the tests use now."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host, port = quote(settings["HOST"], safe=""), settings["PORT"] or 5432
    return f"postgres://{settings['USER']}:{settings['PASSWORD']}@{host}:{port}/{settings['NAME']}"


@contextmanager
def production_database() -> Iterator[str]:
    """The address of an empty database on the server that the tests use, gone in the end; skips on SQLite."""
    if connection.vendor != "postgresql":
        pytest.skip("production means PostgreSQL")
    settings = connection.settings_dict
    name = f"{settings['NAME']}_production"
    server = {"host": settings["HOST"], "port": settings["PORT"] or None, "user": settings["USER"]}
    server = {key: value for key, value in server.items() if value}
    with psycopg.connect(**server, password=settings["PASSWORD"] or None, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        yield f"postgres://{settings['USER']}{secret}@{settings['HOST'] or ''}:{settings['PORT'] or 5432}/{name}"
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def command(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """`leitplanke-web` with arguments, killed in the end if it still runs."""
    own = {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "leitplanke_web.config.settings",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from leitplanke_web.config.cli import main; main()", *arguments],
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def wait_until(is_so: Callable[[], bool], *, seconds: float = 300) -> float:
    """Wait until it is so, and answer for how long; fails after `seconds`."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, "it never became so"
        time.sleep(0.02)
    return time.monotonic() - began
