"""PostgreSQL goes away while gunicorn serves and the worker computes, and comes back: no restart, nothing lost."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from factories.cable import Cable
from factories.page_forms import FORM
from factories.processes import database_url, wait_until
from factories.towns import small_town
from factories.web import PASSWORD, person_in
from leitplanke_web.portal.actions.runs import start_run
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.towns.models import Role, Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server, pytest.mark.xdist_group("serve")]
SIGN_IN = "/konto/anmelden/"


@pytest.fixture
def cable(transactional_db: None) -> Iterator[Cable]:  # noqa: ARG001 - without it the address is not that of the tests
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server; its file that is gone is tried in test_serve")
    there = urlsplit(database_url())
    with Cable(host=there.hostname or "127.0.0.1", port=there.port or 5432) as plugged_in:
        yield plugged_in


@pytest.fixture
def environment(cable: Cable, tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITPLANKE_", "DJANGO_"))}
    there = urlsplit(database_url())
    user = there.netloc.rpartition("@")[0]
    through = urlunsplit(there._replace(netloc=f"{user}@127.0.0.1:{cable.port}"))
    own = {"DATABASE_URL": through, "LEITPLANKE_DATA": str(tmp_path / "data")}
    subprocess.run((sys.executable, "-m", "leitplanke_web", "prepare"), env=kept | own, check=True, capture_output=True)
    return kept | own


@pytest.fixture
def town(cable: Cable) -> Town:  # noqa: ARG001 - the database first
    return small_town()


@contextmanager
def running(environment: dict[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        (sys.executable, "-m", *command), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(120)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Browser:
    """Asks one server and keeps its cookies."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **fields: str) -> tuple[HTTPResponse, str]:
        client = HTTPConnection("127.0.0.1", self._port, timeout=60)
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        headers = {"Content-Type": FORM, "Origin": "http://127.0.0.1:8000", **(cookies if self._cookies else {})}
        client.request(method, path, urlencode(fields) if fields else None, {"Host": "127.0.0.1:8000", **headers})
        answer = client.getresponse()
        page = answer.read().decode()
        client.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer, page

    def status(self, path: str) -> int:
        """What a page answers; 0 where nobody answers."""
        try:
            return self.ask("GET", path)[0].status
        except OSError:
            return 0


@pytest.fixture
def browser_of_gunicorn(
    environment: dict[str, str],
    town: Town,  # noqa: ARG001 - there is something to see
    tmp_path: Path,
) -> Iterator[Browser]:
    address = tmp_path / "port"
    told = (
        f"def when_ready(server):\n    open({str(address)!r}, 'w').write(str(server.LISTENERS[0].getsockname()[1]))\n"
    )
    (tmp_path / "gunicorn.conf.py").write_text(told)
    gunicorn = (
        *("gunicorn", "leitplanke_web.config.wsgi:application", "--no-control-socket", "--bind", "127.0.0.1:0"),
        *(
            "--workers",
            "1",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--config",
            str(tmp_path / "gunicorn.conf.py"),
        ),
    )
    with running(environment, *gunicorn) as server:
        wait_until(lambda: address.exists() and address.read_text() != "")
        browser = Browser(int(address.read_text()))
        wait_until(lambda: browser.status("/erlenbach/") == 200)
        before = _children(server.pid)
        yield browser
        assert _children(server.pid) == before, "a worker of gunicorn was replaced"


def test_pages_say_so_while_the_database_is_away_and_come_back(cable: Cable, town: Town, browser_of_gunicorn: Browser):
    browser = browser_of_gunicorn
    with scope(town=town):
        person_in(town, Role.EDITOR, email="edda@example.org")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.ask("GET", SIGN_IN)[1])[0]
    entries = {"csrfmiddlewaretoken": token, "login": "edda@example.org", "password": PASSWORD}

    cable.pull_out()
    away = [browser.ask("GET", "/erlenbach/") for _ in range(8)]
    refused, page = browser.ask("POST", SIGN_IN, **entries)
    cable.plug_in()
    back = [browser.status("/erlenbach/") for _ in range(8)]
    signed_in, _ = browser.ask("POST", SIGN_IN, **entries)

    assert {(answer.status, answer.headers["Retry-After"]) for answer, _ in away} == {(503, "30")}
    assert all("Gerade können wir nichts speichern" in text for _, text in away)
    assert (refused.status, "edda@example.org</textarea>" in page, PASSWORD in page) == (503, True, False)
    assert back == [200] * 8
    assert (signed_in.status, browser.status("/erlenbach/arbeit/")) == (302, 200)


def test_restarted_database_is_not_noticed_by_readers(browser_of_gunicorn: Browser):
    connection.close()  # ours is none of those that end
    with psycopg.connect(database_url(), autocommit=True) as admin:
        ended = admin.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = ''"
        ).fetchone()

    assert ended is not None
    assert ended[0] >= 1
    assert [browser_of_gunicorn.status("/erlenbach/") for _ in range(8)] == [200] * 8


@pytest.mark.slow
def test_run_ends_well_although_the_database_was_away_meanwhile(cable: Cable, environment: dict[str, str], town: Town):
    with scope(town=town):
        run = start_run(town, person_in(town, Role.EDITOR))

    with running(environment, "leitplanke_web", "worker"):
        wait_until(lambda: fresh(run).state != RunState.WAITING)
        cable.pull_out()
        away = fresh(run).state
        time.sleep(2)
        cable.plug_in()
        wait_until(lambda: fresh(run).state == RunState.DONE, seconds=300)

    assert (away, len(fresh(run).digests)) == (RunState.RUNNING, 5)


def fresh(run: Run) -> Run:
    with scopes_disabled():
        return Run.objects.get(pk=run.pk)


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
