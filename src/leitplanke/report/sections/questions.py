"""The other questions: one finding per question, bars per audience, the numbers as a table; parts of the base."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import Cell, Domain, Table
from leitplanke.participation.model import Missing, Recruitment
from leitplanke.report.charts import Segment, stacked_bar
from leitplanke.report.edition import Edition
from leitplanke.report.parts import (
    Bar,
    Grid,
    method_words,
    missing_words,
    plain,
    recruitment_badge,
    table_bars,
    table_grid,
    withheld_words,
)
from leitplanke.report.sentences import agreement, finding_heading, is_agreement_scale, opinions

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
    notes: Markup


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
    is_scale = all(is_agreement_scale(table, names=names) for table in tables)
    colours = _colours(edition, tables) if is_scale else {}
    return Finding(
        heading=finding_heading(tables, voice=voice, names=names),
        question=voice.text(names.get("question", tables[0].question)),
        legend=_legend(edition, tables, colours) if is_scale else (),
        figures=tuple(_figure(edition, table, colours) for table in _side_by_side(edition, tables)),
    )


def _side_by_side(edition: Edition, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    audiences, kinds = list(edition.documents.evidence.audience_names), list(Recruitment)
    return tuple(
        sorted(tables, key=lambda one: (audiences.index(one.audience), kinds.index(one.recruitment), one.frame))
    )


def _figure(edition: Edition, table: Table, colours: dict[str, str]) -> Figure:
    voice, names = edition.voice, edition.names
    title = edition.audience(table.audience)
    agreed = agreement(table, names=names) if colours else None
    notes = (
        _merged_words(edition, table) if colours else Markup(""),
        missing_words(edition, table),
        withheld_words(edition, table.question, table.withheld),
    )
    return Figure(
        anchor=edition.anchor("t", table.id),
        title=title,
        label=recruitment_badge(edition, table.recruitment),
        base=voice.plural(table.base_n, ("Antwort", "Antworten"), ("answer", "answers")),
        headline=Markup("") if agreed is None else voice.say("{a} stimmen zu", "{a} agree", a=voice.percent(agreed)),
        stacked=_stacked(edition, table, colours) if colours else Markup(""),
        bars=() if colours else table_bars(edition, table),
        grid=table_grid(edition, table, Markup("{}: {}").format(title, voice.text(names.get("frame", table.frame)))),
        method=method_words(edition, table),
        notes=Markup(" ").join(note for note in notes if note),
    )


def _colours(edition: Edition, tables: tuple[Table, ...]) -> dict[str, str]:
    """A class per answer, brown for refusal to blue for agreement, whichever end the scale begins with.

    The table with the fewest merged answers gives the order, so that a colour means the same in every bar.
    """
    fullest = max(tables, key=lambda table: len(opinions(table)))
    cells = opinions(fullest)
    first = edition.names.options(fullest.question, cells[0].options).de.lower()
    is_refusal_first = "nicht" in first or first.startswith("nein") or "unzufrieden" in first
    ordered = cells if is_refusal_first else tuple(reversed(cells))
    last = max(len(ordered) - 1, 1)
    return {
        option: f"scale-{1 + round(index * (SCALE_COLOURS - 1) / last)}"
        for index, cell in enumerate(ordered)
        for option in cell.options
        if not _is_missing((option,))
    }


def _colour(cell: Cell, colours: dict[str, str]) -> str:
    """The colour of a cell; of merged answers the middle one's."""
    answers = [option for option in cell.options if not _is_missing((option,))]
    return colours.get(answers[len(answers) // 2], "missing") if answers else "missing"


def _legend(edition: Edition, tables: tuple[Table, ...], colours: dict[str, str]) -> tuple[tuple[str, Markup], ...]:
    """Classes and words of the scale, in its order."""
    fullest = max(tables, key=lambda table: len(opinions(table)))
    shown = [
        (_colour(cell, colours), edition.voice.text(edition.names.options(fullest.question, cell.options)))
        for cell in opinions(fullest)
    ]
    if any(_is_missing(cell.options) for table in tables for cell in table.cells):
        shown.append(("missing", edition.voice.say("ohne Antwort", "no answer")))
    return tuple(shown)


def _merged_words(edition: Edition, table: Table) -> Markup:
    """Answers that were told together because too few gave them."""
    voice = edition.voice
    merged = [cell for cell in opinions(table) if len(cell.options) > 1]
    parts = [
        Markup("{} ({})").format(
            voice.text(edition.names.options(table.question, cell.options)), voice.percent(cell.share)
        )
        for cell in merged
    ]
    if not parts:
        return Markup("")
    return voice.say("Zusammengefasst: {parts}.", "Told together: {parts}.", parts=voice.join(parts))


def _stacked(edition: Edition, table: Table, colours: dict[str, str]) -> Markup:
    return stacked_bar(
        [Segment(cell.share, _colour(cell, colours), edition.voice.percent(cell.share)) for cell in table.cells]
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
    return Markup("{} (n\u00a0=\u00a0{})").format(words, edition.voice.count(table.base_n))


def _is_missing(options: tuple[str, ...]) -> bool:
    return set(options) <= set(Missing)
