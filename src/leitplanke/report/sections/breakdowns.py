"""Parts of an open survey side by side: what each puts first, where they differ most, all shares as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import Domain, Table
from leitplanke.report.charts import share_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import Bar, Grid
from leitplanke.report.sentences import opinions, share_words

CellOf = Callable[[EvidenceEdition, Table, tuple[str, ...]], Markup]

SHOWN_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of those who answered, with what it names most often."""

    title: Markup
    base: Markup
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One audience by one trait."""

    title: Markup
    difference: Markup
    parts: tuple[Part, ...]
    grid: Grid
    drawn: Grid


def breakdowns(edition: EvidenceEdition) -> tuple[Breakdown, ...]:
    """One per audience, frame, question and trait, in the order of the tables."""
    grouped: dict[tuple[str, str, str, str], list[tuple[Domain, Table]]] = {}
    for table in edition.documents.evidence.tables:
        if table.domain is not None:
            key = (table.question, table.audience, table.frame, table.domain.variable)
            grouped.setdefault(key, []).append((table.domain, table))
    return tuple(_breakdown(edition, tuple(parts)) for parts in grouped.values())


def _breakdown(edition: EvidenceEdition, parts: tuple[tuple[Domain, Table], ...]) -> Breakdown:
    voice = edition.voice
    domain, table = parts[0]
    title = voice.say(
        "{audience} nach {variable}",
        "{audience} by {variable}",
        audience=edition.audience(table.audience),
        variable=voice.text(edition.names.variable(domain.variable)),
    )
    return Breakdown(
        title=title,
        difference=_difference(edition, parts),
        parts=tuple(_part(edition, domain, table) for domain, table in parts),
        grid=_grid(edition, parts, title, _share),
        drawn=_grid(edition, parts, title, _cell),
    )


def _part(edition: EvidenceEdition, domain: Domain, table: Table) -> Part:
    voice, names = edition.voice, edition.names
    first = sorted(opinions(table), key=lambda cell: -cell.share)[:SHOWN_CHOICES]
    return Part(
        title=_name(edition, domain),
        base=Markup("n\u00a0=\u00a0{}").format(voice.count(table.base_n)),
        bars=tuple(
            Bar(
                label=voice.text(names.options(table.question, cell.options)),
                value=share_words(cell.share, is_in_brackets=table.in_brackets, voice=voice),
                note=Markup(""),
                drawing=share_bar(cell.share, css=table.recruitment.value),
            )
            for cell in first
        ),
    )


def _name(edition: EvidenceEdition, domain: Domain) -> Markup:
    return edition.voice.text(edition.names.options(domain.variable, domain.categories))


def _difference(edition: EvidenceEdition, parts: tuple[tuple[Domain, Table], ...]) -> Markup:
    """The answer on which two parts lie furthest apart, of those that every part tells."""
    shares = [{cell.options: cell.share for cell in opinions(table)} for _, table in parts]
    common = [options for options in shares[0] if all(options in share for share in shares)]
    if len(parts) < 2 or not common:
        return Markup("")
    spreads = {options: [share[options] for share in shares] for options in common}
    widest = max(common, key=lambda options: max(spreads[options]) - min(spreads[options]))
    low, high = (spreads[widest].index(end(spreads[widest])) for end in (min, max))
    return edition.voice.say(
        "Am weitesten auseinander: {answer} nennen {high} ({most}) und {low} ({least}).",
        "Furthest apart: {answer} is named by {high} ({most}) and {low} ({least}).",
        answer=edition.voice.quoted(edition.names.options(parts[0][1].question, widest)),
        high=_share(edition, parts[high][1], widest),
        low=_share(edition, parts[low][1], widest),
        most=_name(edition, parts[high][0]),
        least=_name(edition, parts[low][0]),
    )


def _share(edition: EvidenceEdition, table: Table, options: tuple[str, ...]) -> Markup:
    share = next(cell.share for cell in table.cells if cell.options == options)
    return share_words(share, is_in_brackets=table.in_brackets, voice=edition.voice)


def _grid(edition: EvidenceEdition, parts: tuple[tuple[Domain, Table], ...], caption: Markup, cell_of: CellOf) -> Grid:
    voice, names, question = edition.voice, edition.names, parts[0][1].question
    head = tuple(
        Markup("{} (n\u00a0=\u00a0{})").format(_name(edition, domain), voice.count(table.base_n))
        for domain, table in parts
    )
    options = dict.fromkeys(cell.options for _, table in parts for cell in opinions(table))
    rows = tuple(
        (
            voice.text(names.options(question, option)),
            *(
                cell_of(edition, table, option)
                if option in {cell.options for cell in table.cells}
                else voice.say("nicht gezeigt", "not shown")
                for _, table in parts
            ),
        )
        for option in options
    )
    return Grid(caption, (voice.say("Antwort", "Answer"), *head), rows)


def _cell(edition: EvidenceEdition, table: Table, options: tuple[str, ...]) -> Markup:
    share = next(cell.share for cell in table.cells if cell.options == options)
    return Markup("{}{}").format(_share(edition, table, options), share_bar(share, css=table.recruitment.value))
