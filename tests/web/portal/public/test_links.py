from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from factories.documents import documents
from factories.published import Reading, pages_from, published_town

pytestmark = pytest.mark.django_db

OTHERS = ("/konto/", "/arbeit/", "/anzeige/", "/daten/", "/gestaltung/")


def crawled(start: str, *, leave: tuple[str, ...] = (*OTHERS, "/versionen/")) -> dict[str, tuple[int, Reading]]:
    return {address: (status, page) for address, status, page in pages_from(Client(), start, leave=leave)}


def broken(pages: dict[str, tuple[int, Reading]]) -> list[str]:
    """Pages that are not there, and anchors that no element has."""
    missing = [f"{address}: {status}" for address, (status, _) in pages.items() if status != 200]
    for address, (_, page) in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and target in pages and anchor not in pages[target][1].ids:
                missing.append(f"{address} -> {link}")
    return missing


def test_every_link_of_every_public_page_leads_somewhere_in_both_languages():
    published_town(**{name: documents()[name] for name in ("evidence", "strategy", "roadmap", "progress")})

    pages = crawled("/musterau/")

    assert broken(pages) == []
    assert len(pages) == 2 * (20 + 2 * 40 + 13)


def test_every_link_of_an_older_version_stays_in_it():
    published_town()

    pages = crawled("/musterau/versionen/1/", leave=OTHERS)

    assert broken({address: page for address, page in pages.items() if "versionen" in address} | pages) == []
    assert sum("versionen/1/" in address for address in pages) == 2 * (14 + 2 * 9 + 12)


def test_no_id_stands_twice_on_any_page():
    published_town()

    twice = {
        address: sorted({one for one in page.ids if page.ids.count(one) > 1})
        for address, (_, page) in crawled("/musterau/").items()
    }

    assert {address: ids for address, ids in twice.items() if ids} == {}


@pytest.mark.slow
def test_every_link_of_ahornstein_leads_somewhere(ahornstein):
    pages = crawled(f"/{ahornstein.pk}/")

    assert broken(pages) == []
    # the process with an open discussion and a closed one; the ways of guardrails, goals and findings
    assert len(pages) == 2 * (18 + 11 + 11 + 2 * 53 + 10 + 13 + 101)
