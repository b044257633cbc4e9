"""Every page of staff and of accounts in every state: for axe, on narrow screens, with large text, and with faults."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scopes_disabled
from playwright.sync_api import Page, expect

from factories import staff_pages as pages
from factories.accounts import current_code, send_sign_in
from factories.staff_pages import State
from factories.staff_towns import CHANGED, CURRENT, administrator_of_all, newcomers, towns_in_every_state
from factories.web import PASSWORD
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Membership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Look = tuple[int, str]
# Contrast depends on the scheme and sizes on the width, and no style sheet asks for both at once (test_styles.py):
# two looks meet every width and every scheme.
LOOKS: tuple[Look, ...] = ((1280, "light"), (360, "dark"))
ENGLISH_LOOKS = LOOKS[:1]  # the same colours with other words; the ruler still measures every width
PARTS = 2  # so that two processes share the work
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT_SIZE = "size => { document.documentElement.style.fontSize = size; }"
WITHOUT_FOCUS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(one => { one.focus({focusVisible: true}); const style = getComputedStyle(one);
    return one.checkVisibility() && document.activeElement === one && one.tabIndex >= 0
      && (style.outlineStyle !== 'solid' || parseFloat(style.outlineWidth) < 4) && style.boxShadow === 'none'; })
  .map(one => one.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main :is(button, select, input), nav a, summary')]
  .filter(one => one.checkVisibility() && !one.closest('.lp-unseen'))
  .map(one => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""
SUMMARY = """() => ({title: document.title,
  links: [...document.querySelectorAll('#fehler a')].map(one => one.getAttribute('href').slice(1)),
  lines: document.querySelectorAll('#fehler li').length})"""
FOCUSED = """identifier => { document.querySelector(`#fehler a[href="#${identifier}"]`).click();
  const one = document.getElementById(identifier);
  return one !== null && one.checkVisibility() && one.getAttribute('aria-invalid') === 'true'
    || one.querySelector('[aria-invalid="true"]') !== null
    || one.closest('fieldset[aria-describedby$="_error"]') !== null; }"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks, with the cookies of their session, and at what."""

    cookies: dict[str, str]
    states: tuple[State, ...]


@pytest.fixture
def visitors() -> tuple[Visitor, ...]:
    """Towns in every state, and everybody who may see their pages."""
    cache.clear()  # attempts to sign in that other tests counted
    towns_in_every_state()
    administrator = administrator_of_all()
    alone, invited, by_directory = newcomers()
    numbers = _numbers(administrator, invited)
    who = (
        (Client(), pages.VISITOR),
        (_confirmed(alone), pages.NEWCOMER),
        (_signed_in(by_directory), pages.BY_DIRECTORY),
        (_signed_in(administrator), pages.RETURNING),
        (_half_way(administrator), pages.HALF_WAY),
        (_confirmed(administrator), pages.ADMINISTRATOR),
    )
    return tuple(
        Visitor(
            {name: morsel.value for name, morsel in client.cookies.items()},
            tuple(replace(state, address=state.address.format(**numbers)) for state in states),
        )
        for client, states in who
    )


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("language", "looks"), [("de", LOOKS), ("en", ENGLISH_LOOKS)])
def test_no_page_has_faults_in_any_width_and_scheme(live_server, visitors, opened_page, axe, language, looks, part):
    page = opened_page(width=1280)
    mine = tuple(replace(visitor, states=visitor.states[part::PARTS]) for visitor in visitors)
    found = {}

    for state in _opened(page, mine, live_server.url, language=language):
        found[state.name] = _faults(page, axe, looks=looks, contrast=language == "de")

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert len(found) >= 85 // PARTS


