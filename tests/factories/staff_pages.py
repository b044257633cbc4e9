"""Every page of staff and of accounts in every state, on the towns of `staff_towns`, as something a browser opens."""

from dataclasses import dataclass

from playwright.sync_api import Page

from factories.staff_towns import CHANGED, CURRENT, DRAFT, NEW, RUNNING, SAME, STUCK

SEND = "main form .kern-btn--primary, main form .lp-danger"
FAULTS, REFUSAL, BOTH = "#fehler", ".kern-alert--danger", "input[type=radio][value=theirs]"
_FILL = """typed => Object.entries(typed).forEach(([name, words]) => {
  const [first, ...more] = [...document.querySelectorAll(`main [name="${name}"]`)];
  const one = [first, ...more].find(each => each.type === 'radio' && each.value === words) || first;
  if (one.type === 'radio' || one.type === 'checkbox') one.checked = words !== ''; else one.value = words; })"""


@dataclass(frozen=True, slots=True)
class State:
    """A page at a German address; with `typed`, what it answers when its form was sent with these entries.

    `button` is pressed to send; the answer shows `answer`, by default the list of faults, and still holds the entries
    that `kept` names.
    """

    address: str
    typed: dict[str, str] | None = None
    kept: tuple[str, ...] = ()
    button: str = SEND
    answer: str = FAULTS

    @property
    def name(self) -> str:
        """The state in a line."""
        return self.address if self.typed is None else f"{self.address} with {str(self.typed)[:80]}"

    @property
    def has_faults(self) -> bool:
        """Whether the answer lists what is wrong."""
        return self.typed is not None and self.answer == FAULTS

    def open(self, page: Page, origin: str, *, language: str = "de") -> None:
        """Bring the page there."""
        page.goto(f"{origin}{'/en' if language == 'en' else ''}{self.address}")
        if self.typed is not None:
            page.evaluate(_FILL, self.typed)
            page.locator(self.button).first.click()
            page.locator(self.answer).first.wait_for()


def _work(town: str, tail: str = "") -> str:
    return f"/{town}/arbeit/{tail}"


def _draft(tail: str = "") -> str:
    return _work(CHANGED, f"frageboegen/{DRAFT}/{tail}")


