"""The production form of docs/operations.md on one machine: nginx, gunicorn, the worker, PostgreSQL."""

import gzip
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from factories import processes
from factories.proxy import DEPLOY, HOST, Proxy, free_port, running_proxy
from factories.town_folder import write_town_folder
from proxy_setup import MESSAGE, find_nginx

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.server,
    pytest.mark.xdist_group("serve"),
    pytest.mark.skipif(find_nginx() is None, reason=MESSAGE),
]
PAGE = DEPLOY.parent / "docs" / "operations.md"
OWN = (sys.executable, "-m", "leitplanke_web")
STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')
GUNICORN = re.compile(r"^gunicorn (.+)$", re.MULTILINE)
WORKER = re.compile(r"^leitplanke-web worker$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installation:
    """What runs: the proxy, and gunicorn's first process."""

    proxy: Proxy
    gunicorn: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def installation(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Installation]:  # noqa: ARG001 - without it the name is not that of the tests
    folder = tmp_path_factory.mktemp("production")
    with django_db_blocker.unblock(), ExitStack() as stack:
        database = stack.enter_context(processes.production_database())
        environment = _environment(folder, database)
        town = write_town_folder(folder / "town")
        for step in (("migrate", "-v", "0"), ("prepare",), ("load", str(town)), ("check", "--deploy")):
            subprocess.run((*OWN, *step), env=environment, check=True, capture_output=True)
        port = free_port()
        gunicorn = stack.enter_context(_running(_documented_gunicorn(port), environment))
        assert WORKER.search(PAGE.read_text("utf-8"))
        stack.enter_context(_running((*OWN, "worker"), environment))
        proxy = stack.enter_context(running_proxy(folder / "nginx", upstream=port))
        processes.wait_until(lambda: proxy.ask("/gestaltung/")[0].status == 200, seconds=300)
        yield Installation(proxy, gunicorn)


def test_page_is_served_with_every_header_that_protects_it(installation):
    answer, page = installation.proxy.ask("/erlenbach/impressum/")

    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Server"] == "nginx"
    assert f"https://{HOST}/erlenbach/impressum/" in page.decode()
    assert "Set-Cookie" not in answer.headers


def test_cookies_are_for_this_host_and_https_alone(installation):
    answer, _ = installation.proxy.ask("/konto/anmelden/")

    (cookie,) = answer.headers.get_all("Set-Cookie")
    assert cookie.startswith("__Host-csrf=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_pages_and_static_files_come_compressed_and_static_files_may_be_kept_for_ever(installation):
    page, packed = installation.proxy.ask("/erlenbach/impressum/", Accept_Encoding="gzip")
    addresses = sorted(set(STATIC.findall(gzip.decompress(packed).decode())))
    answers = {address: installation.proxy.ask(address, Accept_Encoding="gzip") for address in addresses}

    assert page.headers["Content-Encoding"] == "gzip"
    assert any(address.endswith(".css") for address in addresses)
    for address, (answer, content) in answers.items():
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        if address.endswith((".css", ".js")):
            assert answer.headers["Content-Encoding"] == "gzip"
            assert gzip.decompress(content) == installation.proxy.ask(address)[1]


def test_what_the_program_refuses_itself_keeps_its_own_kind_page(installation):
    answer, page = installation.proxy.ask("/nirgends/")

    assert answer.status == 404
    assert "lp-error-page" in page.decode()


def test_new_version_of_the_program_is_taken_up_without_losing_a_request(installation):
    """`kill -HUP`, as the operations page does it, twice while eight people read."""
    seen: list[int] = []
    is_over = Event()

    def read() -> None:
        while not is_over.is_set():
            seen.append(installation.proxy.ask("/erlenbach/impressum/")[0].status)

    with ThreadPoolExecutor(8) as readers:
        reading = [readers.submit(read) for _ in range(8)]
        try:
            for _ in range(2):
                _take_up_anew(installation.gunicorn)
        finally:
            is_over.set()
        for one in reading:
            one.result()

    assert len(seen) >= 8
    assert set(seen) == {200}


def test_killed_process_is_replaced(installation):
    (killed, *_) = _children(installation.gunicorn.pid)

    os.kill(killed, signal.SIGKILL)

    processes.wait_until(lambda: len(_children(installation.gunicorn.pid) - {killed}) >= 3, seconds=300)
    assert installation.proxy.ask("/erlenbach/impressum/")[0].status == 200


def test_style_sheet_is_there_while_nobody_answers(installation):
    """So that the page which says "one moment" looks like the others."""
    address, packed = "/static/design/leitplanke.css", {"Accept_Encoding": "gzip"}
    _, before = installation.proxy.ask(address, **packed)
    everybody = {installation.gunicorn.pid, *_children(installation.gunicorn.pid)}
    for process in everybody:
        os.kill(process, signal.SIGSTOP)

    try:
        answer, style = installation.proxy.ask(address, **packed)
    finally:
        for process in everybody:
            os.kill(process, signal.SIGCONT)

    assert (answer.status, style) == (200, before)
    processes.wait_until(lambda: installation.proxy.ask("/erlenbach/impressum/")[0].status == 200, seconds=300)


def _take_up_anew(gunicorn: subprocess.Popen[bytes]) -> None:
    """Tell gunicorn to start its processes anew, and wait until none of the former ones is left."""
    former = _children(gunicorn.pid)
    gunicorn.send_signal(signal.SIGHUP)

    def is_done() -> bool:
        now = _children(gunicorn.pid)
        return former.isdisjoint(now) and len(now) >= len(former)

    processes.wait_until(is_done, seconds=300)


def _environment(folder: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITPLANKE_", "DJANGO_"))}
    return {
        **kept,
        "DATABASE_URL": database,
        "LEITPLANKE_DATA": str(folder / "data"),
        "LEITPLANKE_ORIGIN": f"https://{HOST}",
        "LEITPLANKE_BEHIND_PROXY": "1",
    }


def _documented_gunicorn(port: int) -> tuple[str, ...]:
    """The very command of the operations page, on a port that is free here."""
    found = GUNICORN.search(PAGE.read_text("utf-8"))
    assert found is not None
    arguments = shlex.split(found[1])
    arguments[arguments.index("--bind") + 1] = f"127.0.0.1:{port}"
    return (sys.executable, "-m", "gunicorn", *arguments)


@contextmanager
def _running(command: tuple[str, ...], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(120)


def _children(parent: int) -> set[int]:
    told = subprocess.run(("ps", "-o", "pid=", "--ppid", str(parent)), capture_output=True, text=True, check=False)
    return {int(line) for line in told.stdout.split()}
