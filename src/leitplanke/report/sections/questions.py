"""The other questions: one finding per question, bars per audience, the numbers as a table."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import Cell, Table
from leitplanke.participation.model import Agreement, Missing, Recruitment
from leitplanke.report.charts import Segment, stacked_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import (
    Bar,
    Grid,
    method_words,
    missing_words,
    recruitment_badge,
    table_bars,
    table_grid,
    withheld_words,
)
from leitplanke.report.sentences import (
    agreement,
    agreement_heading,
    centre_heading,
    centre_words,
    leading_heading,
    opinions,
)

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
    ways: tuple[Markup, ...]


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


def build(edition: EvidenceEdition) -> Questions | None:
    """Every question but the one that asks what comes first."""
    evidence = edition.documents.evidence
    by_question: dict[str, list[Table]] = {}
    for table in evidence.tables:
        if table.domain is None and table.question != evidence.priority_question:
            by_question.setdefault(table.question, []).append(table)
    findings = tuple(_finding(edition, tuple(tables)) for tables in by_question.values())
    return Questions(findings) if findings else None


def _finding(edition: EvidenceEdition, tables: tuple[Table, ...]) -> Finding:
    voice, names, question = edition.voice, edition.names, tables[0].question
    scale = edition.documents.evidence.agreements.get(question)
    colours = _colours(tables, scale) if scale is not None and not any(table.withheld for table in tables) else {}
    agreed = agreement_heading(tables, scale, voice=voice, names=names)
    centred = centre_heading(tables, voice=voice, names=names)
    leading = leading_heading(tables, voice=voice, names=names)
    return Finding(
        heading=next(heading for heading in (agreed, centred, leading) if heading is not None),
        question=voice.text(names.get("question", question)) if agreed is None else Markup(""),
        legend=_legend(edition, tables, colours) if colours else (),
        figures=tuple(_figure(edition, table, colours) for table in _side_by_side(edition, tables)),
    )


def _side_by_side(edition: EvidenceEdition, tables: tuple[Table, ...]) -> tuple[Table, ...]:
    audiences, kinds = list(edition.documents.evidence.audience_names), list(Recruitment)
    return tuple(
        sorted(tables, key=lambda one: (audiences.index(one.audience), kinds.index(one.recruitment), one.frame))
    )


def _figure(edition: EvidenceEdition, table: Table, colours: dict[str, str]) -> Figure:
    voice, names = edition.voice, edition.names
    title = edition.audience(table.audience)
    notes = (
        _merged_words(edition, table) if colours else Markup(""),
        missing_words(edition, table),
        withheld_words(edition, table.question, table.withheld),
    )
    return Figure(
        anchor=edition.anchor("questions", "t", table.id),
        title=title,
        label=recruitment_badge(edition, table.recruitment),
        base=voice.plural(table.base_n, ("Antwort", "Antworten"), ("answer", "answers")),
        headline=_headline(edition, table),
        stacked=_stacked(edition, table, colours) if colours else Markup(""),
        bars=() if colours else table_bars(edition, table),
        grid=table_grid(edition, table, Markup("{}: {}").format(title, voice.text(names.get("frame", table.frame)))),
        method=method_words(edition, table),
        notes=Markup(" ").join(note for note in notes if note),
        ways=edition.ways_from_table(table),
    )


def _headline(edition: EvidenceEdition, table: Table) -> Markup:
    """How many agree, in the words of the question, or the mean of a number; empty where neither is known."""
    if table.centre is not None:
        return centre_words(table, voice=edition.voice, names=edition.names)
    scale = edition.documents.evidence.agreements.get(table.question)
    share = agreement(table, scale)
    if scale is None or share is None:
        return Markup("")
    return Markup("{} {}").format(edition.voice.percent(share), edition.voice.text(scale.words))


def _colours(tables: tuple[Table, ...], scale: Agreement) -> dict[str, str]:
    """A class per answer, brown for refusal to blue for agreement, whichever end the scale begins with.

    The table with the fewest merged answers gives the order, so that a colour means the same in every bar.
    """
    cells = opinions(max(tables, key=lambda table: len(opinions(table))))
    ordered = tuple(reversed(cells)) if set(cells[0].options) & set(scale.options) else cells
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


def _legend(
    edition: EvidenceEdition, tables: tuple[Table, ...], colours: dict[str, str]
) -> tuple[tuple[str, Markup], ...]:
    """Classes and words of the scale, in its order."""
    fullest = max(tables, key=lambda table: len(opinions(table)))
    shown = [
        (_colour(cell, colours), edition.voice.text(edition.names.options(fullest.question, cell.options)))
        for cell in opinions(fullest)
    ]
    if any(_is_missing(cell.options) for table in tables for cell in table.cells):
        shown.append(("missing", edition.voice.say("ohne Antwort", "no answer")))
    return tuple(shown)


def _merged_words(edition: EvidenceEdition, table: Table) -> Markup:
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


def _stacked(edition: EvidenceEdition, table: Table, colours: dict[str, str]) -> Markup:
    """All answers in one full bar: shares in whole percents may add up to 99 or 102, their bar may not."""
    whole = sum(cell.share for cell in table.cells) or 1.0
    return stacked_bar(
        [Segment(cell.share / whole, _colour(cell, colours), edition.voice.percent(cell.share)) for cell in table.cells]
    )


def _is_missing(options: tuple[str, ...]) -> bool:
    return set(options) <= set(Missing)
