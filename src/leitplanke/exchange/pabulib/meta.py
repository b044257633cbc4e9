"""The META section."""

from collections.abc import Iterator
from datetime import date

from leitplanke.exchange.pabulib.amounts import read_cents, read_day, read_whole, year_in
from leitplanke.exchange.pabulib.model import VoteMeta, VoteType
from leitplanke.exchange.pabulib.sections import Section
from leitplanke.exchange.places import FaultLog
from leitplanke.kernel.texts import Text

_CURRENCY_LETTERS = 3
_NO_RULE = {"", "none", "unknown"}
_NO_YEAR = (
    Text("Die Datei nennt kein Jahr der Abstimmung.", "The file names no year of the vote."),
    Text("Schreiben Sie zum Beispiel 30.09.2024 oder 2024.", "Write 30.09.2024 or 2024, for example."),
)
_DEFAULT_SCORE = (
    Text(
        "Nicht genannte Projekte erhalten hier Punkte; das kann unser Fragebogen nicht ausdrücken.",
        "Projects that are not listed get points here; our questionnaire cannot express that.",
    ),
    Text("Nennen Sie diese Punkte auf jedem Stimmzettel.", "List these points on every ballot."),
)


def key_values(section: Section) -> dict[str, str]:
    """Values by key in lower case; the first one counts where a key is repeated."""
    values: dict[str, str] = {}
    for row in section.rows:
        values.setdefault(_key(section, row.fields), row.text(_value_column(section)))
    return values


def read_meta(section: Section, log: FaultLog) -> VoteMeta | None:
    """What holds for the whole vote; None if a fault was found."""
    values = key_values(section)
    places = {_key(section, row.fields): row.place() for row in reversed(section.rows)}
    budget = read_cents(values.get("budget", ""))
    vote_type = _vote_type(values.get("vote_type", ""))
    ended_on = _ended_on(values)
    for key, fault in _faults(values, budget=budget, vote_type=vote_type, ended_on=ended_on):
        log.add(places.get(key, section.place()).at(key), *fault)
    if budget is None or vote_type is None or ended_on is None:
        return None
    currency = values.get("currency", "").upper()
    return VoteMeta(
        **{key: values.get(key, "") for key in ("description", "country", "unit", "subunit", "instance", "language")},
        year=year_in(values.get("instance", "")),
        currency=currency if len(currency) == _CURRENCY_LETTERS and currency.isascii() and currency.isalpha() else "",
        vote_type=vote_type,
        budget_cents=budget,
        ended_on=ended_on,
        max_length=read_whole(values.get("max_length", "")) or None,
        population=read_whole(values.get("population", "")) or None,
        comment=values.get("comment", ""),
        acknowledgments=values.get("acknowledgments", ""),
        rule="" if values.get("rule", "").casefold() in _NO_RULE else values["rule"],
        is_artificial=values.get("experimental", "") not in {"", "0"},
    )


def _key(section: Section, fields: dict[str, str]) -> str:
    return fields.get(section.columns[0], "").strip().lower() if section.columns else ""


def _value_column(section: Section) -> str:
    return section.columns[1] if len(section.columns) > 1 else ""


def _vote_type(text: str) -> VoteType | None:
    word = text.casefold().replace("_", "-").replace(" ", "-")
    return next((kind for kind in VoteType if word in {kind.value, kind.value.replace("-", "")}), None)


def _ended_on(values: dict[str, str]) -> date | None:
    """The last day of the vote, else of the year that the file names."""
    for key in ("date_end", "instance", "date_begin", "description"):
        day = read_day(values.get(key, "")) if key.startswith("date") else None
        year = year_in(values.get(key, ""))
        if day is not None or year is not None:
            return day or date(year or 0, 12, 31)
    return None


def _faults(
    values: dict[str, str], *, budget: int | None, vote_type: VoteType | None, ended_on: date | None
) -> Iterator[tuple[str, tuple[Text, Text]]]:
    """Key, and problem with remedy."""
    if budget is None:
        yield "budget", amount_fault(values.get("budget", ""))
    if vote_type is None:
        given, known = values.get("vote_type", ""), ", ".join(VoteType)
        problem = Text(f"„{given}“ ist keine bekannte Art der Abstimmung.", f"“{given}” is no known type of vote.")
        yield "vote_type", (problem, Text(f"Bekannt sind: {known}.", f"Known are: {known}."))
    if ended_on is None:
        yield "date_end", _NO_YEAR
    if read_whole(values.get("default_score", "")) not in {None, 0}:
        yield "default_score", _DEFAULT_SCORE


def amount_fault(given: str) -> tuple[Text, Text]:
    """Problem and remedy for an amount that cannot be read."""
    return (
        Text(f"„{given}“ ist kein eindeutiger Betrag.", f"“{given}” is no unambiguous amount."),
        Text("Schreiben Sie zum Beispiel 12345 oder 12345.67.", "Write 12345 or 12345.67, for example."),
    )
