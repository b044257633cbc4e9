"""Somebody edits a measure, runs the chain, compares and publishes: with a mouse, with keys alone, without scripts."""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Page, expect

from factories.processes import command
from factories.web import PASSWORD, person_in
from leitplanke_web.portal.actions.performance import perform_run
from leitplanke_web.portal.models import Publication, Run
from leitplanke_web.strategy.queries import measure_row
from leitplanke_web.towns.models import Role, Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEASURE = "fahrplan/massnahmen/kita_online/"
EXEMPTION = "Warum wird trotzdem veröffentlicht?"  # parking has no way in without the internet
NEW_TITLE, OLD_TITLE = "Kita-Platz im Netz", "Kita online"
FOCUS = """() => { const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const seen = (style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 4) || style.boxShadow !== 'none';
  return {tag: one.tagName, id: one.id, words: (one.innerText || one.value || '').trim(), seen,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""


@pytest.fixture(autouse=True)
def _no_attempts_counted():
    cache.clear()


@pytest.fixture
def origin(live_server, published) -> str:
    """The address of a town with one published version, and somebody who edits it."""
    person_in(published, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    return f"{live_server.url}/{published.pk}/"


def test_editor_changes_a_measure_runs_the_chain_and_publishes(origin, page):
    sign_in(page, origin)
    expect(page.get_by_role("heading", name="Alles ist auf dem neuesten Stand.")).to_have_count(0)
    expect(page.get_by_text("Alles ist auf dem neuesten Stand.")).to_be_visible()

    in_navigation(page, "Strategie", "Maßnahmen")
    page.get_by_label("Wörter im Titel").fill("kita")
    page.get_by_role("button", name="Anzeigen").click()
    page.get_by_role("link", name=OLD_TITLE).click()
    page.get_by_label("Titel, Deutsch").fill(NEW_TITLE)
    page.get_by_label("Frühester Beginn").fill("2026-09")
    page.get_by_role("button", name="Speichern", exact=True).last.click()
    expect(page.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()

    in_navigation(page, "Übersicht")
    expect(page.get_by_role("heading", name="Nächster Schritt: durchrechnen")).to_be_visible()
    page.get_by_role("link", name="Zu den Läufen").click()
    page.get_by_role("button", name="Neuen Lauf starten").click()
    expect(page.get_by_text("Der Lauf wartet, bis der Arbeitsprozess frei ist.")).to_be_visible()
    with command("worker", "--interval", "0.1"):  # from here on the page changes by itself
        expect(page.get_by_role("heading", name="Der Lauf ist fertig")).to_be_visible(timeout=240_000)
    expect(page.get_by_role("row").filter(has_text="Fahrplan suchen")).to_contain_text("geplant")

    page.get_by_role("link", name="Vergleichen").click()
    line = page.get_by_role("row").filter(has_text=NEW_TITLE)
    expect(line).to_contain_text(re.compile(r"\d+ Monate? später"))
    page.get_by_role("link", name="Weiter zum Veröffentlichen").click()
    page.get_by_label("Was ist neu?").fill("Der Kita-Platz kommt später.")
    page.get_by_label(EXEMPTION).fill("Erst beraten.")
    page.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(page.get_by_text("Fassung 2 ist veröffentlicht.")).to_be_visible()
    expect(page.get_by_text("Der Kita-Platz kommt später.")).to_be_visible()

    published_versions_tell_the_old_and_the_new(page, origin)


def test_two_editors_of_one_measure_both_keep_what_they_typed(origin, opened_page):
    first, second = opened_page(), opened_page()
    person_in(Town.objects.get(), Role.EDITOR, name="Zoe Zweit", email="zoe@example.org")
    for page, email in ((first, "edda@example.org"), (second, "zoe@example.org")):
        sign_in(page, origin, email=email)
        page.goto(f"{origin}arbeit/massnahmen/kita_online/bearbeiten/")

    save(first, {"Titel, Deutsch": "Kita von Edda", "Rechtsgrundlage": "§ 24 SGB VIII"})
    expect(first.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()
    save(second, {"Titel, Deutsch": "Kita von Zoe", "Frist": "2027-09"})

    expect(second.get_by_role("heading", level=1)).to_have_text("Zwei Fassungen: Kita von Edda")
    expect(second.get_by_text("Edda Ehrlich hat am")).to_be_visible()
    title = second.get_by_role("group", name="Titel")
    expect(title).to_contain_text("Kita von Edda")
    expect(title).to_contain_text("Kita von Zoe")
    title.get_by_label("Gespeicherte Fassung").check()
    second.get_by_role("group", name="Frist").get_by_label("Ihre Fassung").check()
    second.get_by_role("group", name="Rechtsgrundlage").get_by_label("Gespeicherte Fassung").check()
    second.get_by_role("button", name="Auswahl speichern").click()

    expect(second.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()
    value = stored_measure()
    assert (value.title.de, value.deadline, value.legal_basis) == ("Kita von Edda", "2027-09", "§ 24 SGB VIII")


def test_keys_alone_lead_from_sign_in_to_a_published_version(origin, opened_page):
    page = opened_page(reduced_motion="reduce")  # what has the focus is in sight at once
    keys = Keys(page)
    page.goto(f"{origin}arbeit/")

    keys.skip_to_content()
    keys.to(lambda at: at["id"] == "id_login").type("edda@example.org")
    keys.to(lambda at: at["id"] == "id_password").type(PASSWORD).press("Enter")
    expect(page).to_have_url(f"{origin}arbeit/")
    keys.follow("Strategie").follow("Maßnahmen").follow(OLD_TITLE)
    keys.to(lambda at: at["id"] == "id_title_de").press("Control+a").type(NEW_TITLE).press("Enter")
    expect(page.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()

    keys.follow("Fahrplan").follow("Läufe").skip_to_content()
    keys.follow("Neuen Lauf starten")
    keys.to(lambda at: at["words"] == "Lauf abbrechen")
    for _ in range(2):
        with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
            pass
    assert keys.at()["words"] == "Lauf abbrechen", "the page took the focus away when it changed by itself"
    finish_run()
    expect(page.get_by_role("heading", name="Der Lauf ist fertig")).to_be_visible()

    keys.follow("Vergleichen").skip_to_content()
    keys.follow("Weiter zum Veröffentlichen")
    keys.to(lambda at: at["id"] == "id_note").type("Mit Tasten gemacht.")
    keys.to(lambda at: at["id"] == "id_exemption").type("Erst beraten.")
    keys.follow("Jetzt veröffentlichen")
    expect(page.get_by_text("Fassung 2 ist veröffentlicht.")).to_be_visible()
    expect(page.get_by_text("Mit Tasten gemacht.")).to_be_visible()


def test_without_scripts_everything_works_and_a_run_can_be_called_off(origin, opened_page):
    page = opened_page(scripts=False)
    sign_in(page, origin)
    page.goto(f"{origin}arbeit/massnahmen/kita_online/bearbeiten/")
    page.get_by_role("button", name="Zeile hinzufügen: Ziel").click()
    save(page, {"Titel, Deutsch": NEW_TITLE, "Frühester Beginn": "2026-09"})
    expect(page.get_by_text("Die Maßnahme ist gespeichert.")).to_be_visible()

    in_navigation(page, "Fahrplan", "Läufe")
    page.get_by_role("button", name="Neuen Lauf starten").click()
    page.get_by_role("button", name="Lauf abbrechen").click()
    expect(page.get_by_role("heading", name="Der Lauf wurde abgebrochen")).to_be_visible()
    page.get_by_role("link", name="Zu den Läufen").click()
    page.get_by_role("button", name="Neuen Lauf starten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauf 3")
    finish_run()
    page.get_by_role("link", name="Aktualisieren").click()
    page.get_by_role("link", name="Vergleichen").click()
    expect(page.get_by_role("row").filter(has_text=NEW_TITLE)).to_contain_text("später")
    page.get_by_role("link", name="Weiter zum Veröffentlichen").click()
    page.get_by_label(EXEMPTION).fill("Erst beraten.")
    page.get_by_role("button", name="Jetzt veröffentlichen").click()

    expect(page.get_by_text("Fassung 2 ist veröffentlicht.")).to_be_visible()
    published_versions_tell_the_old_and_the_new(page, origin)


class Keys:
    """Somebody without a mouse: always sees where they are, and never stands nowhere."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def at(self) -> dict:
        """Where the focus is."""
        return self._page.evaluate(FOCUS)

    def press(self, key: str) -> "Keys":
        """Press a key."""
        self._page.keyboard.press(key)
        return self

    def type(self, words: str) -> "Keys":
        """Type words."""
        self._page.keyboard.type(words)
        return self

    def to(self, is_there: Callable[[dict], bool]) -> "Keys":
        """Press Tab until there; what is on the way must be seen to have the focus."""
        self._page.wait_for_load_state()  # without its style sheet a page shows no focus
        for _ in range(80):
            self._page.keyboard.press("Tab")
            at = self.at()
            assert at["tag"] == "BODY" or (at["seen"] and at["inside"]), f"focus out of sight: {at}"
            if is_there(at):
                return self
        return pytest.fail("no way there with the keyboard")

    def follow(self, words: str) -> "Keys":
        """Go to the link or button with these words, and press it."""
        self.to(lambda at: at["words"] == words and at["tag"] in {"A", "BUTTON"})
        with self._page.expect_navigation():
            self._page.keyboard.press("Enter")
        return self

    def skip_to_content(self) -> "Keys":
        """Take the first link of the page, which leads to its content."""
        self._page.wait_for_load_state()
        self._page.keyboard.press("Tab")
        assert self.at()["words"] == "Zum Inhalt springen"
        assert self.at()["inside"]
        self._page.keyboard.press("Enter")
        assert self.at()["id"] == "inhalt"
        return self