def test_faults_that_show_only_in_one_width_or_scheme_are_found(live_server, visitors, opened_page, axe):
    page = opened_page(width=1280)
    next(_opened(page, visitors[-1:], live_server.url))  # somebody's own account
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet]; sheet.replaceSync(`
        @media (prefers-color-scheme: dark) { h1 { color: #333 !important; } }
        @media (max-width: 400px) { main h1 { inline-size: 500px; } }
        main button { display: block; min-height: 0 !important; height: 10px !important; overflow: hidden; padding: 0; }
        main a { outline: 0 !important; }`); }""")

    faults = _faults(page, axe)

    assert {"360 dark", "overflow at 320", "small targets", "unseen focus"} <= set(faults)
    assert "color-contrast" not in str(faults.get("1280 light", ""))


@pytest.mark.urls("factories.pages")
@pytest.mark.parametrize("language", ["de", "en"])
def test_pages_about_what_went_wrong_have_no_faults(live_server, opened_page, axe, language):
    page = opened_page(width=1280)
    found = {}

    for address, status in (("/zu/", 403), ("/kaputt/", 500), ("/keine-datenbank/", 503)):
        answer = page.goto(f"{live_server.url}{'/en' if language == 'en' else ''}{address}")
        assert answer.status == status
        found[address] = _faults(page, axe)

    assert found == {address: {} for address in found}


def test_page_about_too_many_attempts_has_no_faults(live_server, opened_page, axe):
    cache.clear()
    for number in range(20):
        Client().post("/konto/passwort/vergessen/", {"email": f"nobody{number}@example.org"})
    page = opened_page(width=1280)

    State("/konto/passwort/vergessen/", {"email": "nobody@example.org"}, answer="h1").open(page, live_server.url)

    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte warten Sie etwas")
    assert _faults(page, axe) == {}
    cache.clear()


def test_wrong_entries_are_listed_with_focus_and_links_and_kept(live_server, visitors, opened_page):
    page = opened_page(width=1280)
    found: dict[str, Any] = {}

    for state in _opened(page, visitors, live_server.url, only_faults=True):
        expect(page.locator("#fehler")).to_be_focused()
        told = page.evaluate(SUMMARY)
        found[state.name] = {
            "title": told["title"].split(":")[0],
            "is_told": told["lines"] > 0,
            "lost links": [one for one in told["links"] if not page.evaluate(FOCUSED, one)],
            "kept": {name: page.locator(f'main [name="{name}"]').first.input_value() for name in state.kept},
        }
        expected = {"title": "Fehler", "is_told": True, "lost links": [],
                    "kept": {name: (state.typed or {})[name] for name in state.kept}}  # fmt: skip
        assert found[state.name] == expected, state.name

    assert len(found) >= 19


def _opened(page: Page, visitors, origin: str, *, language: str = "de", only_faults: bool = False):
    """Open state after state, each visitor in their own session."""
    for visitor in visitors:
        page.context.clear_cookies()
        page.context.add_cookies(
            [{"name": name, "value": value, "url": origin} for name, value in visitor.cookies.items()]
        )
        for state in visitor.states:
            if state.has_faults or not only_faults:
                state.open(page, origin, language=language)
                yield state


def _faults(page: Page, axe, *, looks: tuple[Look, ...] = LOOKS, contrast: bool = True) -> dict[str, Any]:
    """What axe and the ruler find: the mark-up once, colours and sizes in every one of `looks`."""
    page.evaluate(OPEN_ALL)
    found = {}
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[f"{width} {scheme}"] = axe(page, contrast=contrast, only_visual=bool(found))
    page.set_viewport_size({"width": 320, "height": 800})
    found["overflow at 320"] = [pixels] if (pixels := page.evaluate(OVERFLOW)) > 0 else []
    found["small targets"] = page.evaluate(SMALL_TARGETS)
    found["unseen focus"] = page.evaluate(WITHOUT_FOCUS)
    page.evaluate(TEXT_SIZE, "200%")
    page.set_viewport_size({"width": 640, "height": 800})
    found["overflow with large text"] = [pixels] if (pixels := page.evaluate(OVERFLOW)) > 0 else []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    return {what: faults for what, faults in found.items() if faults}


@scopes_disabled()
def _numbers(administrator: Person, invited: Person) -> dict[str, int]:
    return {
        "member": Membership.objects.get(person=invited, town_id=CHANGED).pk,
        "last": Membership.objects.get(person=administrator, town_id=CURRENT).pk,
    }


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _half_way(person: Person) -> Client:
    client = Client()
    send_sign_in(client, person.email)
    return client


def _confirmed(person: Person) -> Client:
    """Signed in, and the second factor or else the password confirmed just now."""
    client = _signed_in(person)
    if person.authenticator_set.exists():
        client.post("/konto/zweiter-faktor/bestaetigen/", {"code": current_code(person)})
    else:
        client.post("/konto/bestaetigen/", {"password": PASSWORD})
    return client
