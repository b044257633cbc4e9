"""Population tables, published tables, response reports, findings."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Agreement, MeetingFormat, Recruitment


@dataclass(frozen=True, slots=True)
class PopulationCell:
    """How many of the audience share these categories; one category per variable of the table."""

    categories: tuple[str, ...]
    count: int

    def __post_init__(self) -> None:
        require(
            holds=self.count >= 0,
            field="count",
            problem=Text("Negative Anzahl.", "Negative count."),
            remedy=Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
        )


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """The audience in numbers (register, census), crossed over `variables`, which are questions about the person.

    `margins` are the marginal tables to which answers are raked, for example (("age", "sex"), ("district",)).
    """

    audience: str
    variables: tuple[str, ...]
    margins: tuple[tuple[str, ...], ...]
    cells: tuple[PopulationCell, ...]
    source: Text
    as_of: date

    def __post_init__(self) -> None:
        named = {variable for margin in self.margins for variable in margin}
        require(
            holds=bool(self.margins) and named <= set(self.variables),
            field="margins",
            problem=Text("Eine Randverteilung nennt ein unbekanntes Merkmal.", "A margin names an unknown variable."),
            remedy=Text(f"Bekannt: {', '.join(self.variables)}.", f"Known: {', '.join(self.variables)}."),
        )
        require_unique(tuple("|".join(cell.categories) for cell in self.cells), "cells")

    @property
    def total(self) -> int:
        """Size of the population."""
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Theme:
    """An entry of the codebook: a text belongs to the theme if it contains one of the word beginnings."""

    id: str
    name: Text
    word_beginnings: tuple[str, ...]

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=bool(self.word_beginnings) and all(word.strip() for word in self.word_beginnings),
            field="word_beginnings",
            problem=Text("Ein Thema braucht Wortanfänge.", "A theme needs word beginnings."),
            remedy=Text("Zum Beispiel: warte, termin.", "For example: warte, termin."),
        )


@dataclass(frozen=True, slots=True)
class QuoteConsent:
    """The answer by which people allow to be quoted without their name: an option of a question, `yes` of a consent."""

    question: str
    option: str

    def __post_init__(self) -> None:
        require_id(self.question)
        require_id(self.option)


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of the base: those with this category of this variable. `categories` holds several where merged."""

    variable: str
    categories: tuple[str, ...]


