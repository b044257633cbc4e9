"""The services of a town out of its own list."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from leitplanke.exchange.fields import RowReader, identifier, plain
from leitplanke.exchange.listings.reading import ListColumn, Listing, Mapped, Read, digits, read_rows, slug, with_kept
from leitplanke.exchange.town_services import figures
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MaturityModel, PublicService

MODEL_NAMES: Final = {
    MaturityModel.OZG_1_1: Text("OZG-Reifegradmodell 1.1 (Stufe 0 bis 4)", "OZG maturity model 1.1 (stages 0 to 4)"),
    MaturityModel.OZG_2_0: Text("OZG-Reifegradmodell 2.0 (Stufe 0 bis 7)", "OZG maturity model 2.0 (stages 0 to 7)"),
}
SERVICE_COLUMNS: Final = (
    ListColumn(
        "name",
        Text("Leistung", "Service"),
        ("bezeichnung", "name", "leistungsbezeichnung", "verwaltungsleistung", "titel", "dienstleistung", "title"),
        Text("Wie die Leistung heißt. Nötig.", "What the service is called. Needed."),
        is_needed=True,
    ),
    ListColumn(
        "leika",
        Text("LeiKa-Schlüssel", "LeiKa key"),
        ("leika", "leika id", "leistungsschlüssel", "leika nr", "leistungs id", "leika key"),
        Text("14 Ziffern; leer, wenn es keinen gibt.", "14 digits; empty if there is none."),
    ),
    ListColumn(
        "service_area",
        Text("Bereich der Daseinsvorsorge", "Service area"),
        ("bereich", "daseinsvorsorge", "area"),
        Text("Wählen Sie aus der Liste.", "Choose from the list."),
    ),
    ListColumn(
        "unit",
        Text("Zuständig", "Responsible unit"),
        ("amt", "einheit", "fachbereich", "zuständigkeit", "federführung", "unit"),
        Text("Wählen Sie aus der Liste.", "Choose from the list."),
    ),
    ListColumn(
        "cases_per_year",
        Text("Fälle im Jahr", "Cases per year"),
        ("fallzahl", "fallzahlen", "anzahl", "anträge", "anzahl pro jahr", "fälle", "volumen", "cases", "volume"),
        Text("Eine ganze Zahl.", "A whole number."),
    ),
    ListColumn(
        "counted_in",
        Text("Jahr der Zählung", "Counted in"),
        ("jahr", "zähljahr", "stand", "year"),
        Text("Zum Beispiel 2025.", "For example 2025."),
    ),
    ListColumn(
        "minutes_per_case",
        Text("Minuten je Fall", "Minutes per case"),
        ("aufwand", "bearbeitungszeit", "minuten", "bearbeitungsminuten", "aufwand minuten", "minutes", "effort"),
        Text("Arbeitszeit der Verwaltung für einen Fall, der nicht online kommt.", "Working time, not online."),
    ),
    ListColumn(
        "minutes_when_digital",
        Text("Minuten je Fall, digital", "Minutes per case when digital"),
        ("aufwand digital", "minuten digital", "minutes digital"),
        Text("Was bleibt, wenn der Fall online kommt: geschätzt oder gemessen.", "What remains if it comes in online."),
    ),
    ListColumn(
        "online_percent",
        Text("Davon heute online (Prozent)", "Online today (percent)"),
        ("onlinequote", "online anteil", "anteil online", "davon heute online", "davon online", "online"),
        Text("0 bis 100.", "0 to 100."),
    ),
    ListColumn("maturity", Text("Reifegrad", "Maturity"), ("reifegrad stufe", "stufe", "ozg reifegrad", "stage")),
    ListColumn(
        "maturity_model",
        Text("Fassung des Reifegradmodells", "Version of the maturity model"),
        ("reifegradmodell", "modell", "modellversion", "model"),
        Text("1.1 (Stufe 0 bis 4) oder 2.0 (Stufe 0 bis 7).", "1.1 (stages 0 to 4) or 2.0 (stages 0 to 7)."),
        choices=("1.1", "2.0"),
    ),
    ListColumn("source", Text("Quelle der Zahlen", "Source of the figures"), ("quelle", "herkunft", "source")),
    ListColumn("name_en", Text("Leistung, englisch", "Service in English"), ("englisch", "name en", "english")),
    ListColumn("id", Text("Kennung", "Identifier"), ("id", "kürzel", "nr", "key")),
)
_MODELS: Final = {"1.1": MaturityModel.OZG_1_1, "2.0": MaturityModel.OZG_2_0, "2": MaturityModel.OZG_2_0}


def read_services(
    listing: Listing,
    *,
    mapped: Mapped,
    known: Mapping[str, PublicService],
    areas: Mapping[str, Text],
    units: Mapping[str, Text],
) -> Read[PublicService]:
    """The services of a list; `areas` and `units` are what the town has, found by identifier or name.

    One without an identifier is the known service with its LeiKa key or its name, else a new one.
    """
    own = {(one.leika or one.name.de): name for name, one in known.items()}
    taken = set(known)

    def service(row: RowReader) -> PublicService | None:
        name, leika = row.required("name", plain), row.optional("leika", digits, "")
        key = row.optional("id", identifier, "") or own.get(leika or name) or _new_id(leika, name, taken)
        taken.add(key)
        rest: dict[str, Any] = {
            "service_area": row.optional("service_area", lambda text: _named(text, areas), ""),
            "unit": row.optional("unit", lambda text: _named(text, units), ""),
            "maturity_model": row.optional("maturity_model", _model, None),
            **figures(row),
        }
        make = partial(
            PublicService,
            id=key,
            name=Text(name, row.text("name_en")),
            leika=leika,
            source=Text(row.text("source")),
            **rest,
        )
        return row.build(lambda: with_kept(make(), before=known.get(key), mapped=mapped))

    return read_rows(listing, mapped=mapped, columns=SERVICE_COLUMNS, make=service, key=lambda one: one.id)


def _new_id(leika: str, name: str, taken: set[str]) -> str:
    return f"leika_{leika}" if leika and f"leika_{leika}" not in taken else slug(name or "", taken=taken)


def _named(text: str, names: Mapping[str, Text]) -> str:
    """The identifier of what is called so."""
    if text in names:
        return text
    folded = text.casefold()
    found = next((key for key, name in names.items() if folded in {name.de.casefold(), name.en.casefold()}), "")
    if found:
        return found
    there = ", ".join(name.de for name in list(names.values())[:12])
    raise InvalidValueError(
        "",
        Text(f"„{text}“ kennt die Stadt nicht.", f"The town does not know “{text}”."),
        Text(f"Bekannt sind: {there}.", f"Known are: {there}.") if there else Text("Leeren Sie das Feld.", "Empty it."),
    )


def _model(text: str) -> MaturityModel:
    """A version of the model however somebody names it: 1.1, OZG 2.0, Reifegradmodell 2,0."""
    plain_text = text.casefold().replace(",", ".")
    for key, model in _MODELS.items():
        if plain_text == model.value or key in plain_text:
            return model
    raise InvalidValueError(
        "",
        Text(f"„{text}“ ist keine Fassung des Reifegradmodells.", f"“{text}” is no version of the maturity model."),
        Text("Schreiben Sie 1.1 oder 2.0.", "Write 1.1 or 2.0."),
    )
