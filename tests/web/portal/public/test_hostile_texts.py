import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from django.test import Client

from factories.documents import documents, profile
from factories.published import pages_from, published_town
from leitplanke.kernel.texts import Text

pytestmark = pytest.mark.django_db

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now "Y" %}'
TURNING = "\N{RIGHT-TO-LEFT OVERRIDE}neträG שלום"
ISOLATED = re.compile("\N{FIRST STRONG ISOLATE}.*?\N{POP DIRECTIONAL ISOLATE}", re.DOTALL)
OTHERS = ("/konto/", "/arbeit/", "/anzeige/", "/daten/", "/gestaltung/", "/versionen/")


def poisoned(value: Any) -> Any:
    """The value with something hostile in each of its texts."""
    if isinstance(value, Text):
        return Text(f"{value.de}{EVIL}{TURNING}", f"{value.en}{EVIL}{TURNING}") if value.de else value
    if isinstance(value, tuple):
        return tuple(poisoned(part) for part in value)
    if isinstance(value, dict):
        return {key: poisoned(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: poisoned(getattr(value, one.name)) for one in fields(value)})
    return value


def turned_lines(page: str) -> list[str]:
    """Where a text turns the words beside it."""
    return [line for line in ISOLATED.sub("", page).splitlines() if TURNING in line]


def test_whatever_the_town_wrote_is_text_on_every_page():
    names = ("evidence", "strategy", "roadmap", "progress")
    published_town(profile=poisoned(profile()), **{name: poisoned(documents()[name]) for name in names})
    client = Client()

    addresses = [address for address, _, _ in pages_from(client, "/musterau/", leave=OTHERS)]
    found = {address: client.get(address).content.decode() for address in addresses}

    assert len(found) > 100
    assert {address for address, page in found.items() if "<script>alert" in page or "<img" in page} == set()
    assert {address for address, page in found.items() if "{{ 7|add:7 }}" not in page} == set()
    assert {address: lines for address, page in found.items() if (lines := turned_lines(page))} == {}
