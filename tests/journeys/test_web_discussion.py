"""A draft is put up, three people and one insult come, each gets a reply; nobody here has scripts."""

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.towns import small_town
from factories.web import PASSWORD, person_in
from leitplanke_web.discussion.floods import FLOODS
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = ("Termine am Samstag, bitte!", "Samstags hätte ich Zeit.", "Ich möchte weiter ins Rathaus gehen.")
INSULT = "Die da oben sind alle Esel."


@pytest.fixture
def town():
    cache.clear()  # attempts to sign in that other tests counted
    FLOODS.forget()
    town = small_town()
    with scope(town=town):
        person_in(town, Role.EDITOR, name="Mona", email="mona@example.org")
    return town


def test_discussion_from_draft_to_replies(town, live_server, opened_page):
    staff, work = opened_page(scripts=False), f"{live_server.url}/{town.pk}/arbeit/"
    sign_in(staff, f"{work}diskussionen/")
    before = waiting(staff, work)
    put_up(staff, work)
    reader = opened_page(width=320, scripts=False, scheme="dark")
    receipt = ""
    for words in (*SAID, INSULT):
        reader.goto(f"{live_server.url}/{town.pk}/diskussion/")
        receipt = write(reader, words) or receipt
    expect(staff.get_by_role("main")).not_to_contain_text(INSULT)

    moderate(staff, work)
    expect(reading(reader, live_server.url, town)).to_contain_text("Beleidigt Menschen.")
    expect(reader.get_by_role("main")).not_to_contain_text("Esel")
    expect(reader.get_by_text("Antwort steht noch aus.")).to_have_count(3)
    cluster(staff, work)
    assert waiting(staff, work) == before + 2
    close(staff, work)
    reply(staff, work, ("Samstag",), "Steckt in einer Maßnahme", "Das kommt mit den Terminen.")
    assert waiting(staff, work) == before + 1
    reply(staff, work, (SAID[2],), "Wird nicht umgesetzt", "Das Rathaus bleibt offen, das ist schon so.")
    assert waiting(staff, work) == before

    told = reading(reader, live_server.url, town)
    expect(told).to_contain_text("Das kommt mit den Terminen.")
    expect(told).to_contain_text("Das Rathaus bleibt offen")
    expect(reader.get_by_text("Antwort steht noch aus.")).to_have_count(0)
    fine(reader)
    look_up(reader, f"{live_server.url}/{town.pk}/diskussion-nachsehen/", receipt)


def put_up(staff: Page, work: str) -> None:
    staff.goto(f"{work}diskussion-neu/")
    fine(staff)
    staff.locator("[name=title_de]").fill("Das Rathaus im Internet")
    staff.locator("[name=draft_de]").fill("Wir wollen Termine auch am Samstag anbieten.")
    day = timezone.localdate().isoformat()
    staff.get_by_label("Erster Tag").fill(day)
    staff.get_by_label("Letzter Tag").fill(day)
    press(staff, "Diskussion anlegen")
    expect(staff.get_by_text("Entwurf, noch nicht freigegeben")).to_be_visible()
    fine(staff)
    press(staff, "Entwurf freigeben")
    expect(staff.get_by_text("läuft", exact=True)).to_be_visible()
    fine(staff)


def write(reader: Page, words: str) -> str:
    reader.get_by_role("link", name="Das Rathaus im Internet").click()
    reader.get_by_role("link", name="Etwas dazu schreiben").click()
    fine(reader)
    reader.get_by_label("Ihr Beitrag").fill(words)
    if words == SAID[0]:
        reader.get_by_label("Ich möchte einen Belegcode").check()
    press(reader, "Beitrag abschicken")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Danke, Ihr Beitrag ist angekommen")
    fine(reader)
    return reader.locator(".lp-code--large").inner_text() if words == SAID[0] else ""


def moderate(staff: Page, work: str) -> None:
    staff.goto(f"{work}diskussionen/")
    fine(staff)
    staff.get_by_role("link", name="Das Rathaus im Internet").click()
    staff.get_by_role("link", name="Beiträge prüfen").click()
    staff.get_by_label(INSULT).check()
    press(staff, "Ausblenden")
    expect(staff.locator("#fehler")).to_contain_text("Der Grund fehlt.")
    fine(staff)
    staff.get_by_label("Grund für das Ausblenden").fill("Beleidigt Menschen.")
    press(staff, "Ausblenden")
    for words in SAID:
        staff.get_by_label(words).check()
    press(staff, "Freigeben")
    expect(staff.get_by_text("Über 3 Beiträge ist entschieden.")).to_be_visible()
    staff.get_by_role("link", name="ausgeblendet (1)").click()
    fine(staff)


def cluster(staff: Page, work: str) -> None:
    to_discussion(staff, work)
    staff.get_by_role("link", name="Beiträge ordnen").click()
    for words in SAID[:2]:
        staff.get_by_label(words).check()
    staff.get_by_label("oder in ein neues Bündel mit dem Namen").fill("Samstag")
    press(staff, "Gewählte Beiträge ordnen")
    expect(staff.get_by_role("group", name="Samstag (2)")).to_be_visible()
    fine(staff)


def close(staff: Page, work: str) -> None:
    to_discussion(staff, work)
    staff.get_by_label("Ja, abschließen").check()
    press(staff, "Diskussion abschließen")
    expect(staff.get_by_text("steht aus", exact=True)).to_have_count(2)
    fine(staff)


def reply(staff: Page, work: str, chosen: tuple[str, ...], kind: str, reason: str) -> None:
    staff.goto(f"{work}rueckmeldungen/")
    for title in chosen:
        staff.get_by_label(f"{title} (Das Rathaus im Internet)").check()
    staff.get_by_label(kind).check()
    if "Maßnahme" in kind:
        staff.get_by_label("Welche Maßnahme?").select_option(label="Kita online")
    staff.locator("[name=reason_de]").fill(reason)
    fine(staff)
    press(staff, "Antwort geben")
    expect(staff.get_by_text("1 Antwort ist gespeichert.")).to_be_visible()


def reading(reader: Page, origin: str, town):
    reader.goto(f"{origin}/{town.pk}/diskussion/")
    reader.get_by_role("link", name="Das Rathaus im Internet").click()
    return reader.get_by_role("main")


def look_up(reader: Page, address: str, receipt: str) -> None:
    reader.goto(address)
    fine(reader)
    reader.get_by_label("Ihr Belegcode").fill(receipt)
    press(reader, "Anzeigen")
    expect(reader.get_by_role("main")).to_contain_text(SAID[0])
    expect(reader.get_by_role("main")).to_contain_text("Das kommt mit den Terminen.")
    fine(reader)


def waiting(staff: Page, work: str) -> int:
    """What the overview counts."""
    staff.goto(work)
    words = staff.locator("h2", has_text="Rückmeldungen").locator("xpath=following-sibling::p[1]").inner_text()
    return int(words.split()[0]) if words[0].isdigit() else 0


def to_discussion(staff: Page, work: str) -> None:
    staff.goto(f"{work}diskussionen/")
    staff.get_by_role("link", name="Das Rathaus im Internet").click()


def sign_in(staff: Page, address: str) -> None:
    staff.goto(address)
    staff.get_by_label("E-Mail-Adresse").fill("mona@example.org")
    staff.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    press(staff, "Anmelden")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).first.click()
    page.wait_for_load_state("load")


def fine(page: Page) -> None:
    """Nothing is wider than the screen; axe needs scripts, and looks at these pages in the walk over staff pages."""

    page.wait_for_load_state("load")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
