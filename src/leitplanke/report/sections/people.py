"""Who took part, beside the population."""

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leitplanke.evidence.model import Comparison, ResponseReport, Weighting
from leitplanke.report.charts import pair_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import Bar, recruitment_badge
from leitplanke.report.sentences import answers_sentence, recruitment_sentence

MANY_ROWS = 6


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of those who answered, beside the population where it is known."""

    title: Markup
    bars: tuple[Bar, ...]
    has_population: bool

    @property
    def is_long(self) -> bool:
        """Whether it takes more room than its neighbours."""
        return len(self.bars) > MANY_ROWS


@dataclass(frozen=True, slots=True)
class Group:
    """One way in which an audience was reached."""

    title: Markup
    audience: Markup
    label: Markup
    answers: Markup
    meaning: Markup
    weighting: Markup
    traits: tuple[Trait, ...]


@dataclass(frozen=True, slots=True)
class People:
    """The section."""

    kinds: frozenset[str]
    has_brackets: bool
    groups: tuple[Group, ...]


def build(edition: EvidenceEdition) -> People | None:
    """One card per frame."""
    evidence = edition.documents.evidence
    if not evidence.responses:
        return None
    return People(
        kinds=frozenset(response.recruitment.value for response in evidence.responses),
        has_brackets=any(table.in_brackets for table in (*evidence.tables, *evidence.themes)),
        groups=tuple(_group(edition, response) for response in evidence.responses),
    )


def _group(edition: EvidenceEdition, response: ResponseReport) -> Group:
    voice = edition.voice
    return Group(
        title=voice.text(response.name),
        audience=edition.audience(response.audience),
        label=recruitment_badge(edition, response.recruitment),
        answers=answers_sentence(response, voice=voice),
        meaning=recruitment_sentence(response.recruitment, voice=voice),
        weighting=_weighting(edition, response),
        traits=tuple(
            _trait(edition, variable, tuple(rows))
            for variable, rows in groupby(response.comparisons, key=lambda row: row.variable)
        ),
    )


def _weighting(edition: EvidenceEdition, response: ResponseReport) -> Markup:
    voice = edition.voice
    if response.weighting is Weighting.NONE:
        return voice.say("Ohne Gewichtung: Jede Antwort zählt gleich.", "No weighting: every answer counts the same.")
    margins = voice.join(
        [" × ".join(str(voice.text(edition.names.variable(name))) for name in margin) for margin in response.margins]
    )
    words = voice.say("Gewichtet nach {margins}.", "Weighted to {margins}.", margins=margins)
    if response.margins_source is not None:
        words += voice.say(" Quelle: {source}.", " Source: {source}.", source=voice.text(response.margins_source))
    if response.design_effect is not None:
        words += voice.say(
            " Effekt der Gewichtung (Kish): höchstens {deff}.",
            " Effect of weighting (Kish): at most {deff}.",
            deff=voice.decimal(response.design_effect),
        )
    return words


def _trait(edition: EvidenceEdition, variable: str, rows: tuple[Comparison, ...]) -> Trait:
    return Trait(
        title=edition.voice.title(edition.names.variable(variable)),
        bars=tuple(_pair(edition, row) for row in rows),
        has_population=any(row.share_of_population is not None for row in rows),
    )


def _pair(edition: EvidenceEdition, row: Comparison) -> Bar:
    voice = edition.voice
    note = Markup("")
    if row.share_of_population is not None:
        note = voice.say("von allen: {share}", "of all: {share}", share=voice.percent(row.share_of_population))
    return Bar(
        label=voice.text(edition.names.options(row.variable, row.categories)),
        value=Markup("{}").format(voice.percent(row.share_of_responses)),
        note=note,
        drawing=pair_bar(row.share_of_responses, row.share_of_population),
    )
