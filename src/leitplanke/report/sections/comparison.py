"""The roadmap's measures beside a selection that was made elsewhere, by a rule of its own."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.parts import Grid, plain
from leitplanke.report.sections.first import leading
from leitplanke.roadmap.model import SelectionComparison


@dataclass(frozen=True, slots=True)
class Selected:
    """Measures that are in both selections, or in one alone."""

    title: Markup
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both selections: the finding, the sums, the measures."""

    finding: Markup
    sums: Grid
    selections: tuple[Selected, ...]


def comparison(edition: Edition) -> Comparison | None:
    """Both selections side by side; None without another one."""
    compared, voice = edition.documents.roadmap.comparison, edition.voice
    if compared is None:
        return None
    titles = (
        (voice.say("Nur in diesem Fahrplan", "Only in this roadmap"), compared.only_here),
        (voice.say("Nur in der anderen Auswahl", "Only in the other selection"), compared.only_there),
        (voice.say("In beiden", "In both"), compared.in_both),
    )
    return Comparison(
        finding=_finding(edition, compared),
        sums=_sums(edition, compared),
        selections=tuple(
            Selected(
                Markup("{} ({})").format(title, len(ids)), tuple(_line(edition, one) for one in _by_cost(edition, ids))
            )
            for title, ids in titles
            if ids
        ),
    )


def _finding(edition: Edition, compared: SelectionComparison) -> Markup:
    voice = edition.voice
    both = voice.plural(len(compared.in_both), ("Maßnahme ist", "Maßnahmen sind"), ("measure is", "measures are"))
    if not compared.only_here and not compared.only_there:
        return voice.say(
            "Beide Auswahlen sind gleich: {n} in beiden.", "The two selections are the same: {n} in both.", n=both
        )
    return voice.say(
        "{both} in beiden. Dazu kommen hier {here} für zusammen {here_cost}, "
        "in der anderen Auswahl {there} für zusammen {there_cost}.",
        "{both} in both. In addition there are {here} here, for {here_cost} together, "
        "and {there} in the other selection, for {there_cost} together.",
        both=both,
        here=voice.count(len(compared.only_here)),
        here_cost=voice.euros(sum(edition.one_off_cents(one) for one in compared.only_here)),
        there=voice.count(len(compared.only_there)),
        there_cost=voice.euros(sum(edition.one_off_cents(one) for one in compared.only_there)),
    )


def _sums(edition: Edition, compared: SelectionComparison) -> Grid:
    voice = edition.voice
    shared = len(compared.in_both)
    rows = [
        (
            voice.say("Maßnahmen", "Measures"),
            plain(voice.count(shared + len(compared.only_here))),
            plain(voice.count(shared + len(compared.only_there))),
        ),
        (
            voice.say("Kosten, einmalig", "One-off cost"),
            plain(voice.euros(compared.cost_here_cents)),
            plain(voice.euros(compared.cost_there_cents)),
        ),
    ]
    if compared.benefit_here:
        rows.append(
            (
                voice.say("Nutzen, dieser Fahrplan = 100", "Benefit, this roadmap = 100"),
                plain(100),
                plain(voice.count(round(100 * compared.benefit_there / compared.benefit_here))),
            )
        )
    head = (
        voice.say("Vergleich", "Comparison"),
        voice.say("Dieser Fahrplan", "This roadmap"),
        voice.say("Andere Auswahl", "Other selection"),
    )
    return Grid(voice.say("Beide Auswahlen in Zahlen", "Both selections in figures"), head, tuple(rows))


def _by_cost(edition: Edition, ids: tuple[str, ...]) -> list[str]:
    return sorted(ids, key=lambda one: (-edition.one_off_cents(one), one))


def _line(edition: Edition, measure: str) -> Markup:
    """The measure with what it costs and, where it was an answer itself, how many want it."""
    support = _support(edition, measure)
    parts = [
        edition.voice.euros(edition.one_off_cents(measure)),
        *([] if support is None else [edition.voice.percent(support)]),
    ]
    return Markup('{} <span class="muted">{}</span>').format(edition.link("measure", measure), ", ".join(parts))


def _support(edition: Edition, measure: str) -> float | None:
    """The share that asked for this very measure; None if nobody was asked, or several audiences were."""
    audiences, asked_as = leading(edition), edition.measures[measure].asked_as
    if len(audiences) != 1:
        return None
    return next((one.share for one in audiences[0].priorities if one.option == asked_as), None)