def sign_in(page: Page, origin: str, *, email: str = "edda@example.org") -> None:
    """Ask for the overview, sign in, be led there."""
    page.goto(f"{origin}arbeit/")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{origin}arbeit/")


def in_navigation(page: Page, *words: str) -> None:
    """Follow links of the staff's navigation: an area, then one of its pages."""
    for one in words:
        page.get_by_role("navigation", name="Arbeitsbereich").get_by_role("link", name=one, exact=True).click()


def save(page: Page, entries: dict[str, str]) -> None:
    """Type into fields by their labels, and save."""
    for label, words in entries.items():
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Speichern", exact=True).last.click()


@scopes_disabled()
def finish_run() -> None:
    """Do what a worker does, without waiting for one."""
    run = Run.objects.select_related("town").order_by("-number")[0]
    with scope(town=run.town):
        perform_run(run)


@scopes_disabled()
def stored_measure():
    return measure_row(Town.objects.get(), "kita_online").value


def published_versions_tell_the_old_and_the_new(page: Page, origin: str) -> None:
    """The public page has what was changed; the version before has not."""
    page.goto(f"{origin}{MEASURE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)
    page.goto(f"{origin}versionen/1/{MEASURE}")
    expect(page.get_by_role("heading", level=1)).to_have_text(OLD_TITLE)
    with scopes_disabled():
        assert Publication.objects.count() == 2
