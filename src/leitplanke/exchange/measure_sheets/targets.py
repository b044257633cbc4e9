"""What a column of a foreign sheet may become, and by which headings it is recognised."""

from dataclasses import dataclass

from leitplanke.kernel.texts import Text

NOTE, LISTED = "note", "listed"


@dataclass(frozen=True, slots=True)
class Target:
    """A place for a column. `words` are headings that mean it; several columns may share it if `many`."""

    id: str
    name: Text
    words: tuple[str, ...]
    many: bool = False


TARGETS = (
    Target("title", Text("Titel", "title"), (
        "titel", "maßnahme", "massnahme", "bezeichnung", "name der maßnahme", "projekt", "projekttitel", "vorhaben",
        "maßnahmentitel", "title", "measure", "was", "projektname", "name",
    )),
    Target("id", Text("Kennung", "identifier"), (
        "nr", "nummer", "kennung", "id", "lfd nr", "laufende nummer", "maßnahmennummer",
        "projektnummer", "no", "ziffer",
    )),
    Target("description", Text("Beschreibung", "description"), (
        "beschreibung", "kurzbeschreibung", "erläuterung", "inhalt", "ziel und inhalt", "description", "worum geht es",
        "projektbeschreibung", "details", "was soll getan werden",
    ), many=True),
    Target("for_whom", Text("Für wen", "for whom"), (
        "für wen", "zielgruppe", "nutzen für", "adressaten", "for whom", "target group", "nutzergruppe",
    )),
    Target("field", Text("Handlungsfeld", "field of action"), (
        "handlungsfeld", "themenfeld", "bereich", "kategorie", "schwerpunkt", "field of action", "thema", "topics",
        "themen", "cluster",
    )),
    Target("service_area", Text("Bereich der Daseinsvorsorge", "service area"), (
        "bereich der daseinsvorsorge", "daseinsvorsorge", "lebensbereich", "service area", "aufgabenbereich",
    )),
    Target("lead_unit", Text("Federführung", "lead unit"), (
        "federführung", "zuständig", "zuständigkeit", "verantwortlich", "verantwortlicher fachbereich", "fachbereich",
        "amt", "dezernat", "lead unit", "responsible", "organisation", "organisationseinheit", "fb", "wer",
    )),
    Target("participants", Text("Beteiligte", "participants"), (
        "beteiligte", "partner", "mitwirkende", "weitere beteiligte", "participants", "unter beteiligung von",
    ), many=True),
    Target("status", Text("Stand in der Tabelle", "state in the sheet"), (
        "status", "stand", "umsetzungsstand", "state", "sachstand", "bearbeitungsstand",
    ), many=True),
    Target("legal_basis", Text("Rechtsgrundlage", "legal basis"), (
        "rechtsgrundlage", "gesetzliche grundlage", "rechtliche grundlage", "legal basis", "gesetz",
    )),
    Target("is_mandatory", Text("Pflichtaufgabe", "mandatory task"), (
        "pflichtaufgabe", "pflicht", "pflicht freiwillig", "mandatory", "aufgabenart",
    )),
    Target("release", Text("Beginn", "start"), (
        "beginn", "start", "frühester beginn", "projektstart", "von", "geplanter beginn", "begin",
    )),
    Target("deadline", Text("Ende oder Frist", "end or deadline"), (
        "ende", "frist", "fertigstellung", "termin", "bis", "deadline", "zieltermin", "umsetzung bis", "abschluss",
        "geplantes ende", "fällig",
    )),
    Target("duration_months", Text("Dauer", "duration"), (
        "dauer", "laufzeit", "umsetzungsdauer", "duration", "zeitraum", "projektdauer", "dauer in monaten",
    )),
    Target("one_off", Text("Einmalige Kosten", "one-off cost"), (
        "kosten", "einmalige kosten", "kosten einmalig", "gesamtkosten", "budget", "cost", "kostenschätzung", "mittel",
        "finanzbedarf", "aufwand einmalig", "projektkosten",
    )),
    Target("investive", Text("Einmalig investiv", "one-off, investive"), (
        "investiv", "investition", "investitionskosten", "investive kosten", "finanzhaushalt", "kosten investiv",
        "einmalig investiv",
    )),
    Target("consumptive", Text("Einmalig konsumtiv", "one-off, consumptive"), (
        "konsumtiv", "konsumtive kosten", "ergebnishaushalt", "kosten konsumtiv", "einmalig konsumtiv",
    )),
    Target("running", Text("Laufende Kosten im Jahr", "running cost per year"), (
        "laufende kosten", "folgekosten", "kosten laufend", "betriebskosten", "jährliche kosten", "laufend im jahr",
        "kosten pro jahr", "running cost",
        "p a", "kosten p a", "pro jahr", "jährlich", "laufend", "kosten laufend pro jahr", "laufende kosten im jahr",
    )),
    Target("grant", Text("Förderung", "grant"), (
        "förderung", "fördermittel", "zuschuss", "grant", "förderbetrag", "zuwendung",
    )),
    Target("fte", Text("Personal der Federführung in VZÄ", "staff of the lead unit in FTE"), (
        "vzä", "personal", "personalbedarf", "stellen", "stellenanteil", "fte", "personalaufwand", "personal in vzä",
        "personal der federführung in vzä",
    )),
    Target("requires", Text("Voraussetzungen", "prerequisites"), (
        "voraussetzung", "voraussetzungen", "abhängigkeit", "abhängigkeiten", "setzt voraus", "requires",
        "abhängig von",
    )),
    Target("analogue_access", Text("Weg ohne Internet", "analogue way in"), (
        "weg ohne internet", "analoger zugang", "analogue access", "analoger weg", "offline zugang",
    )),
    Target("risks", Text("Risiken", "risks"), ("risiken", "risiko", "risks", "hemmnisse", "hindernisse")),
    Target("indicator", Text("Kennzahl", "indicator"), (
        "kennzahl", "indikator", "indicator", "messgröße", "erfolgskriterium", "kpi", "woran messen wir erfolg",
    )),
    Target("product_account", Text("Produktkonto", "product account"), (
        "produktkonto", "produkt", "haushaltsstelle", "kostenstelle", "product account", "konto", "produktsachkonto",
    )),
    Target("question", Text("Was geprüft wird", "what is examined"), (
        "prüfauftrag", "was wird geprüft", "prüffrage", "frage", "question", "was wird geprüft?",
    )),
    Target("assumptions", Text("Annahmen", "assumptions"), ("annahmen", "annahme", "assumptions"), many=True),
    Target("decided_by", Text("Wer entscheidet", "who decides"), (
        "wer entscheidet", "entscheidung durch", "gremium", "decided by", "entscheidungsgremium",
    )),
    Target("decision_due", Text("Entscheidung bis", "decision due"), (
        "entscheidung bis", "entscheidungstermin", "decision due", "beschluss bis",
    )),
    Target(NOTE, Text("Hinweis bei den Annahmen (wird mit veröffentlicht)", "note with the assumptions (is published)"),
           ("bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "hinweis", "hinweise", "kommentar", "notiz",
            "sonstiges", "notes"), many=True),
    Target(LISTED, Text("Nicht übernehmen, nur auflisten", "do not take over, only list"), (
        "ansprechpartner", "ansprechperson", "kontakt", "telefon", "e mail", "email", "mail", "bearbeiter",
        "sachbearbeitung", "contact", "tel", "url", "link",
    ), many=True),
)  # fmt: skip
TARGET = {target.id: target for target in TARGETS}
MONEY = frozenset({"one_off", "investive", "consumptive", "running", "grant"})
MONTHS = frozenset({"release", "deadline", "decision_due"})
