"""`serve` and the production form as processes: started, asked, hurt and stopped on a free port."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from factories import processes

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("serve")]

PATIENCE_SECONDS = 200  # of a busy machine, which computes a whole example town meanwhile
OWN = (sys.executable, "-m", "leitplanke_web")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """As of a user who has set nothing, with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITPLANKE_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "LEITPLANKE_DATA": str(tmp_path / "data")}


@contextmanager
def running(command: tuple[str, ...], environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(120)


def answer(port: int, path: str, **headers: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as client:
        client.request("GET", path, headers=headers)
        response = client.getresponse()
        return response.status, response.read().decode()


def answer_in_the_end(port: int, path: str, *, holds: str = "", status: int = 200, **headers: str) -> str:
    until, last = time.monotonic() + PATIENCE_SECONDS, "nothing"
    while time.monotonic() < until:
        try:
            code, text = answer(port, path, **headers)
        except OSError as error:
            last = repr(error)
        else:
            if code == status and holds in text:
                return text
            last = f"{code}: {text[:300]}"
        time.sleep(0.2)
    pytest.fail(f"{path} within {PATIENCE_SECONDS} s: {last}")


def server_processes(supervisor: int) -> list[int]:
    """The processes of the server that answer requests: children of the child that listens."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in told.splitlines()]
    mains = {row[0] for row in rows if int(row[1]) == supervisor and "granian" in row[2]}
    return [int(row[0]) for row in rows if row[1] in mains and "resource_tracker" not in row[2]]


@pytest.mark.slow
def test_demonstration_is_published_and_goes_on_after_a_stop(environment, port):
    demonstration = {**environment, "LEITPLANKE_DEMO": "1"}
    with running((*OWN, "serve", "--port", str(port)), demonstration) as serve:
        answer_in_the_end(port, "/ahornstein/fahrplan/", holds="Ahornstein")
        answer_in_the_end(port, "/ahornstein/daten/roadmap.json", holds='"assignments"')
        serve.send_signal(signal.SIGINT)
        assert serve.wait(120) == 0

    with running((*OWN, "serve", "--port", str(port)), demonstration):
        answer_in_the_end(port, "/ahornstein/daten/roadmap.json", holds='"assignments"')
    with closing(sqlite3.connect(Path(environment["LEITPLANKE_DATA"]) / "leitplanke.sqlite3")) as database:
        assert database.execute("SELECT number FROM portal_publication").fetchall() == [(1,)]


def test_killed_server_process_is_replaced_and_foreign_hosts_are_refused(environment, port):
    with running((*OWN, "serve", "--port", str(port), "--workers", "1"), environment) as serve:
        answer_in_the_end(port, "/gestaltung/")
        (killed,) = server_processes(serve.pid)

        os.kill(killed, signal.SIGKILL)

        answer_in_the_end(port, "/gestaltung/")
        assert killed not in server_processes(serve.pid)
        assert answer(port, "/gestaltung/", Host="elsewhere.example")[0] == 400


def test_taken_port_is_told_and_nothing_is_started(environment, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        told = subprocess.run(
            (*OWN, "serve", "--port", str(port)), env=environment, capture_output=True, text=True, check=False
        )

    assert told.returncode == 1
    assert f"127.0.0.1:{port}" in told.stderr
    assert f"--port {port + 1}" in told.stderr


def test_demonstration_behind_https_is_refused(environment, port):
    unsafe = {"LEITPLANKE_DEMO": "1", "LEITPLANKE_BEHIND_PROXY": "1", "LEITPLANKE_ORIGIN": "https://leitplanke.example"}
    told = subprocess.run(
        (*OWN, "serve", "--port", str(port)), env={**environment, **unsafe}, capture_output=True, text=True, check=False
    )

    assert told.returncode == 1
    assert "LEITPLANKE_DEMO" in told.stderr


def test_two_servers_share_one_database(environment, port):
    with running((*OWN, "serve", "--port", str(port)), environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            other = probe.getsockname()[1]
        with running((*OWN, "serve", "--port", str(other)), environment):
            answer_in_the_end(port, "/gestaltung/")
            answer_in_the_end(other, "/gestaltung/")


def test_locked_database_gives_a_kind_page_and_comes_back(environment, port):
    with running((*OWN, "serve", "--port", str(port)), environment):
        answer_in_the_end(port, "/gestaltung/")
        path = Path(environment["LEITPLANKE_DATA"]) / "leitplanke.sqlite3"
        hidden = path.parent / "gone"
        hidden.mkdir()
        for part in path.parent.glob(f"{path.name}*"):  # what is not in the database yet stands in the log beside it
            part.rename(hidden / part.name)
        path.mkdir()

        answer_in_the_end(port, "/ahornstein/", status=503)

        path.rmdir()
        for part in hidden.iterdir():
            part.rename(path.parent / part.name)
        answer_in_the_end(port, "/ahornstein/", status=404)


@pytest.fixture
def production_database(db: None) -> Iterator[str]:  # noqa: ARG001 - without it the name is not that of the tests
    with processes.production_database() as address:
        yield address


def test_production_form_serves_over_the_proxy_and_only_https(environment, port, production_database):
    production = {
        **environment,
        "DATABASE_URL": production_database,
        "LEITPLANKE_ORIGIN": "https://leitplanke.example",
        "LEITPLANKE_BEHIND_PROXY": "1",
    }
    for step in (("migrate", "-v", "0"), ("prepare",), ("check", "--deploy", "--database", "default")):
        subprocess.run((*OWN, *step), env=production, check=True, capture_output=True)
    gunicorn = (
        *(sys.executable, "-m", "gunicorn", "leitplanke_web.config.wsgi:application", "--no-control-socket"),
        *("--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4"),
    )
    proxied = {"Host": "leitplanke.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}

    with running(gunicorn, production), running((*OWN, "worker"), production) as worker:
        answer_in_the_end(port, "/gestaltung/", **proxied)

        assert answer(port, "/gestaltung/", Host="leitplanke.example")[0] == 301
        assert worker.poll() is None
