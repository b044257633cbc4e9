"""Measures in words: as rows of a list, and field by field to be compared by people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.relations import Wait, WaitKind, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH, WAY
from leitplanke.strategy.model import (
    Contribution,
    DatedState,
    Examination,
    Goal,
    MeasureClass,
    MeasureState,
    Mode,
    Payment,
    StaffNeed,
    WayCompared,
)
from leitplanke_web.design.markup import filled
from leitplanke_web.design.navigation import addresses_of
from leitplanke_web.design.templatetags.design import badge
from leitplanke_web.design.templatetags.design import told as in_words
from leitplanke_web.strategy.queries import ListNames, Names, names_of
from leitplanke_web.towns.form_fields import german_amount, told
from leitplanke_web.towns.models import Town

_TITLE = '<a href="{}">{}</a> <span class="lp-muted">{}</span>'


def list_rows(measures: Iterable[Mapping[str, Any]], names: ListNames, town: Town) -> list[tuple[SafeString, ...]]:
    """For each of `listed_measures` the cells: title with its link, state, lead unit, field of action."""
    edit = addresses_of("strategy:measure_edit", by="measure", town=town.id)
    states = {state.value: badge(state.value, in_words(name)) for state, name in STATE.items()}
    units, fields = (
        {identifier: in_words(name) for identifier, name in named.items()} for named in (names.units, names.fields)
    )
    return [
        (
            filled(_TITLE, edit(one["identifier"]), _title(one), one["identifier"]),
            states[one["state"]],
            units.get(one["lead_unit"]) or in_words(Text(one["lead_unit"])),
            fields.get(one["field"]) or in_words(Text(one["field"])),
        )
        for one in measures
    ]


def _title(measure: Mapping[str, Any]) -> SafeString:
    return in_words(Text(measure["title_de"], measure["title_en"] or ""))


def shown(value: object, names: Names) -> list[str]:  # noqa: PLR0911 - one line per kind of value
    """The lines in which a field of a measure is told."""
    match value:
        case Text():
            languages = ((_("Deutsch"), value.de), (_("Leichte Sprache"), value.plain), (_("Englisch"), value.en))
            return [f"{language}: {words}" for language, words in languages if words]
        case Examination():
            parts = (value.question, value.assumptions, value.decided_by, value.outcome)
            return [*shown(parts, names), value.decision_due]
        case DatedState():
            since = "?" if value.since is None else value.since.isoformat()
            return [f"{since}: {told(STATE[value.state])}", *shown(value.reason, names)]
        case WayCompared():
            return [told(WAY[value.way]), *shown((value.effort, value.reach, value.excludes, value.reason), names)]
        case Mode():
            return _mode(value, names)
        case Wait() | Wanted():
            return [_timed(value, names)]
        case tuple():
            return [_joined(part, names) for part in value] if _is_groups(value) else _lines(value, names)
    return [_single(value, names)] if value or value is False else []


def _single(value: object, names: Names) -> str:
    match value:
        case bool():
            return _("ja") if value else _("nein")
        case MeasureState():
            return told(STATE[value])
        case MeasureClass():
            return told(MEASURE_CLASS[value])
        case Contribution():
            goal, said_by = told(names.goals.get(value.goal, Text(value.goal))), value.said_by
            return f"{goal}: {told(STRENGTH[value.strength])}" + (f" ({said_by})" if said_by else "")
    return _name(str(value), names)


def _is_groups(value: tuple[object, ...]) -> bool:
    return bool(value) and isinstance(value[0], tuple)


def _lines(parts: Iterable[object], names: Names) -> list[str]:
    return [line for part in parts for line in shown(part, names)]


def _joined(parts: object, names: Names) -> str:
    return ", ".join(shown(parts, names))


def _timed(value: Wait | Wanted, names: Names) -> str:
    if isinstance(value, Wait):
        return wait_words(value, _name(value.activity, names))
    return _("%(month)s; jeder Monat danach zählt wie %(n)s") % {"month": value.by, "n": value.counts}


def wait_words(wait: Wait, name: str) -> str:
    """A wait for a measure of that name in words."""
    values = {"name": name, "n": wait.months}
    if wait.kind is WaitKind.AFTER_START:
        return _("%(n)s Monate nach dem Beginn von %(name)s") % values
    return _("%(n)s Monate nach dem Ende von %(name)s") % values


def strengths_of(goal: Goal) -> dict[str, tuple[int, str, str]]:
    """For each overall goal that a digital one serves: strength, its word, and who says so."""
    return {link.overall_goal: (link.strength, told(STRENGTH[link.strength]), link.said_by) for link in goal.serves}


def told_state(one: DatedState) -> str:
    """A state that a measure was in: since when, which, why."""
    since = date_format(one.since) if one.since else _("Tag nicht festgehalten")
    reason = told(one.reason)
    return f"{since}: {told(STATE[one.state])}" + (f". {reason}" if reason else "")


def what_needs_it(town: Town, flaws: Iterable[Flaw]) -> list[str]:
    """What still refers to something that is to go, by the town's names."""
    return references(flaws, names_of(town))


