"""Measures in words: as rows of a list, and field by field to be compared by people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH
from leitplanke.strategy.model import Contribution, Examination, MeasureClass, MeasureState, Mode
from leitplanke_web.design.markup import filled
from leitplanke_web.design.navigation import addresses_of
from leitplanke_web.design.templatetags.design import badge
from leitplanke_web.design.templatetags.design import told as in_words
from leitplanke_web.strategy.queries import ListNames, Names
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


def shown(value: object, names: Names) -> list[str]:
    """The lines in which a field of a measure is told."""
    match value:
        case Text():
            languages = ((_("Deutsch"), value.de), (_("Leichte Sprache"), value.plain), (_("Englisch"), value.en))
            return [f"{language}: {words}" for language, words in languages if words]
        case Examination():
            parts = (value.question, value.assumptions, value.decided_by, value.outcome)
            return [*shown(parts, names), value.decision_due]
        case Mode():
            return _mode(value, names)
        case tuple():
            return [line for part in value for line in shown(part, names)]
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


def references(flaws: Iterable[Flaw], names: Names) -> list[str]:
    """What still refers to something that is to go, each thing once; measures by their titles."""
    kinds = {
        "measures.csv": _("Maßnahme"),
        "modes.csv": _("Umsetzungsart der Maßnahme"),
        "staffing.csv": _("Personalbedarf der Maßnahme"),
        "examinations.csv": _("Prüfauftrag der Maßnahme"),
        "checks.csv": _("Prüfung gegen eine Leitplanke"),
        "reference.csv": _("Vergleichsauswahl"),
        "status.csv": _("Statusmeldung"),
        "replies.csv": _("Antwort auf"),
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
        *(f"{_unit(need.unit, names)}: {german_amount(need.fte_hundredths)} VZÄ" for need in mode.staff),
    ]


def _unit(unit: str, names: Names) -> str:
    return told(names.units.get(unit, Text(unit)))


def _name(word: str, names: Names) -> str:
    for known in (names.measures, names.fields, names.areas, names.gates, names.units):
        if word in known:
            return f"{told(known[word])} ({word})"
    return word
