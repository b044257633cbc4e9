"""Measure the web and print every figure beside its mark: demonstration, cold start, every page under load.

Starts `serve` on a free port with data of its own, asks nobody but this machine, and ends with 1 if a mark was missed.
"""

import os
import sys
import tempfile
import time
from subprocess import Popen

from web.load import press, weigh
from web.server import cpu_seconds, free_port, served, wait_for

DATA = tempfile.TemporaryDirectory(prefix="leitplanke-bench-")
os.environ |= {
    "LEITPLANKE_DATA": DATA.name,
    "LEITPLANKE_DEMO": "1",
    "DJANGO_SETTINGS_MODULE": "leitplanke_web.config.settings",
}
os.environ.pop("DATABASE_URL", None)

AT_ONCE, REQUESTS = 16, 320
PUBLIC = (
    *("start", "results", "results_questions", "results_voices", "results_method", "strategy", "guardrails"),
    *("strategy_weights", "roadmap", "roadmap_waiting", "roadmap_resources", "measure", "became", "versions"),
)
STAFF = (
    *("portal:overview", "portal:runs", "portal:run", "portal:compare", "portal:publish"),
    *("strategy:measures", "strategy:measure_new", "strategy:measure_edit", "strategy:measure_remove"),
    *("roadmap:capacities", "roadmap:unit_new", "roadmap:unit_edit", "roadmap:unit_remove", "roadmap:year_edit"),
    *("towns:members", "towns:member_new", "towns:member", "towns:log"),
)
missed = 0


def main() -> int:
    """Print all figures; 1 if a mark was missed."""
    port = free_port()
    _measure_demonstration(port)
    with served(port) as (process, seconds):
        _tell("cold start: seconds to the first page", seconds, 3, "{:.1f}")
        _measure_town(port, process, "ahornstein")
    _publish_large_town()
    with served(port) as (process, _):
        _measure_town(port, process, "ahornstein-gross")
    return int(missed > 0)


def _measure_demonstration(port: int) -> None:
    began = time.perf_counter()
    with served(port, "/ahornstein/") as (_, seconds):
        _tell("make demo, packages installed: seconds to the town's page", seconds, 90, "{:.1f}")
        wait_for(port, "/ahornstein/daten/roadmap.json")
        _tell("make demo: seconds until the first version is published", time.perf_counter() - began, 90, "{:.1f}")


def _measure_town(port: int, process: Popen[bytes], town: str) -> None:
    cookie, parts = _signed_in(), _first_of_each(town)
    for name in (*(f"portal:{page}" for page in PUBLIC), *STAFF):
        worn = cookie if name in STAFF else ""
        _measure_page(port, process, f"{town} {name}", _address(name, parts), worn)


def _measure_page(port: int, process: Popen[bytes], title: str, path: str, cookie: str) -> None:
    queries = _queries(path, cookie)
    weight = weigh(port, path, cookie=cookie)
    press(port, path, at_once=AT_ONCE, requests=AT_ONCE * 2, cookie=cookie)
    before = cpu_seconds(process.pid)
    load = press(port, path, at_once=AT_ONCE, requests=REQUESTS, cookie=cookie)
    cpu = (cpu_seconds(process.pid) - before) / REQUESTS * 1000
    is_kept = (
        load.p95_ms <= 150 and not load.errors and queries <= 10 and weight.kilobytes <= 150 and weight.requests <= 8
    )
    _line(
        title,
        f"p50 {load.p50_ms:.0f} ms, p95 {load.p95_ms:.0f} ms, {load.errors} errors, CPU {cpu:.1f} ms; "
        f"{queries} queries; {weight.kilobytes:.0f} kB in {weight.requests}",
        is_kept=is_kept,
    )


def _queries(path: str, cookie: str) -> int:
    from django.db import connection  # noqa: PLC0415 - Django is set up by then
    from django.test import Client  # noqa: PLC0415 - likewise
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - likewise

    with CaptureQueriesContext(connection) as captured:
        response = Client(headers={"cookie": cookie} if cookie else None).get(path, headers={"host": "127.0.0.1"})
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    return len(captured)