def references(flaws: Iterable[Flaw], names: Names) -> list[str]:
    """What still refers to something that is to go, each thing once; measures by their titles."""
    kinds = {
        "measures.csv": _("Maßnahme"),
        "modes.csv": _("Umsetzungsart der Maßnahme"),
        "staffing.csv": _("Personalbedarf der Maßnahme"),
        "payments.csv": _("Zahlung der Maßnahme"),
        "examinations.csv": _("Prüfauftrag der Maßnahme"),
        "relations.csv": _("Voraussetzung der Maßnahme"),
        "choices.csv": _("Auswahl"),
        "states.csv": _("Stand der Maßnahme"),
        "ways.csv": _("Vergleich der Wege der Maßnahme"),
        "checks.csv": _("Prüfung gegen eine Leitplanke"),
        "reference.csv": _("Vergleichsauswahl"),
        "status.csv": _("Statusmeldung"),
        "replies.csv": _("Antwort auf"),
        "services.csv": _("Leistung"),
    }
    told_flaws = (
        f"{kinds[flaw.file]}: {' / '.join(_name(key, names) for key in flaw.keys)}"
        if flaw.file in kinds
        else told(flaw.problem)
        for flaw in flaws
    )
    return list(dict.fromkeys(told_flaws))


def _mode(mode: Mode, names: Names) -> list[str]:
    amounts = (
        (_("investiv"), mode.investive_cents),
        (_("konsumtiv"), mode.consumptive_cents),
        (_("laufend im Jahr"), mode.running_cents_per_year),
        (_("Förderung"), mode.grant_cents),
    )
    months = _("%(months)s Monate") % {"months": mode.duration_months}
    return [
        f"{mode.id}: {told(mode.name)}, {months}",
        *(line for line in shown(mode.name, names)[1:]),
        "; ".join(f"{german_amount(cents)} € {words}" for words, cents in amounts),
        *(_staff(need, names) for need in mode.staff),
        *(_payment(payment) for payment in mode.payments),
    ]


def _staff(need: StaffNeed, names: Names) -> str:
    line = f"{_unit(need.unit, names)}: {german_amount(need.fte_hundredths)} VZÄ"
    if need.to_month is not None:
        return _("%(line)s in Monat %(first)s bis %(last)s") % {
            "line": line, "first": need.from_month, "last": need.to_month
        }  # fmt: skip
    return line if need.from_month == 1 else _("%(line)s ab Monat %(first)s") % {"line": line, "first": need.from_month}


def _payment(payment: Payment) -> str:
    return _("Fällig in Monat %(month)s: investiv %(investive)s €, konsumtiv %(consumptive)s €") % {
        "month": payment.month,
        "investive": german_amount(payment.investive_cents),
        "consumptive": german_amount(payment.consumptive_cents),
    }


def _unit(unit: str, names: Names) -> str:
    return told(names.units.get(unit, Text(unit)))


def _name(word: str, names: Names) -> str:
    for known in (names.measures, names.fields, names.areas, names.gates, names.units):
        if word in known:
            return f"{told(known[word])} ({word})"
    return word
