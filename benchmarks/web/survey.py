"""Measure accepting complete responses, and the pages on the way there, on SQLite and on PostgreSQL.

The example town's questionnaire through the embedded server; every response is another, half of them have an access
code. What was acknowledged is compared with what is stored. Peer in the same run: a bare Django form
(`bare.py`). The load runs on the cores that it measures, so CPU per request is the figure that compares.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random, SystemRandom
from subprocess import Popen
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psycopg

from web.load import Load, send, weigh, weigh_alone
from web.server import cpu_seconds, free_port, running, served, wait_for

if TYPE_CHECKING:
    from leitplanke.participation.model import Question
    from leitplanke_web.participation.mapping.sheets import Filled
    from leitplanke_web.participation.models import Survey
    from leitplanke_web.towns.models import Town

SERVER = os.environ.get("LEITPLANKE_TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
RESPONSES, AT_ONCE, MANY_AT_ONCE = 800, 16, 200
TOWN, AUDIENCE, CODED_FRAME = "ahornstein", "citizens", "citizens_register"
PATH = f"/{TOWN}/umfrage/{AUDIENCE}/"
THANKS = b"sind angekommen"
FAR = date(2099, 12, 31)
missed = 0


def main() -> int:
    """Measure in a process for each database; 1 if a mark was missed."""
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    codes = [_measured("SQLite", "")]
    with _own_database() as address:
        if address:
            codes.append(_measured("PostgreSQL", address))
        else:
            print(f"PostgreSQL: skipped, {SERVER} does not answer")
    return max(codes)


def measure(name: str) -> int:
    """Print the figures of this database."""
    port = free_port()
    with served(port) as (process, _), _in_town(port) as town:
        forms = Forms(*_prepared(town))
        _measure_statements(name, forms)
        _measure_weight(name, port, forms)
        _measure_pages(name, port, process, forms)
        _measure_accepting(name, port, process, forms)
        _measure_ledger(name, forms)
    _measure_peer(name)
    return int(missed > 0)


class Forms:
    """Forms as a respondent's browser would send them, each with answers of its own."""

    def __init__(self, survey: "Survey", codes: Sequence[str]) -> None:
        self.survey, self.random, self.sent = survey, Random(1), 0  # noqa: S311 - the same answers in every run
        self._codes = iter(codes)

    def page(self) -> bytes:
        """The fifth question, answered."""
        filled = self._filled("").at(4)
        return self._form(filled, go="next", typed=True)

    def last(self, *, with_code: bool) -> bytes:
        """Everything answered and checked."""
        from leitplanke_web.participation.mapping.sheets import CHECK  # noqa: PLC0415 - Django is set up by then

        self.sent += 1
        filled = self._filled(next(self._codes) if with_code else "")
        return self._form(filled.with_sheet(replace(filled.sheet, page=CHECK)), go="send", typed=False)

    def many(self, count: int) -> list[bytes]:
        """Complete ones, every other with a code."""
        return [self.last(with_code=number % 2 == 0) for number in range(count)]

    def _filled(self, code: str) -> "Filled":
        from django.utils import timezone  # noqa: PLC0415 - Django is set up by then

        from leitplanke.participation.codes import new_code  # noqa: PLC0415 - likewise
        from leitplanke_web.participation.mapping.sheets import Filled, Sheet  # noqa: PLC0415 - likewise
        from leitplanke_web.participation.queries import open_frame  # noqa: PLC0415 - likewise
        from leitplanke_web.participation.tickets import new_ticket  # noqa: PLC0415 - likewise

        frame = CODED_FRAME if code else open_frame(self.survey.town, AUDIENCE) or ""
        ticket = new_ticket(
            survey=self.survey.pk, audience=AUDIENCE, frame=frame, now=timezone.now(), random=self.random, access=code
        )
        questionnaire = self.survey.questionnaire.value
        entries: dict[str, list[str]] = {}
        for question in questionnaire.shown_to(AUDIENCE):
            entries |= _answered(question, self.random)
        sheet = Sheet(ticket, new_code(self.random), self.random.getrandbits(32), code, entries=entries)
        return Filled(questionnaire, AUDIENCE, sheet, timezone.localdate())

    def _form(self, filled: "Filled", *, go: str, typed: bool) -> bytes:
        from leitplanke_web.participation.mapping.entries import fields_of  # noqa: PLC0415 - Django is set up by then

        fields: dict[str, object] = dict(filled.sheet.hidden(filled.page))
        if typed:
            fields |= fields_of(filled.sheet.entries, [one.id for one in filled.page])
        return urlencode({**fields, "go": go}, doseq=True).encode()