class Weighting(StrEnum):
    """How the shares of a table were formed."""

    RAKED = "raked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """One published share.

    `options` holds more than one where small categories were merged before publication; the reserved names of
    `participation.model.Missing` stand for missing answers. `share` is of the base. `low` and `high` bound the 95 %
    Wilson interval on `effective_n`; all three are None unless the recruitment is a random sample.
    `mean_points` is the mean over the base where answers carry points or ranks. `n`, how many people it is without
    weights, is None where shares are weighted: both together would tell how many of each group there are among them.
    """

    options: tuple[str, ...]
    n: int | None
    share: float
    low: float | None = None
    high: float | None = None
    effective_n: float | None = None
    mean_points: float | None = None


class ShareOf(StrEnum):
    """What the shares of a table are shares of."""

    PEOPLE = "people"  # everybody who was shown the question
    PREFERENCE = "preference"  # all importance, by best and worst choices


@dataclass(frozen=True, slots=True)
class Centre:
    """Where the numbers of those who gave one lie.

    `lowest` and `highest` are what the question allows. `mean` is told in steps of `step`, as are `low` and `high`,
    its 95 % interval for a random sample; it is None where a question has no ends. `median` are the options of the
    cell that holds it, `median_value` is interpolated in a class; both are absent where answers were merged with
    missing ones.
    """

    lowest: float | None
    highest: float | None
    mean: float | None = None
    step: float | None = None
    low: float | None = None
    high: float | None = None
    median: tuple[str, ...] = ()
    median_value: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The answers to one question in one frame.

    The base is everybody who was shown the question. For questions with one answer the cells partition the base; for
    the others every cell is a share of its own. `withheld` options are not published in any form. `in_brackets` says
    that the base is 30–49 or an effective n is below 30. `centre` belongs to questions about numbers.
    `checked_tenths` belongs to themes: of ten texts, of how many a person decided, rounded down; the exact numbers
    would tell how many wrote nothing.
    """

    id: str
    audience: str
    frame: str
    recruitment: Recruitment
    question: str
    base_n: int
    weighting: Weighting
    cells: tuple[Cell, ...]
    withheld: tuple[str, ...] = ()
    in_brackets: bool = False
    domain: Domain | None = None
    centre: Centre | None = field(default=None, metadata=ADDED)
    share_of: ShareOf = field(default=ShareOf.PEOPLE, metadata=ADDED)
    checked_tenths: int = field(default=0, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One category of the people who answered beside the population. Small categories are merged.

    A few missing answers may stand in `categories` beside others; `share_of_population` is that of the others.
    """

    variable: str
    categories: tuple[str, ...]
    n: int
    share_of_responses: float
    share_of_population: float | None


@dataclass(frozen=True, slots=True)
class ResponseReport:
    """Who took part through one frame (Resonanz).

    `response_rate` is AAPOR RR1, responses over drawn less not eligible, and None for an open link.
    `design_effect` is Kish's 1 + cv² of the weights, rounded up to halves; `margin_error` the largest remaining
    relative difference between weighted counts and margins, as a power of ten that it does not exceed.
    """

    frame: str
    audience: str
    recruitment: Recruitment
    name: Text
    population: int
    drawn: int | None
    not_eligible: int
    n: int
    response_rate: float | None
    comparisons: tuple[Comparison, ...]
    weighting: Weighting
    margins: tuple[tuple[str, ...], ...]
    margins_source: Text | None
    design_effect: float | None
    margin_error: float | None


@dataclass(frozen=True, slots=True)
class Priority:
    """One option of the priority question for one audience. Equal shares get equal ranks."""

    option: str
    rank: int
    share: float
    low: float | None
    high: float | None
    mean_points: float | None = None


@dataclass(frozen=True, slots=True)
class AudiencePriorities:
    """What one audience wants first. Groups stand side by side; nothing here merges them."""

    audience: str
    frame: str
    recruitment: Recruitment
    base_n: int
    priorities: tuple[Priority, ...]
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupOrder:
    """The clusters that a stakeholder group of enough people put first, without counts."""

    group: str
    name: Text
    first_clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClusterResult:
    """What a workshop said on one cluster. `dots` is None where too few were given."""

    cluster: str
    title: Text
    cards: int | None
    dots: int | None


@dataclass(frozen=True, slots=True)
class WorkshopResult:
    """One workshop, without any single card. `participants` is None where too few took part.

    Of a discussion online nobody knows how many took part; its contributions are public one by one, and counted.
    """

    workshop: str
    title: Text
    held_on: date
    participants: int | None
    clusters: tuple[ClusterResult, ...]
    orders: tuple[GroupOrder, ...]
    format: MeetingFormat = field(default=MeetingFormat.WORKSHOP, metadata=ADDED)


class FindingKind(StrEnum):
    """Where a finding was made."""

    ANSWER = "answer"
    MEAN = "mean"
    PREFERENCE = "preference"
    THEME = "theme"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Finding:
    """A published number that a guardrail or measure may cite (Erkenntnis).

    Ids: `audience.question.option`, `audience.question.mean`, `audience.theme.name`, `workshop.cluster`. Where
    categories were merged, each of their ids leads to the merged finding's `options`.
    """

    id: str
    kind: FindingKind
    audience: str
    table: str
    options: tuple[str, ...]
    statement: Text
    recruitment: Recruitment | None
    n: int | None
    share: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """What may leave the stage. German official practice; see docs/methods/disclosure.md."""

    minimum_cell: int = 10
    minimum_base: int = 30
    bracket_below: int = 50
    bracket_effective_n_below: int = 30


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """Handover 2: everything public starts here.

    `audience_names`, `question_texts` and `option_texts` carry the words so that no reader needs the confidential
    record; option texts are keyed `question.option`. `not_published` lists finding ids that fell to the disclosure
    rules; `frames_too_small` names the frames of which nothing is told but that too few answered. `question_names`
    holds the short names of the questions that have one, `agreements` what counts as agreeing, both by question.
    `kept` names tables, and as `audience.frame` frames, whose numbers stand as they were published before: newer
    ones would tell of few people by subtraction.
    """

    provenance: Provenance
    rules: EvidenceRules
    audience_names: dict[str, Text]
    question_texts: dict[str, Text]
    option_texts: dict[str, Text]
    theme_names: dict[str, Text]
    priority_question: str
    responses: tuple[ResponseReport, ...]
    tables: tuple[Table, ...]
    priorities: tuple[AudiencePriorities, ...]
    themes: tuple[Table, ...]
    workshops: tuple[WorkshopResult, ...]
    findings: tuple[Finding, ...]
    not_published: tuple[str, ...]
    frames_too_small: tuple[Text, ...] = ()
    question_names: dict[str, Text] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    kept: tuple[str, ...] = field(default=(), metadata=ADDED)