VISITOR = (
    State("/konto/anmelden/"),
    State("/konto/anmelden/", {}),
    State("/konto/anmelden/", {"login": "nele@example.org", "password": "falsch"}, kept=("login",)),
    State("/konto/passwort/vergessen/"),
    State("/konto/passwort/vergessen/", {"email": "keine-adresse"}, kept=("email",)),
    State("/konto/passwort/vergessen/gesendet/"),
    State("/konto/passwort/neu/1-falsch/"),
    State("/konto/passwort/geaendert/"),
    State("/konto/gesperrt/"),
    State("/konto/verzeichnis/abgebrochen/"),
    State("/konto/verzeichnis/gescheitert/"),
    State(f"/{NEW}/versionen/"),
    State(f"/{CHANGED}/versionen/"),
)
NEWCOMER = (
    State("/konto/"),
    State("/konto/", {"name": ""}, button="main form .kern-btn"),
    State("/konto/loeschen/"),
    State("/konto/passwort/"),
    State("/konto/passwort/", {"oldpassword": "falsch", "password1": "kurz"}),
    State("/konto/zweiter-faktor/"),
    State("/konto/zweiter-faktor/einrichten/"),
    State("/konto/zweiter-faktor/einrichten/", {"code": "12345x"}),
    State("/konto/abmelden/"),
)
BY_DIRECTORY = (
    State("/konto/passwort/erstes/"),
    State("/konto/passwort/erstes/", {"password1": "kurz"}),
)
RETURNING = (
    State("/konto/bestaetigen/?next=/konto/"),
    State("/konto/bestaetigen/?next=/konto/", {"password": "falsch"}),
    State("/konto/zweiter-faktor/bestaetigen/?next=/konto/"),
    State("/konto/zweiter-faktor/bestaetigen/?next=/konto/", {"code": "12345x"}),
)
HALF_WAY = (
    State("/konto/zweiter-faktor/code/"),
    State("/konto/zweiter-faktor/code/", {"code": "12345x"}),
)
ADMINISTRATOR = (
    State("/konto/"),
    State("/konto/zweiter-faktor/"),
    State("/konto/zweiter-faktor/ersatzcodes/"),
    State("/konto/zweiter-faktor/ersatzcodes/neu/"),
    State("/konto/zweiter-faktor/abschalten/"),
    *(State(_work(town)) for town in (NEW, RUNNING, STUCK, CHANGED, SAME, CURRENT)),
    State(_work(NEW, "umfrage/")),
    State(_work(NEW, "umfrage/"), {"closes_on": "2020-01-31"}),
    State(_work(CHANGED, "umfrage/")),
    State(_work(CHANGED, "umfrage/"), {"closes_on": ""}),
    State(_work(CHANGED, "frageboegen/")),
    State(_work(CHANGED, "fragebogen-neu/")),
    State(_work(CHANGED, "fragebogen-neu/"), {"version": "ü"}, kept=("version",)),
    State(_draft()),
    State(_draft("angaben/"), {"title_de": "", "title_en": "Changed"}, kept=("title_en",)),
    State(_draft("abschnitte/all/")),
    State(_draft("frage-neu/matrix/")),
    State(_draft("frage-neu/single/"), {"hint_de": "Nur einmal."}, kept=("hint_de",)),
    State(_draft("fragen/areas/")),
    State(_draft("fragen/areas/"), {"version": "1", "text_de": "Womit anfangen?"}, answer=BOTH),
    State(_draft("vorschau/citizens/")),
    State(_draft("vorschau/citizens/"), {}, answer=".lp-question"),
    State(_draft("sprachen/plain/")),
    State(_draft("bibliothek/"), {}),
    State(_draft("veroeffentlichen/")),
    State(_draft("dateien/")),
    State(_work(CHANGED, "umfrage/papier/")),
    State(_work(CHANGED, "umfrage/papier/eingeben/"), {"number": "7K2M-9QXA-R4T0D"}, kept=("number",)),
    State(_work(CHANGED, "massnahmen/")),
    State(_work(CHANGED, "massnahmen/?state=running&unit=it")),
    State(_work(CHANGED, "massnahmen/?words=zeppelin")),
    State(_work(CHANGED, "massnahmen/neu/")),
    State(_work(CHANGED, "massnahmen/neu/"), {"title_en": "Bicycles"}, kept=("title_en",)),
    State(_work(CHANGED, "massnahmen/kita_online/bearbeiten/")),
    State(
        _work(CHANGED, "massnahmen/kita_online/bearbeiten/"),
        {"title_de": "", "deadline": "2044-01", "mode-0-investive": "zehn", "mode-0-staff_it": "101"},
        kept=("deadline", "mode-0-investive", "mode-0-staff_it"),
    ),
    State(_work(CHANGED, "massnahmen/visits/bearbeiten/"), {"version": "999", "title_de": "Besuche"}, answer=BOTH),
    State(_work(CHANGED, "massnahmen/login/entfernen/")),
    State(_work(CHANGED, "massnahmen/login/entfernen/"), {}, answer=REFUSAL),
    State(_work(NEW, "kapazitaeten/")),
    State(_work(CHANGED, "kapazitaeten/")),
    State(_work(CHANGED, "kapazitaeten/geld/")),
    State(
        _work(CHANGED, "kapazitaeten/geld/"),
        {"2026-investive": "", "2027-consumptive": "viel"},
        kept=("2027-consumptive",),
    ),
    State(_work(CHANGED, "kapazitaeten/geld/"), {"version-2026": "999", "2026-investive": "1"}, answer=BOTH),
    State(_work(CHANGED, "kapazitaeten/stellen/neu/")),
    State(_work(CHANGED, "kapazitaeten/stellen/neu/"), {"id": "Ü", "step-0-fte": "x"}, kept=("id", "step-0-fte")),
    State(_work(CHANGED, "kapazitaeten/stellen/office/bearbeiten/")),
    State(
        _work(CHANGED, "kapazitaeten/stellen/office/bearbeiten/"),
        {"name_de": "", "step-0-fte": "0,001"},
        kept=("step-0-fte",),
    ),
    State(_work(CHANGED, "kapazitaeten/stellen/office/bearbeiten/"), {"version": "999", "name_de": "Amt"}, answer=BOTH),
    State(_work(CHANGED, "kapazitaeten/stellen/office/entfernen/")),
    State(_work(CHANGED, "kapazitaeten/stellen/office/entfernen/"), {}, answer=REFUSAL),
    *(State(_work(town, "laeufe/")) for town in (NEW, RUNNING, STUCK, CHANGED)),
    State(_work(NEW, "laeufe/"), {"seed": "-1"}, kept=("seed",)),
    State(_work(RUNNING, "laeufe/1/")),
    *(State(_work(STUCK, f"laeufe/{number}/")) for number in (1, 2, 3, 4)),
    State(_work(CHANGED, "laeufe/2/")),
    *(State(_work(town, "vergleich/")) for town in (NEW, CHANGED, SAME)),
    *(State(_work(town, "veroeffentlichen/")) for town in (NEW, CHANGED, SAME, CURRENT)),
    State(_work(CHANGED, "veroeffentlichen/"), {"note": "x" * 2001}, kept=("note",)),
    State(_work(CHANGED, "mitglieder/")),
    State(_work(CHANGED, "mitglieder/neu/")),
    State(_work(CHANGED, "mitglieder/neu/"), {"email": "keine-adresse"}, kept=("email",)),
    State(_work(CHANGED, "mitglieder/{member}/")),
    State(_work(CURRENT, "mitglieder/{last}/"), {"role": "editor"}),
    State(_work(CHANGED, "protokoll/")),
    State(_work(CHANGED, "protokoll/?tat=town.loaded&person=niemand")),
    State(_work(NEW, "mitglieder/")),
    State(_work(CHANGED, "laeufe/starten/")),
    State(_work(CHANGED, "massnahmen/nirgends/bearbeiten/")),
)