def _answered(question: "Question", random: Random) -> dict[str, list[str]]:
    """What somebody types and ticks."""
    from leitplanke.participation.model import QuestionKind  # noqa: PLC0415 - after the environment was made
    from leitplanke_web.participation.mapping.entries import field_name  # noqa: PLC0415 - likewise

    name = field_name(question.id)
    if question.kind is QuestionKind.TEXT:
        return {name: [f"Bitte mehr Bänke im Park, am besten {random.randrange(10**6)} Stück."]}
    return {name: random.sample(question.option_ids, question.max_choices or 1)}


@contextmanager
def _in_town(port: int) -> Iterator["Town"]:
    """The example town, as soon as it is published: then the worker is idle."""
    import django  # noqa: PLC0415 - after the environment was made

    django.setup()
    from django_scopes import scope  # noqa: PLC0415 - likewise

    from leitplanke_web.towns.models import Town  # noqa: PLC0415 - likewise

    wait_for(port, f"/{TOWN}/daten/roadmap.json")
    town = Town.objects.get(pk=TOWN)
    with scope(town=town):
        yield town


def _prepared(town: "Town") -> tuple["Survey", tuple[str, ...]]:
    """The town's survey, open, with codes enough."""
    from leitplanke_web.accounts.models import Person  # noqa: PLC0415 - Django is set up by then
    from leitplanke_web.demo.accounts import EDITOR  # noqa: PLC0415 - likewise
    from leitplanke_web.participation.actions.codes import make_codes  # noqa: PLC0415 - likewise
    from leitplanke_web.participation.models import Questionnaire, Survey  # noqa: PLC0415 - likewise

    questionnaire = Questionnaire.objects.get(town=town)
    survey = Survey.objects.create(town=town, questionnaire=questionnaire, state="open", closes_on=FAR)
    editor = Person.objects.get(email=EDITOR.email)
    codes = make_codes(
        town, editor, survey, audience=AUDIENCE, frame=CODED_FRAME, count=2 * RESPONSES, random=SystemRandom()
    )
    return survey, codes


def _measure_statements(name: str, forms: Forms) -> None:
    from django.db import connection  # noqa: PLC0415 - Django is set up by then
    from django.test import Client  # noqa: PLC0415 - likewise
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - likewise

    client = Client(headers={"host": "127.0.0.1"})
    for title, form, most in (("question page", forms.page(), 12), ("submission", forms.last(with_code=True), 6)):
        with CaptureQueriesContext(connection) as captured:
            client.post(PATH, form, content_type="application/x-www-form-urlencoded")
        told = [one["sql"] for one in captured if not one["sql"].startswith(("BEGIN", "COMMIT"))]
        _line(f"{name}: {title}, SQL statements", f"{len(told)}  (mark <= {most})", is_kept=len(told) <= most)


def _measure_weight(name: str, port: int, forms: Forms) -> None:
    first, form = weigh(port, PATH), forms.page()
    for title, weight in (("first page", first), ("question page with an empty cache", weigh(port, PATH, form=form))):
        _line(
            f"{name}: {title}",
            f"{weight.kilobytes:.0f} kB in {weight.requests}  (mark <= 140 in <= 8)",
            is_kept=weight.kilobytes <= 140 and weight.requests <= 8,
        )
    alone = weigh_alone(port, PATH, form=form).kilobytes
    _line(f"{name}: following question page", f"{alone:.1f} kB  (mark <= 6)", is_kept=alone <= 6)


