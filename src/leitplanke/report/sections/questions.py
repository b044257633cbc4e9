"""The other questions: one finding per question, bars per audience, the numbers as a table; parts of the base."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import Domain, Table
from leitplanke.participation.model import Missing
from leitplanke.report.charts import Segment, stacked_bar
from leitplanke.report.edition import Edition
from leitplanke.report.parts import (
    Bar,
    Grid,
    method_words,
    plain,
    recruitment_badge,
    table_bars,
    table_grid,
    withheld_words,
)
from leitplanke.report.sentences import agreement, finding_heading, opinions

SCALE_COLOURS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One audience's answers, as a stacked bar or as a list of bars."""

    anchor: str
    title: Markup
    label: Markup
    base: Markup
    headline: Markup
    stacked: Markup
    bars: tuple[Bar, ...]
    grid: Grid
    method: Markup
    withheld: Markup


@dataclass(frozen=True, slots=True)
class Finding:
    """One question."""

    heading: Markup
    question: Markup
    legend: tuple[tuple[str, Markup], ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """The section."""

    findings: tuple[Finding, ...]
    parts: tuple[Grid, ...]


def build(edition: Edition) -> Questions | None:
    """Every question but the one that asks what comes first; parts of the base as tables."""
    evidence = edition.documents.evidence
    by_question: dict[str, list[Table]] = {question: [] for question in evidence.question_texts}
    for table in evidence.tables:
        if table.domain is None and table.question != evidence.priority_question:
            by_question.setdefault(table.question, []).append(table)
    findings = tuple(_finding(edition, tuple(tables)) for tables in by_question.values() if tables)
    parts = _parts(edition)
    return Questions(findings, parts) if findings or parts else None


def _finding(edition: Edition, tables: tuple[Table, ...]) -> Finding:
    voice, names = edition.voice, edition.names
    is_scale = all(agreement(table, names=names) is not None for table in tables)
    legend = _legend(edition, tables) if is_scale else ()
    return Finding(
        heading=finding_heading(tables, voice=voice, names=names),
        question=voice.text(names.get("question", tables[0].question)),
        legend=legend,
        figures=tuple(_figure(edition, table, legend) for table in tables),
    )


def _figure(edition: Edition, table: Table, legend: tuple[tuple[str, Markup], ...]) -> Figure:
    voice, names = edition.voice, edition.names
    title = edition.audience(table.audience)
    agreed = agreement(table, names=names) if legend else None
    headline = (
        Markup("")
        if agreed is None
        else voice.say("{share} stimmen zu", "{share} agree", share=voice.percent(agreed))
    )
    return Figure(
        anchor=edition.anchor("t", table.id),
        title=title,
        label=recruitment_badge(edition, table.recruitment),
        base=voice.plural(table.base_n, ("Antwort", "Antworten"), ("answer", "answers")),
        headline=headline,
        stacked=_stacked(edition, table, legend) if legend else Markup(""),
        bars=() if legend else table_bars(edition, table),
        grid=table_grid(edition, table, Markup("{}: {}").format(title, voice.text(names.get("frame", table.frame)))),
        method=method_words(edition, table),
        withheld=withheld_words(edition, table.question, table.withheld),
    )


def _legend(edition: Edition, tables: tuple[Table, ...]) -> tuple[tuple[str, Markup], ...]:
    """Classes and words of the scale, in its order; merged answers have their own entry."""
    entries: dict[str, str] = {}
    for table in tables:
        colours = _colours(edition, table)
        for cell in table.cells:
            words = edition.voice.text(edition.names.options(table.question, cell.options))
            entries.setdefault(str(words), colours[cell.options])
    return tuple((css, Markup(words)) for words, css in entries.items())  # noqa: S704 - words were escaped by the voice


def _colours(edition: Edition, table: Table) -> dict[tuple[str, ...], str]:
    """Brown for refusal to blue for agreement, whichever end the scale begins with."""
    answered = opinions(table)
    first = edition.names.options(table.question, answered[0].options).de.lower()
    is_refusal_first = "nicht" in first or first.startswith("nein") or "unzufrieden" in first
    ordered = answered if is_refusal_first else tuple(reversed(answered))
    last = max(len(ordered) - 1, 1)
    colours = {
        cell.options: f"scale-{1 + round(index * (SCALE_COLOURS - 1) / last)}" for index, cell in enumerate(ordered)
    }
    return {cell.options: colours.get(cell.options, "missing") for cell in table.cells}


def _stacked(edition: Edition, table: Table, _legend: tuple[tuple[str, Markup], ...]) -> Markup:
    colours = _colours(edition, table)
    return stacked_bar(
        [Segment(cell.share, colours[cell.options], edition.voice.percent(cell.share)) for cell in table.cells]
    )


def _parts(edition: Edition) -> tuple[Grid, ...]:
    """One table per audience, frame, question and variable: answers down, parts of the base across."""
    grouped: dict[tuple[str, str, str, str], list[Table]] = {}
    for table in edition.documents.evidence.tables:
        if table.domain is not None:
            key = (table.question, table.audience, table.frame, table.domain.variable)
            grouped.setdefault(key, []).append(table)
    return tuple(_part(edition, tuple(tables)) for tables in grouped.values())


def _part(edition: Edition, tables: tuple[Table, ...]) -> Grid:
    voice, names = edition.voice, edition.names
    question, domains = tables[0].question, [table.domain for table in tables if table.domain is not None]
    caption = voice.say(
        "{question} ({audience}, nach {variable})",
        "{question} ({audience}, by {variable})",
        question=voice.text(names.get("question", question)),
        audience=edition.audience(tables[0].audience),
        variable=voice.text(names.variable(domains[0].variable)),
    )
    head = tuple(_part_head(edition, domain, table) for domain, table in zip(domains, tables, strict=True))
    options = dict.fromkeys(cell.options for table in tables for cell in table.cells if not _is_missing(cell.options))
    shares = [{cell.options: cell.share for cell in table.cells} for table in tables]
    rows = tuple(
        (
            voice.text(names.options(question, option)),
            *(
                plain(voice.percent(share[option])) if option in share else voice.say("nicht gezeigt", "not shown")
                for share in shares
            ),
        )
        for option in options
    )
    return Grid(caption, (voice.say("Antwort", "Answer"), *head), rows)


def _part_head(edition: Edition, domain: Domain, table: Table) -> Markup:
    words = edition.voice.text(edition.names.options(domain.variable, domain.categories))
    return Markup("{} (n = {})").format(words, edition.voice.count(table.base_n))


def _is_missing(options: tuple[str, ...]) -> bool:
    return set(options) <= set(Missing)