def _signed_in() -> str:
    """The session cookie of the demonstration's administrator, who sees every page."""
    import django  # noqa: PLC0415 - after the environment was made

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - likewise
    from django.test import Client  # noqa: PLC0415 - likewise

    from leitplanke_web.accounts.models import Person  # noqa: PLC0415 - likewise
    from leitplanke_web.demo.accounts import ADMINISTRATOR  # noqa: PLC0415 - likewise

    client = Client()
    client.force_login(Person.objects.get(email=ADMINISTRATOR.email))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _first_of_each(town: str) -> dict[str, str]:
    """What addresses name, with the town's first one."""
    from django_scopes import scope  # noqa: PLC0415 - Django is set up by then

    from leitplanke_web.portal.models import Run  # noqa: PLC0415 - likewise
    from leitplanke_web.roadmap.models import Unit  # noqa: PLC0415 - likewise
    from leitplanke_web.strategy.models import Measure  # noqa: PLC0415 - likewise
    from leitplanke_web.towns.models import Membership, Town  # noqa: PLC0415 - likewise

    with scope(town=Town.objects.get(id=town)):
        return {
            "town": town,
            "measure": Measure.objects.all()[0].identifier,
            "unit": Unit.objects.all()[0].identifier,
            "number": str(Run.objects.all()[0].number),
            "member_id": str(Membership.objects.all()[0].pk),
        }


def _address(name: str, parts: dict[str, str]) -> str:
    from django.urls import NoReverseMatch, reverse  # noqa: PLC0415 - Django is set up by then

    for more in ((), *((one,) for one in parts if one != "town")):
        try:
            return reverse(name, kwargs={one: parts[one] for one in ("town", *more)})
        except NoReverseMatch:
            continue
    raise SystemExit(f"Say which parts the address of {name} has.")


def _publish_large_town() -> None:
    from django_scopes import scope  # noqa: PLC0415 - Django is set up by then

    from leitplanke.exchange.town_folder import folder_files  # noqa: PLC0415 - likewise
    from leitplanke_web.accounts.models import Person  # noqa: PLC0415 - likewise
    from leitplanke_web.demo.accounts import ADMINISTRATOR  # noqa: PLC0415 - likewise
    from leitplanke_web.demo.stages import FOLDER  # noqa: PLC0415 - likewise
    from leitplanke_web.portal.actions.performance import perform_run  # noqa: PLC0415 - likewise
    from leitplanke_web.portal.actions.publish import publish  # noqa: PLC0415 - likewise
    from leitplanke_web.portal.actions.runs import start_run  # noqa: PLC0415 - likewise
    from leitplanke_web.portal.actions.towns import load_town  # noqa: PLC0415 - likewise
    from leitplanke_web.towns.models import Membership, Role  # noqa: PLC0415 - likewise
    from web.large import enlarged  # noqa: PLC0415 - likewise

    town = load_town(enlarged(folder_files(FOLDER)), actor="Benchmark")
    person = Person.objects.get(email=ADMINISTRATOR.email)
    with scope(town=town):
        Membership.objects.create(person=person, town=town, role=Role.ADMINISTRATOR)
        run = start_run(town, person)
        began = time.perf_counter()
        perform_run(run)
        _line("300 measures: seconds of the chain", f"{time.perf_counter() - began:.0f}")
        run.refresh_from_db()
        publish(run, person, seen_version=0)


def _tell(title: str, value: float, most: float, form: str) -> None:
    _line(title, f"{form.format(value)}  (mark <= {most})", is_kept=value <= most)


def _line(title: str, measured: str, *, is_kept: bool | None = None) -> None:
    global missed  # noqa: PLW0603 - one count of one script
    missed += is_kept is False
    print(f"{title:<58} {measured}  {({None: '', True: 'reached', False: 'MISSED'})[is_kept]}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
