"""Whatever is sent to any address: never a mistake of ours, always a page that says what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from factories.accounts import signed_in
from factories.addresses import Address, all_addresses
from factories.discussions import CONTRIBUTION, DISCUSSION
from factories.page_forms import FORM, PageForm, posting_forms
from factories.two_towns import NEXT, PUBLISHED, REPORT, ROOM, WAITING, WORKSHOP, TwoTowns, two_towns
from factories.web import PASSWORD

pytestmark = pytest.mark.django_db

ODD = (
    "", " ", "a\0b", "\u202etxt\u2066\u200f", "🙂", "a" * 5_000, "1" * 5_000, "-1", "1e999", "NaN", "1_0", "٣", "0x10",
    "' OR '1'='1", "../../etc/passwd", "<script>alert(1)</script>", "{{ 7|add:7 }}", "%s%n", "x\r\nSet-Cookie: a=b",
    str(2**31), str(2**63), "9" * 40, "2026-13", "0001-01", "9999-12", "None", "[]", "\ufffd", "\ufeff", "a\u2028b",
    "\x1b[31m\x07", "//elsewhere.example/", "javascript:alert(1)", "ß" * 201,
)  # fmt: skip
BROKEN = ("%ff", "%C3%28", "%ED%A0%80", "%C0%AF", "%00", "%", "%zz", "%F4%90%80%80")
# A name of a field in a query, wherever it is understood: of filters, of pages, of what leads on.
ASKED = (
    "page",
    "next",
    "process",
    "state",
    "code",
    "error",
    "words",
    "unit",
    "goal",
    "horizon",
    "field",
    "tat",
    "person",
)
MUCH = 10_000_000
MULTIPART = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n--x--\r\n'
BODIES = {
    "10 MB in one field": (FORM, b"note=" + b"a" * MUCH),
    "10 MB in one part": (MULTIPART, PART % (b"note", b"", b"a" * MUCH)),
    "10 MB file": (MULTIPART, PART % (b"note", b'; filename="a.txt"', b"a" * MUCH)),
    "10 MB of JSON": ("application/json", b"[" * (MUCH + 1)),
    "10 MB of nothing known": ("application/x-unknown", b"\0" * (MUCH + 1)),
    "5,000 fields": (FORM, b"a=1&" * 5_000),
    "5,000 names": (FORM, urlencode({f"mode-{place}-id": "x" for place in range(5_000)}).encode()),
    "1,000 files": (MULTIPART, b"".join(PART[:-2] % (b"f", b'; filename="a"', b"a") for _ in range(1_000))),
    "broken bytes": (FORM, b"note=%ff&run=\xff"),
    "NUL": (FORM, b"note=a%00b"),
    "NUL in a name": (FORM, b"no%00te=a"),
    "surrogate": (FORM, b"note=%ED%A0%80"),
    "broken part": (MULTIPART, PART % (b"note", b"", b"\xff")),
    "name of a part that is no text": (MULTIPART, PART % (b"\xff\x00", b"", b"a")),
    "NUL in a part": (MULTIPART, PART % (b"note", b"", b"a\0b")),
    "name of a file with NUL": (MULTIPART, PART % (b"note", b'; filename="a\0b"', b"a")),
    "no boundary": ("multipart/form-data", b"--x"),
    "boundary that is no text": ("multipart/form-data; boundary=\u00e4\u00f6", b"--x"),
    "cut off": (MULTIPART, PART[:40]),
    "base64 that is none": (MULTIPART, PART % (b"a", b"\r\nContent-Transfer-Encoding: base64", b"!")),
    "other encoding": (f"{FORM}; charset=utf-16", "note=a".encode("utf-16")),
    "unknown encoding": (f"{FORM}; charset=nonsense", b"note=a"),
    "other encoding of a part": (f"{MULTIPART}; charset=utf-7", PART % (b"note", b"", b"+AAA-")),
    "nothing": (FORM, b""),
    "JSON": ("application/json", b'{"note": 1}'),
    "kind that is none": ("/;;=", b"note=a"),
}  # fmt: skip
NO_TEXT = frozenset(kind for kind in BODIES if kind.startswith(("broken", "NUL", "surrogate", "other encoding")))
HEADERS: tuple[dict[str, str], ...] = (
    {"cookie": "session=\x00\xff; csrftoken=" + "a" * 5_000},
    {"cookie": "messages=forged; darstellung=large.x.\xff; session=' OR 1=1"},
    {"accept-language": "a" * 9_000},
    {"accept-language": "xx-\xff, en;q=NaN, de;q=-1"},
    {"accept": "*/*;q=x, \xff"},
    {"if-none-match": '"' + "a" * 5_000, "if-modified-since": "never", "range": "bytes=-1"},
    {"if-unmodified-since": "Thu, 99 Foo 9999999999 99:99:99 GMT", "if-match": ",,,"},
    {"host": "a b"}, {"host": "elsewhere.example"},
    {"x-forwarded-host": "elsewhere.example", "x-forwarded-for": "::x,'"},
    {"content-length": "-1"}, {"content-length": "many"}, {"x-http-method-override": "DELETE"},
    {"hx-request": "true", "hx-current-url": "\xff"}, {"referer": "javascript:\xff"}, {"x-csrftoken": "\xff"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()


@pytest.fixture
def towns(db: None) -> TwoTowns:  # noqa: ARG001 - the database first
    return two_towns()


@pytest.fixture
def insider(towns: TwoTowns) -> Client:
    """An administrator who has just said the password again: every page opens."""
    client = signed_in(towns.administrator)
    client.raise_request_exception = False
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    return client


def test_odd_parts_of_addresses(towns: TwoTowns, insider: Client) -> None:
    usual = {name: quote(str(value)) for name, value in values_of(towns).items()}
    odd, broken = cycle(quote(value, safe="") for value in ODD), cycle(BROKEN)

    asked = [
        pattern.with_parts({**usual, name: next(values)})
        for pattern in patterns()
        for name in pattern.parts
        for values in (*(odd for _ in range(9)), broken, broken)
    ]

    assert unkind(answers(insider, [("GET", one, {}) for one in asked])) == []
    assert len(asked) > 20 * len(ODD)


def test_odd_queries(towns: TwoTowns, insider: Client) -> None:
    values, broken = cycle(ODD), cycle(BROKEN)
    asked = [
        f"{one}?{query}"
        for one in every(towns)
        for query in (
            *(urlencode({name: next(values) for name in ASKED}) for _ in range(4)),
            *(f"page={next(broken)}" for _ in range(2)),
            *("a=1&" * 5_000, "%&page=1;page=2&a[]=1&a[b]=2"),
        )
    ]

    assert unkind(answers(insider, [("GET", one, {}) for one in asked])) == []


@pytest.mark.parametrize("kind", BODIES)
def test_odd_bodies(towns: TwoTowns, insider: Client, kind: str) -> None:
    content_type, body = BODIES[kind]
    found = answers(insider, [("POST", one, {"data": body, "content_type": content_type}) for one in every(towns)])

    assert unkind(found) == []
    if len(body) > MUCH:
        large = tuple(ending for ending, most in settings.LARGE_BODIES.items() if most > MUCH)
        assert {one.status for one in found if not one.address.endswith(large)} == {413}
    if kind in NO_TEXT:
        assert {one.status for one in found} == {400}


def test_odd_fields(towns: TwoTowns, insider: Client) -> None:
    found = answers(insider, list(odd_entries(insider, every(towns))))

    assert unkind(found) == []
    assert len(found) > 500


def test_odd_headers(towns: TwoTowns, insider: Client) -> None:
    odd = cycle(HEADERS)
    asked = [
        (method, one, {"headers": next(odd)}) for method in ("GET", "POST") for one in every(towns) for _ in range(4)
    ]

    assert unkind(answers(insider, asked)) == []


def values_of(towns: TwoTowns) -> dict[str, object]:
    """What stands in an address that opens."""
    return {
        "town": "erlenbach", "measure": "kita_online", "unit": "office", "snapshot": REPORT, "edition": PUBLISHED[0],
        "finding": "citizens.areas.kita", "guardrail": "analogue", "number": WAITING, "version": PUBLISHED[0],
        "name": "roadmap.json", "member_id": towns.member, "provider_id": "oidc", "uidb36": "1", "key": "x-y",
        "audience": "citizens", "questionnaire": NEXT, "section": "all", "part": "kita", "value": "value",
        "quota": "quota", "question": "areas", "kind": "matrix",
        "language": "en", "format": "json", "how": "telefon", "element": "E38", "theme": "waiting",
        "discussion": DISCUSSION, "contribution": CONTRIBUTION, "workshop": WORKSHOP, "step": "ideas", "code": ROOM,
        "criterion": "benefit", "file": "scores.csv", "overall_goal": "generations", "goal": "reach",
        "field": "services", "way": "leitplanke", "thing": "analogue",
        "service": "only_here", "gate": "goals_adopted", "choice": "apps", "grant": "land",
        "phase": "workshops", "letter": "discussion-letter", "actor": "beirat-0", "photo": towns.photo,
        "stored": "problem.json",
    }  # fmt: skip


def patterns() -> list[Address]:
    """Every pattern; of those with the same view the longest, which has the most parts."""
    found = sorted(all_addresses(), key=lambda one: len(one.parts))
    return list({one.view: one for one in found}.values())


def every(towns: TwoTowns) -> list[str]:
    """An address of every pattern."""
    values = {name: (value,) for name, value in values_of(towns).items()}
    return [one for pattern in patterns() for one in pattern.all_with(values)]


def odd_entries(client: Client, addresses: list[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every form with one odd value in all fields, and with another one in each field by itself; rows are alike."""
    odd = cycle(ODD)
    for form in posting_forms(client, addresses):
        yield from (_sent(form, dict.fromkeys(form.names, next(odd))) for _ in range(10))
        alone = {re.sub(r"\d+", "0", name): name for name in form.names}
        yield from (_sent(form, {name: next(odd)}) for name in alone.values())


def _sent(form: PageForm, changes: dict[str, str]) -> tuple[str, str, dict[str, Any]]:
    return "POST", form.action, {"data": urlencode(form.entries(**changes)), "content_type": FORM}


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request got: a page of 10,000 is not kept."""

    method: str
    address: str
    status: int
    is_kind: bool


def answers(client: Client, asked: list[tuple[str, str, dict[str, Any]]]) -> list[Answered]:
    """What each request is answered, and nothing of it stays."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    found = []
    for method, address, options in asked:
        with transaction.atomic():
            answer = client.generic(method, address, **options)
            found.append(Answered(method, address[:150], answer.status_code, _is_kind(answer)))
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(cookies)
        cache.clear()
    return found


def unkind(found: list[Answered]) -> list[Answered]:
    """The answers that are mistakes of ours, or refusals without a page that says what to do."""
    return [one for one in found if not one.is_kind]


def _is_kind(answer: Any) -> bool:
    if answer.status_code < 400 or answer.wsgi_request.method == "HEAD":
        return True
    page = answer.content.decode()
    return answer.status_code < 500 and "<h1" in page and "Traceback" not in page and 'href="#inhalt"' in page