def _measure_pages(name: str, port: int, process: Popen[bytes], forms: Forms) -> None:
    pages = [forms.page() for _ in range(RESPONSES // 2)]
    load, cpu, per_second = _loaded(process, lambda: send(port, PATH, pages, at_once=AT_ONCE, proof=b"lp-question"))
    _line(
        f"{name}: question page with its draft saved, {AT_ONCE} at once",
        f"{per_second:.0f}/s, p95 {load.p95_ms:.0f} ms, CPU {cpu:.1f} ms, {load.errors} errors",
        is_kept=not load.errors,
    )


def _measure_accepting(name: str, port: int, process: Popen[bytes], forms: Forms) -> None:
    sheets = forms.many(RESPONSES)
    load, cpu, per_second = _loaded(process, lambda: send(port, PATH, sheets, at_once=AT_ONCE, proof=THANKS))
    _line(
        f"{name}: complete responses, {AT_ONCE} at once",
        f"{per_second:.0f} accepted/s, p95 {load.p95_ms:.0f} ms, CPU {cpu:.1f} ms, {load.errors} errors  "
        "(marks >= 100, <= 300, <= 12, 0)",
        is_kept=per_second >= 100 and load.p95_ms <= 300 and cpu <= 12 and not load.errors,
    )
    sheets = forms.many(RESPONSES)
    load, cpu, per_second = _loaded(process, lambda: send(port, PATH, sheets, at_once=MANY_AT_ONCE, proof=THANKS))
    _line(
        f"{name}: complete responses, {MANY_AT_ONCE} at once",
        f"{per_second:.0f} accepted/s, p95 {load.p95_ms:.0f} ms, CPU {cpu:.1f} ms, {load.errors} errors  (mark 0)",
        is_kept=not load.errors,
    )


def _measure_ledger(name: str, forms: Forms) -> None:
    from leitplanke_web.participation.models import Intake  # noqa: PLC0415 - Django is set up by then

    stored = Intake.objects.count()
    _line(f"{name}: acknowledged and stored", f"{forms.sent}, {stored}", is_kept=stored == forms.sent)


def _measure_peer(name: str) -> None:
    subprocess.run([sys.executable, str(Path(__file__).with_name("bare.py"))], check=True)  # noqa: S603 - our own
    port = free_port()
    command = [
        *(sys.executable, "-m", "granian", "web.bare:application", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
    ]
    random = SystemRandom()
    sheets = [urlencode({f"q{number}": random.randrange(5) for number in range(10)}).encode() for _ in range(RESPONSES)]
    with running(command) as process:
        wait_for(port, "/")
        load, cpu, per_second = _loaded(process, lambda: send(port, "/", sheets, at_once=AT_ONCE, proof=b"Danke"))
    _line(
        f"{name}: peer, a bare Django form, {AT_ONCE} at once",
        f"{per_second:.0f} accepted/s, p95 {load.p95_ms:.0f} ms, CPU {cpu:.1f} ms, {load.errors} errors",
    )


def _loaded(process: Popen[bytes], press: Callable[[], Load]) -> tuple[Load, float, float]:
    """The load, CPU milliseconds and requests per second."""
    before, began = cpu_seconds(process.pid), time.perf_counter()
    load = press()
    seconds = time.perf_counter() - began
    return load, (cpu_seconds(process.pid) - before) / load.requests * 1000, load.requests / seconds


def _measured(name: str, address: str) -> int:
    """The exit code of a process with data of its own."""
    with tempfile.TemporaryDirectory(prefix="leitplanke-bench-") as folder:
        environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "LEITPLANKE_DATA": folder,
            "LEITPLANKE_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "leitplanke_web.config.settings",
            **({"DATABASE_URL": address} if address else {}),
        }
        return subprocess.run([sys.executable, __file__, name], env=environment, check=False).returncode  # noqa: S603 - ourselves


@contextmanager
def _own_database() -> Iterator[str]:
    """A database of the server that goes afterwards; empty where no server answers."""
    database = f"leitplanke_bench_{os.getpid()}"
    try:
        with psycopg.connect(SERVER, dbname="postgres", connect_timeout=3, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}")
    except psycopg.OperationalError:
        yield ""
        return
    try:
        yield f"{SERVER.rpartition('/')[0]}/{database}"
    finally:
        with psycopg.connect(SERVER, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


def _line(title: str, measured: str, *, is_kept: bool | None = None) -> None:
    global missed  # noqa: PLW0603 - one count of one script
    missed += is_kept is False
    print(f"{title:<58} {measured}  {({None: '', True: 'reached', False: 'MISSED'})[is_kept]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
