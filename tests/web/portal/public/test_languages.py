import re

import pytest
from django.test import Client

from factories.published import Reading, pages_from, published_town

pytestmark = pytest.mark.django_db

OTHERS = ("/konto/", "/arbeit/", "/anzeige/", "/daten/", "/gestaltung/", "/versionen/")
ADDRESS = re.compile(r"https?://\S+")
GERMAN = re.compile(
    r"[äöüÄÖÜß]|\b(?:und|oder|nicht|der|das|die|ist|sind|wird|werden|mit|von|für|wir|Sie|Maßnahme|Stadt|Fahrplan|"
    r"Zuständig|Stand|bis|keine|eine|einer|auf|zum|zur)\b"
)


def words_of_ours(page: Reading) -> list[str]:
    """German words in texts that do not say that they are German."""
    return [text for language, text in page.texts if language == "en" and GERMAN.search(ADDRESS.sub("", text))]


def test_english_pages_hold_no_german_that_is_not_marked_as_german():
    published_town()
    pages = {
        address: page
        for address, _, page in pages_from(Client(), "/en/musterau/", leave=OTHERS)
        if address.startswith("/en/")
    }

    unmarked = {address: words_of_ours(page) for address, page in pages.items()}

    assert {address: words for address, words in unmarked.items() if words} == {}
    assert len(pages) == 20 + 2 * 9 + 12  # ways of findings, guardrails and goals


def test_search_for_german_words_finds_them():
    page = Reading('<html lang="en"><p>Was daraus wird</p><p lang="de">Was wird</p><p>What becomes of it</p></html>')

    assert words_of_ours(page) == ["Was daraus wird"]


@pytest.mark.parametrize("path", ["", "fahrplan/?unit=it", "fahrplan/massnahmen/m04/"])
def test_page_leads_to_itself_in_the_other_language(path):
    published_town()

    page = Reading(Client().get(f"/musterau/{path}").content.decode())

    assert f"/en/musterau/{path}" in page.links
