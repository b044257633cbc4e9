"""Every page of staff and of accounts in every state, on the towns of `staff_towns`, as something a browser opens."""

from dataclasses import dataclass

from playwright.sync_api import Page

from factories.discussions import CONTRIBUTION, DISCUSSION
from factories.staff_towns import (
    CHANGED,
    CLOSED,
    CURRENT,
    DRAFT,
    NEW,
    ROOM,
    RUNNING,
    SAME,
    STUCK,
    UNOPENED,
    WORKSHOP,
    rich_report,
)
from leitplanke.exchange.documents import digest, to_bytes

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


def _result(tail: str = "") -> str:
    return _work(CHANGED, f"ergebnisse/{digest(to_bytes(rich_report()))}/{tail}")


def _workshop(tail: str = "") -> str:
    return _work(CHANGED, f"werkstaetten/{WORKSHOP}/{tail}")


def _discussion(tail: str = "") -> str:
    return _work(CHANGED, f"diskussionen/{DISCUSSION}/{tail}")


def _talk(tail: str = "") -> str:
    return f"/{CHANGED}/diskussion/{tail}"


def _draft(tail: str = "") -> str:
    return _work(CHANGED, f"frageboegen/{DRAFT}/{tail}")


VISITOR = (
    State(_talk()),
    *(State(_talk(f"{DISCUSSION}/{part}")) for part in ("", "leichte-sprache/", "abstimmen/")),
    State(_talk(f"{CLOSED}/")),
    State(_talk(f"{DISCUSSION}/mitreden/")),
    State(_talk(f"{DISCUSSION}/mitreden/"), {"text": ""}),
    State(_talk(f"{DISCUSSION}/melden/{CONTRIBUTION}/")),
    State(_talk(f"{DISCUSSION}/melden/{CONTRIBUTION}/"), {}),
    State(f"/{CHANGED}/diskussion-nachsehen/"),
    State(f"/{CHANGED}/diskussion-nachsehen/", {"receipt": "falsch"}, kept=("receipt",)),
    State(f"/{CHANGED}/werkstatt/"),
    State(f"/{CHANGED}/werkstatt/{ROOM}/"),
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
    State(f"/{SAME}/versionen/1/unterschiede/"),
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
    State(_draft("fragen/areas/antworten/kita/")),
    State(_draft("wert-neu/")),
    State(_draft("quote-neu/"), {"most": "zehn"}, kept=("most",)),
    State(_draft("fragen/areas/"), {"version": "1", "text_de": "Womit anfangen?"}, answer=BOTH),
    State(_draft("vorschau/citizens/")),
    State(_draft("vorschau/citizens/"), {}, answer=".lp-question"),
    State(_draft("sprachen/plain/")),
    State(_draft("bibliothek/"), {}),
    State(_draft("veroeffentlichen/")),
    State(_draft("dateien/")),
    State(_work(CHANGED, "umfrage/papier/")),
    State(_work(CHANGED, "umfrage/e-mail/")),
    State(_work(CHANGED, "umfrage/e-mail/"), {"addresses": "niemand", "consent": "Panel"}, kept=("consent",)),
    State(_work(CHANGED, "umfrage/papier/eingeben/"), {"number": "7K2M-9QXA-R4T0D"}, kept=("number",)),
    State(_work(CHANGED, "ziele/")),
    State(_work(CHANGED, "ziele/gesamtziel-neu/")),
    State(_work(CHANGED, "ziele/gesamtziel-neu/"), {"id": "ü", "section": "S. 12"}, kept=("section",)),
    State(_work(CHANGED, "ziele/gesamtziele/generations/")),
    State(_work(CHANGED, "ziele/gesamtziele/generations/"), {"version": "999", "section": "S. 9"}, answer=BOTH),
    State(_work(CHANGED, "ziele/gesamtziele/generations/entfernen/")),
    State(_work(CHANGED, "ziele/gesamtziele/generations/entfernen/"), {}, answer=REFUSAL),
    State(_work(CHANGED, "ziele/gesamtziele-tabelle/")),
    State(_work(CHANGED, "ziele/gesamtziele-tabelle/"), {}),
    State(_work(CHANGED, "ziele/digitalziel-neu/")),
    State(_work(CHANGED, "ziele/digitalziele/reach/")),
    State(_work(CHANGED, "ziele/digitalziele/reach/"), {"baseline": "viel", "target": "80"}, kept=("target",)),
    State(_work(CHANGED, "ziele/digitalziele/reach/beitrag/")),
    State(_work(CHANGED, "ziele/digitalziele/reach/entfernen/")),
    State(_work(CHANGED, "ziele/beitraege/")),
    State(_work(CHANGED, "ziele/leitsatz/")),
    State(_work(CHANGED, "ziele/leitsatz/"), {"goals_percent": "viel", "set_by_de": "Rat"}, kept=("set_by_de",)),
    State(_work(CHANGED, "ziele/handlungsfeld-neu/")),
    State(_work(CHANGED, "ziele/handlungsfelder/services/")),
    State(_work(CHANGED, "ziele/handlungsfelder/services/entfernen/")),
    State(_work(CHANGED, "leistungen/")),
    State(_work(CHANGED, "leistungen/?uptake=200")),
    State(_work(CHANGED, "leistungen/neu/")),
    State(_work(CHANGED, "leistungen/neu/"), {"leika": "123", "cases_per_year": "12"}, kept=("cases_per_year",)),
    State(_work(CHANGED, "leistungen/tabelle/")),
    State(_work(CHANGED, "massnahmen/visits/wege/")),
    State(_work(CHANGED, "massnahmen/visits/wege/"), {"chosen": "both", "digital-running": "12"}, kept=("chosen",)),
    State(_work(CHANGED, "massnahmen/")),
    State(_work(CHANGED, "massnahmen/?state=running&unit=it")),
    State(_work(CHANGED, "massnahmen/?words=zeppelin")),
    State(_work(CHANGED, "massnahmen/tabelle/")),
    State(_work(CHANGED, "massnahmen/tabelle/"), {}),
    State(_work(CHANGED, "massnahmen/katalog/")),
    State(_work(CHANGED, "massnahmen/katalog/?words=zeppelin")),
    State(_work(CHANGED, "massnahmen/katalog/E18/")),
    State(_work(CHANGED, "massnahmen/voraussetzungen/")),
    State(_work(CHANGED, "massnahmen/doppelt/")),
    State(_work(CHANGED, "massnahmen/visits/katalog/")),
    State(_work(CHANGED, "massnahmen/visits/voraussetzungen/")),
    State(_work(CHANGED, "massnahmen/parking/voraussetzungen/")),
    State(_work(CHANGED, "massnahmen/parking/voraussetzungen/"), {"wait_0_months": "viele"}, kept=("wait_0_months",)),
    State(_work(NEW, "bedingungen/")),
    State(_work(CHANGED, "bedingungen/")),
    State(_work(CHANGED, "bedingungen/beschluss-neu/")),
    State(_work(CHANGED, "bedingungen/beschluesse/framework/")),
    State(_work(CHANGED, "bedingungen/beschluesse/framework/"), {"name_de": "", "met_on": "2044-01"}, kept=("met_on",)),
    State(_work(CHANGED, "bedingungen/beschluesse/framework/"), {"version": "999", "name_de": "Neu"}, answer=BOTH),
    State(_work(CHANGED, "bedingungen/beschluesse/framework/entfernen/")),
    State(_work(CHANGED, "bedingungen/beschluesse/framework/entfernen/"), {}, answer=REFUSAL),
    State(_work(CHANGED, "bedingungen/auswahl-neu/")),
    State(_work(CHANGED, "bedingungen/auswahl/apps/")),
    State(_work(CHANGED, "bedingungen/auswahl/apps/"), {"most": "9"}, kept=("most",)),
    State(_work(CHANGED, "bedingungen/auswahl/apps/"), {"version": "999", "most": "2"}, answer=BOTH),
    State(_work(CHANGED, "bedingungen/auswahl/apps/entfernen/")),
    State(_work(CHANGED, "kapazitaeten/foerderung/neu/")),
    State(_work(CHANGED, "kapazitaeten/foerderung/land/bearbeiten/")),
    State(
        _work(CHANGED, "kapazitaeten/foerderung/land/bearbeiten/"),
        {"amount": "viel", "share_percent": "140"},
        kept=("amount", "share_percent"),
    ),
    State(_work(CHANGED, "kapazitaeten/foerderung/land/entfernen/"), {}, answer=REFUSAL),
    State(_work(CHANGED, "massnahmen/neu/")),
    State(_work(CHANGED, "massnahmen/neu/"), {"title_en": "Bicycles"}, kept=("title_en",)),
    State(_work(CHANGED, "massnahmen/kita_online/bearbeiten/")),
    State(
        _work(CHANGED, "massnahmen/kita_online/bearbeiten/"),
        {"title_de": "", "deadline": "2044-01", "mode-0-investive": "zehn", "mode-0-stage-0-fte": "101"},
        kept=("deadline", "mode-0-investive", "mode-0-stage-0-fte"),
    ),
    State(_work(CHANGED, "massnahmen/visits/bearbeiten/"), {"version": "999", "title_de": "Besuche"}, answer=BOTH),
    State(_work(CHANGED, "massnahmen/login/entfernen/")),
    State(_work(CHANGED, "massnahmen/login/entfernen/"), {}, answer=REFUSAL),
    State(_work(NEW, "prioritaeten/")),
    State(_work(CHANGED, "prioritaeten/?budget=900000")),
    State(_work(CHANGED, "prioritaeten/dateien/")),
    State(_work(CHANGED, "prioritaeten/dateien/"), {}),
    State(_work(CHANGED, "prioritaeten/gewichte/citizens/")),
    State(
        _work(CHANGED, "prioritaeten/gewichte/citizens/"), {"points-risk": "viel", "set_by": ""}, kept=("points-risk",)
    ),
    State(_work(CHANGED, "prioritaeten/gewichte/citizens/"), {"version": "999", "set_by": "Beirat"}, answer=BOTH),
    State(_work(CHANGED, "prioritaeten/bewertungen/benefit/")),
    State(
        _work(CHANGED, "prioritaeten/bewertungen/benefit/"),
        {"score-parking": "99", "by-parking": ""},
        kept=("score-parking",),
    ),
    State(_work(CHANGED, "prioritaeten/entscheidung/")),
    State(_work(CHANGED, "prioritaeten/entscheidung/"), {"row-1-place": "2"}, kept=("row-1-place",)),
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
    State(_work(NEW, "ergebnisse/")),
    State(_work(CHANGED, "ergebnisse/")),
    State(_result()),
    State(_result("?audience=citizens&question=order")),
    State(_result("befunde/citizens.content.mean/")),
    State(_result("befunde/citizens.order.a/")),
    State(_result("wer-fehlt/")),
    State(_result("ansicht/")),
    State(_work(CHANGED, "bevoelkerung/")),
    State(_work(CHANGED, "bevoelkerung/citizens/")),
    State(_work(CHANGED, "bevoelkerung/companies/")),
    State(
        _work(CHANGED, "bevoelkerung/citizens/"),
        {"table": "age;count\nuralt;12\na16_59;viele", "source_de": ""},
        kept=("table",),
    ),
    State(_work(CHANGED, "bevoelkerung/citizens/"), {"source_de": "Neu"}, answer=".kern-alert--info"),
    State(_work(CHANGED, "leitplanken/")),
    State(_work(CHANGED, "leitplanken/analogue/")),
    State(_work(CHANGED, "massnahmen/parking/leitplanken/")),
    State(_work(CHANGED, "leitplanke-neu/")),
    State(_work(CHANGED, "leitplanke-neu/"), {"id": "Ü", "owner": "Amt"}, kept=("id", "owner")),
    State(_work(CHANGED, "leitplanken/short_waits/")),
    State(_work(CHANGED, "leitplanken/analogue/bearbeiten/")),
    State(
        _work(CHANGED, "leitplanken/analogue/bearbeiten/"), {"rule_de": "", "check_value": "x"}, kept=("check_value",)
    ),
    State(_work(CHANGED, "leitplanken/analogue/bearbeiten/"), {"version": "999", "rule_de": "Neu."}, answer=BOTH),
    State(_work(CHANGED, "leitplanken/analogue/fassungen/")),
    State(_work(CHANGED, "leitplanken/analogue/massnahmen/")),
    State(_work(CHANGED, "leitplanken/short_waits/massnahmen/kita_online/")),
    State(
        _work(CHANGED, "leitplanken/short_waits/massnahmen/kita_online/"),
        {"reason_de": "", "reason_en": "No."},
        kept=("reason_en",),
    ),
    State(_work(CHANGED, "leitplanken/analogue/massnahmen/kita_online/")),
    State(_work(CHANGED, "leitplanken/short_waits/entfernen/")),
    State(_work(CHANGED, "leitplanken/beleg/")),
    State(_work(CHANGED, "leitplanken/beleg/"), {"note_de": "Wichtig."}, kept=("note_de",)),
    *(State(_work(town, "diskussionen/")) for town in (NEW, CHANGED)),
    State(_work(CHANGED, "diskussion-neu/")),
    State(_work(CHANGED, "diskussion-neu/"), {"title_de": "", "draft_de": "Neu"}, kept=("draft_de",)),
    State(_discussion()),
    State(_work(CHANGED, f"diskussionen/{CLOSED}/")),
    State(_work(CHANGED, f"diskussionen/{UNOPENED}/")),
    State(_work(CHANGED, f"diskussionen/{UNOPENED}/bearbeiten/")),
    State(_discussion("bearbeiten/")),
    State(_discussion("beitraege/")),
    State(_discussion("beitrag-eingeben/")),
    State(_discussion("beitrag-eingeben/"), {"text": ""}),
    State(_discussion("buendel/")),
    *(State(_work(town, "rueckmeldungen/")) for town in (NEW, CHANGED)),
    State(_work(CHANGED, "rueckmeldungen/"), {"reason_de": "Zu teuer."}, kept=("reason_de",)),
    *(State(_work(town, "werkstaetten/")) for town in (NEW, CHANGED)),
    State(_work(CHANGED, "werkstatt-neu/")),
    State(_work(CHANGED, "werkstatt-neu/"), {"place": "Saal"}, kept=("place",)),
    State(_workshop()),
    State(_workshop("ablauf/")),
    State(_workshop("aushang/")),
    State(_workshop("moderation/")),
    State(_workshop("karten/ideas/")),
    State(_workshop("stimmzettel/dots/")),
    State(_workshop("protokoll/")),
    State(_work(CHANGED, "werkstaetten/w-2026-12-01-2/protokoll/")),
    State(_workshop("protokoll/fotos/")),
    State(_workshop("protokoll/fotos/"), {"words": "Die Wand"}, kept=("words",)),
    State(_work(CHANGED, "prioritaeten/werkstatt/w-2026-12-01-2/pairs/")),
    State(
        _work(CHANGED, "prioritaeten/werkstatt/w-2026-12-01-2/pairs/"),
        {"set_by": "", "set_on": "heute"},
        kept=("set_on",),
    ),
    *(State(_work(town, "prozess/")) for town in (NEW, CHANGED)),
    State(_work(NEW, "prozess/"), {"title": "", "begins_on": "2027-01-04"}, kept=("begins_on",)),
    State(f"/{CHANGED}/beteiligung/"),
    State(_work(CHANGED, "prozess/angaben/")),
    State(_work(CHANGED, "prozess/angaben/"), {"title": ""}),
    State(_work(CHANGED, "prozess/phase-neu/")),
    State(_work(CHANGED, "prozess/phase-neu/"), {"goal": "Alle da", "ends_on": ""}, kept=("goal",)),
    State(_work(CHANGED, "prozess/phasen/workshops/")),
    State(
        _work(CHANGED, "prozess/phasen/workshops/"),
        {"begins_on": "2027-03-01", "ends_on": "2027-02-01", "task-0-owner": "Amt"},
        kept=("begins_on", "ends_on", "task-0-owner"),
    ),
    State(_work(CHANGED, "prozess/phasen/workshops/"), {"version": "999", "title": "Neu"}, kept=("title",)),
    State(_work(CHANGED, "prozess/briefe/discussion-letter/")),
    State(_work(CHANGED, "prozess/briefe/discussion-letter/"), {"subject": "", "body": "Text"}, kept=("body",)),
    State(_work(CHANGED, "prozess/akteure/")),
    State(_work(CHANGED, "prozess/akteure/beirat-0/")),
    State(_work(CHANGED, "prozess/akteure/beirat-0/"), {"reached_by": "a@example.org"}, kept=("reached_by",)),
    State(_work(CHANGED, "prozess/akteur-neu/")),
    State(_work(CHANGED, "prozess/akteur-neu/"), {"note": "x"}, kept=("note",)),
    State(_work(CHANGED, "prozess/akteure/tabelle/")),
    State(_work(CHANGED, "prozess/akteure/tabelle/"), {}),
    State(_work(SAME, "fassungen/1/zurueckziehen/")),
    State(_work(SAME, "fassungen/1/zurueckziehen/"), {"reason": ""}),
    *(State(_work(town, "laeufe/")) for town in (NEW, RUNNING, STUCK, CHANGED)),
    State(_work(NEW, "laeufe/"), {"seed": "-1"}, kept=("seed",)),
    State(_work(RUNNING, "laeufe/1/")),
    *(State(_work(STUCK, f"laeufe/{number}/")) for number in (1, 2, 3, 4)),
    *(State(_work(CHANGED, f"laeufe/{number}/")) for number in (2, 3, 4)),
    *(State(_work(town, "belastbarkeit/")) for town in (NEW, RUNNING, SAME, CHANGED)),
    State(_work(SAME, "belastbarkeit/"), {"worst": "7"}, kept=("worst",)),
    *(State(_work(town, "planaenderung/")) for town in (NEW, RUNNING, SAME, CHANGED)),
    State(
        _work(SAME, "planaenderung/"),
        {"cut_percent": "30", "missing": "viel", "not_before": "2044-01"},
        kept=("cut_percent", "missing", "not_before"),
    ),
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
