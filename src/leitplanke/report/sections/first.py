"""Which service areas come first, per audience, side by side."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import AudiencePriorities, Priority, Table
from leitplanke.participation.model import Recruitment
from leitplanke.report.charts import share_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import Bar, Grid, plain, recruitment_badge, withheld_words
from leitplanke.report.sections.breakdowns import Breakdown, breakdowns
from leitplanke.report.sentences import interval_words, opinions, recruitment_sentence, share_words

SMALL_BASE_BELOW = 50


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one audience wants first."""

    anchor: str
    audience: Markup
    frame: Markup
    label: Markup
    base: Markup
    is_open: bool
    caution: Markup
    bars: tuple[Bar, ...]
    withheld: Markup
    ways: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class First:
    """The section."""

    question: Markup
    rankings: tuple[Ranking, ...]
    ranks: Grid | None
    has_intervals: bool
    has_groups: bool
    breakdowns: tuple[Breakdown, ...]


def build(edition: EvidenceEdition) -> First | None:
    """One ranking per audience and frame, samples before open surveys; then the parts of open surveys."""
    evidence = edition.documents.evidence
    ordered, parts = _ordered(edition), breakdowns(edition)
    if not ordered and not parts:
        return None
    return First(
        question=edition.voice.text(edition.names.get("question", evidence.priority_question)),
        rankings=tuple(_ranking(edition, priorities) for priorities in ordered),
        ranks=_ranks(edition, ordered) if len(ordered) > 1 else None,
        has_intervals=any(choice.low is not None for priorities in ordered for choice in priorities.priorities),
        has_groups=len({priorities.audience for priorities in ordered}) > 1,
        breakdowns=parts,
    )


def leading(edition: EvidenceEdition) -> tuple[AudiencePriorities, ...]:
    """For every audience the survey that may claim most: sample, census, open."""
    chosen: dict[str, AudiencePriorities] = {}
    for priorities in _ordered(edition):
        chosen.setdefault(priorities.audience, priorities)
    return tuple(chosen.values())


def _ordered(edition: EvidenceEdition) -> tuple[AudiencePriorities, ...]:
    evidence = edition.documents.evidence
    audiences, kinds = list(evidence.audience_names), list(Recruitment)
    return tuple(
        sorted(
            (*evidence.priorities, *_other_surveys(edition)),
            key=lambda item: (audiences.index(item.audience), kinds.index(item.recruitment), item.frame),
        )
    )


def _other_surveys(edition: EvidenceEdition) -> tuple[AudiencePriorities, ...]:
    """Surveys that do not speak for their audience, as the open link beside a sample: shown with their label."""
    evidence = edition.documents.evidence
    ranked = {(item.audience, item.frame) for item in evidence.priorities}
    return tuple(
        _as_priorities(table)
        for table in evidence.tables
        if table.question == evidence.priority_question
        and table.domain is None
        and (table.audience, table.frame) not in ranked
    )


def _as_priorities(table: Table) -> AudiencePriorities:
    alone = [cell for cell in opinions(table) if len(cell.options) == 1]
    merged = tuple(option for cell in opinions(table) if len(cell.options) > 1 for option in cell.options)
    return AudiencePriorities(
        audience=table.audience,
        frame=table.frame,
        recruitment=table.recruitment,
        base_n=table.base_n,
        priorities=tuple(
            Priority(
                option=cell.options[0],
                rank=1 + sum(other.share > cell.share for other in alone),
                share=cell.share,
                low=cell.low,
                high=cell.high,
            )
            for cell in alone
        ),
        withheld=(*merged, *table.withheld),
    )


def _ranking(edition: EvidenceEdition, priorities: AudiencePriorities) -> Ranking:
    voice, question = edition.voice, edition.documents.evidence.priority_question
    is_open = priorities.recruitment is Recruitment.OPEN
    return Ranking(
        anchor=_anchor(edition, priorities),
        audience=edition.audience(priorities.audience),
        frame=voice.text(edition.names.get("frame", priorities.frame)),
        label=recruitment_badge(edition, priorities.recruitment),
        base=voice.plural(priorities.base_n, ("Antwort", "Antworten"), ("answer", "answers")),
        is_open=is_open,
        caution=recruitment_sentence(priorities.recruitment, voice=voice) if is_open else Markup(""),
        bars=_bars(edition, priorities),
        withheld=withheld_words(edition, question, priorities.withheld),
        ways=_ways(edition, priorities),
    )


def _ways(edition: EvidenceEdition, priorities: AudiencePriorities) -> tuple[Markup, ...]:
    table = _table(edition, priorities)
    return () if table is None else edition.ways_from_table(table)


def _anchor(edition: EvidenceEdition, priorities: AudiencePriorities) -> str:
    table = _table(edition, priorities)
    if table is not None:
        return edition.anchor("first", "t", table.id)
    return edition.anchor("first", "first", f"{priorities.audience}-{priorities.frame}")


def _table(edition: EvidenceEdition, priorities: AudiencePriorities) -> Table | None:
    """The table that a ranking was made from, where it is published."""
    evidence = edition.documents.evidence
    for table in evidence.tables:
        is_same = table.frame == priorities.frame and table.audience == priorities.audience
        if is_same and table.question == evidence.priority_question and table.domain is None:
            return table
    return None


def _bars(edition: EvidenceEdition, priorities: AudiencePriorities) -> tuple[Bar, ...]:
    voice, question = edition.voice, edition.documents.evidence.priority_question
    ranked = sorted(priorities.priorities, key=lambda choice: (choice.rank, choice.option))
    is_small = priorities.base_n < SMALL_BASE_BELOW
    return tuple(
        Bar(
            label=voice.text(edition.names.option(question, choice.option)),
            value=share_words(choice.share, is_in_brackets=is_small, voice=voice),
            note=interval_words(choice.low, choice.high, voice=voice),
            drawing=share_bar(choice.share, low=choice.low, high=choice.high, css=priorities.recruitment.value),
            rank=choice.rank,
        )
        for choice in ranked
    )


def _ranks(edition: EvidenceEdition, ordered: tuple[AudiencePriorities, ...]) -> Grid:
    voice, question = edition.voice, edition.documents.evidence.priority_question
    found = [{choice.option: choice for choice in item.priorities} for item in ordered]
    options = list(dict.fromkeys(option for item in found for option in sorted(item, key=lambda key: item[key].rank)))
    rows = tuple(
        (
            voice.text(edition.names.option(question, option)),
            *(
                plain(f"{item[option].rank}. ({voice.percent(item[option].share)})") if option in item else Markup("–")
                for item in found
            ),
        )
        for option in options
    )
    head = tuple(
        Markup("{}, {}").format(edition.audience(item.audience), voice.text(edition.names.get("frame", item.frame)))
        for item in ordered
    )
    caption = voice.say("Rang und Anteil je Gruppe nebeneinander", "Rank and share per group, side by side")
    return Grid(caption, (voice.say("Bereich", "Area"), *head), rows)
