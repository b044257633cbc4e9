"""Questionnaires, responses, frames and workshops."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text


class Recruitment(StrEnum):
    """How people came to be asked: it decides what a number may claim.

    A margin of error exists for `SAMPLE` alone. `CENSUS` (everybody of the audience was invited) has a response rate
    but no sampling error; `OPEN` (who liked, took part) has neither.
    """

    SAMPLE = "sample"
    CENSUS = "census"
    OPEN = "open"


class ResponseMode(StrEnum):
    """The way in which an answer came (Antwortweg)."""

    ONLINE = "online"
    PAPER = "paper"
    TELEPHONE = "telephone"
    HOME_VISIT = "home_visit"
    OTHER = "other"


class QuestionKind(StrEnum):
    """What an answer looks like."""

    SINGLE = "single"  # exactly one option
    MULTIPLE = "multiple"  # any options, up to max_choices if given
    TOP = "top"  # choose your top k; the order does not count
    RANK = "rank"  # options in order of preference
    POINTS = "points"  # points spread over options
    TEXT = "text"  # the person's own words


class Missing(StrEnum):
    """Why there is no answer. The three are kept apart: "don't know" is an opinion, the others are not."""

    DONT_KNOW = "dont_know"
    PREFER_NOT = "prefer_not"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Audience:
    """A group that is asked (Zielgruppe): citizens, companies, staff."""

    id: str
    name: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers."""

    id: str
    text: Text

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.id not in set(Missing),
            field="id",
            problem=Text(f"„{self.id}“ ist für fehlende Antworten vergeben.", f"“{self.id}” is reserved."),
            remedy=Text("Wählen Sie eine andere Kennung.", "Choose another identifier."),
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which options of a scale count as agreeing (Zustimmung), and how that is said.

    `words` follow a number: "stimmen zu", "agree"; "sind zufrieden", "are satisfied".
    """

    options: tuple[str, ...]
    words: Text


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the questionnaire.

    `audiences` are those who are shown it: they are its base. `ordered` options form a scale, so only neighbours may
    be merged. `about_person` marks age, sex, district, unit and the like: they weight, they are no opinion. `name` is
    a short name for sentences ("Alter", "age"), without one the text stands there. `agreement` belongs to a scale with
    exactly one answer.
    """

    id: str
    kind: QuestionKind
    text: Text
    audiences: tuple[str, ...]
    options: tuple[Option, ...] = ()
    max_choices: int | None = None
    ordered: bool = False
    about_person: bool = False
    name: Text = Text("")  # noqa: RUF009 - Text is frozen
    agreement: Agreement | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(option.id for option in self.options), "options")
        self._require_fitting_agreement()
        require(
            holds=bool(self.options) == (self.kind is not QuestionKind.TEXT),
            field="options",
            problem=Text(
                "Auswahlfragen brauchen Antworten, Textfragen haben keine.", "Only text questions have no options."
            ),
            remedy=Text("Ergänzen Sie options oder ändern Sie kind.", "Add options or change kind."),
        )
        require(
            holds=self.max_choices is None or 1 <= self.max_choices <= len(self.options),
            field="max_choices",
            problem=Text("max_choices passt nicht zur Zahl der Antworten.", "max_choices does not fit the options."),
            remedy=Text(f"Erlaubt ist 1 bis {len(self.options)}.", f"1 to {len(self.options)} is allowed."),
        )
        require(
            holds=self.kind is not QuestionKind.TOP or self.max_choices is not None,
            field="max_choices",
            problem=Text("Wie viele dürfen gewählt werden?", "How many may be chosen?"),
            remedy=Text("kind = top braucht max_choices.", "kind = top needs max_choices."),
        )

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The options in the questionnaire's order."""
        return tuple(option.id for option in self.options)

    def _require_fitting_agreement(self) -> None:
        if self.agreement is None:
            return
        require_unique(self.agreement.options, "agreement.options")
        require(
            holds=self.ordered and self.kind is QuestionKind.SINGLE,
            field="agreement",
            problem=Text("Zustimmung gibt es nur auf einer Skala.", "Only a scale has an agreement."),
            remedy=Text("Nötig sind kind = single und ordered = true.", "Needed: kind = single and ordered = true."),
        )
        unknown = [option for option in self.agreement.options if option not in self.option_ids]
        require(
            holds=not unknown,
            field="agreement.options",
            problem=Text(
                f"Diese Antwort hat die Frage nicht: {', '.join(unknown)}.",
                f"The question has no such option: {', '.join(unknown)}.",
            ),
            remedy=Text(f"Bekannt sind: {', '.join(self.option_ids)}.", f"Known are: {', '.join(self.option_ids)}."),
        )
        require(
            holds=0 < len(self.agreement.options) < len(self.options),
            field="agreement.options",
            problem=Text("Manche Antworten stimmen zu, andere nicht.", "Some options agree, others do not."),
            remedy=Text("Nennen Sie nur die zustimmenden.", "Name only those that agree."),
        )


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One published version; it never changes."""

    version: str
    title: Text
    audiences: tuple[Audience, ...]
    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        require_unique(tuple(audience.id for audience in self.audiences), "audiences")
        require_unique(tuple(question.id for question in self.questions), "questions")
        known = {audience.id for audience in self.audiences}
        for question in self.questions:
            unknown = sorted(set(question.audiences) - known)
            require(
                holds=not unknown and bool(question.audiences),
                field=f"questions.{question.id}.audiences",
                problem=Text(
                    f"Unbekannte Zielgruppe: {', '.join(unknown)}.", f"Unknown audience: {', '.join(unknown)}."
                ),
                remedy=Text(f"Bekannt sind: {', '.join(sorted(known))}.", f"Known are: {', '.join(sorted(known))}."),
            )

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def shown_to(self, audience: str) -> tuple[Question, ...]:
        """The questions that this audience is asked, in order."""
        return tuple(question for question in self.questions if audience in question.audiences)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question.

    `options` in the order given (it counts for `RANK`); `points` belongs to `options` one by one; exactly one of
    options, text and missing is filled.
    """

    question: str
    options: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    text: str = ""
    missing: Missing | None = None

    def __post_init__(self) -> None:
        filled = (bool(self.options), bool(self.text), self.missing is not None)
        require(
            holds=sum(filled) == 1,
            field="answer",
            problem=Text(
                "Eine Antwort ist entweder Auswahl, Text oder fehlt.", "An answer is options, text or missing."
            ),
            remedy=Text("Tragen Sie genau eines ein.", "Give exactly one."),
        )
        require(
            holds=not self.points or len(self.points) == len(self.options),
            field="points",
            problem=Text("Zu jeder gewählten Antwort gehört eine Punktzahl.", "Every option needs its points."),
            remedy=Text("Prüfen Sie Auswahl und Punkte.", "Check options and points."),
        )


@dataclass(frozen=True, slots=True)
class Response:
    """One filled-in questionnaire. `key` is random: it tells neither order nor person."""

    key: int
    audience: str
    frame: str
    mode: ResponseMode
    questionnaire: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which an audience was reached (Auswahlgrundlage), with the counts that a response rate needs.

    `population` persons (or companies) belong to the audience; `drawn` were invited, None for an open link;
    `not_eligible` of them turned out to have moved, died or closed.
    """

    id: str
    audience: str
    recruitment: Recruitment
    name: Text
    population: int
    drawn: int | None = None
    not_eligible: int = 0

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.population > 0,
            field="population",
            problem=Text("Die Grundgesamtheit ist leer.", "The population is empty."),
            remedy=Text("Tragen Sie eine Zahl größer als 0 ein.", "Enter a number above 0."),
        )
        require(
            holds=(self.drawn is None) == (self.recruitment is Recruitment.OPEN),
            field="drawn",
            problem=Text(
                "Nur eine offene Befragung hat keine Zahl der Eingeladenen.", "Only an open survey has no drawn."
            ),
            remedy=Text("Tragen Sie drawn ein, bei open lassen Sie es leer.", "Fill drawn; leave it empty for open."),
        )
        require(
            holds=self.drawn is None or 0 <= self.not_eligible < self.drawn <= self.population,
            field="drawn",
            problem=Text("Eingeladene, Ausfälle und Grundgesamtheit passen nicht zusammen.", "The counts do not fit."),
            remedy=Text(
                "Es muss gelten: not_eligible < drawn ≤ population.", "Needed: not_eligible < drawn ≤ population."
            ),
        )


@dataclass(frozen=True, slots=True)
class StakeholderGroup:
    """Who was in the room (Anspruchsgruppe), and how many."""

    id: str
    name: Text
    participants: int

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.participants > 0,
            field="participants",
            problem=Text("Eine Gruppe ohne Teilnehmende.", "A group without participants."),
            remedy=Text("Tragen Sie eine Zahl größer als 0 ein.", "Enter a number above 0."),
        )


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cards that say the same (Bündel)."""

    id: str
    title: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Card:
    """One contribution, as written; it stays inside the record."""

    id: str
    group: str
    cluster: str
    text: str


@dataclass(frozen=True, slots=True)
class DotVotes:
    """Dots that one stakeholder group put on one cluster."""

    cluster: str
    group: str
    dots: int

    def __post_init__(self) -> None:
        require(
            holds=self.dots >= 0,
            field="dots",
            problem=Text("Negative Punktzahl.", "Negative dots."),
            remedy=Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
        )


@dataclass(frozen=True, slots=True)
class Workshop:
    """A moderated workshop (Werkstatt)."""

    id: str
    title: Text
    held_on: date
    groups: tuple[StakeholderGroup, ...]
    clusters: tuple[Cluster, ...]
    cards: tuple[Card, ...]
    dots: tuple[DotVotes, ...]

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(group.id for group in self.groups), "groups")
        require_unique(tuple(cluster.id for cluster in self.clusters), "clusters")
        require_unique(tuple(card.id for card in self.cards), "cards")
        groups = {group.id for group in self.groups}
        clusters = {cluster.id for cluster in self.clusters}
        pairs = [(card.group, card.cluster) for card in self.cards] + [(vote.group, vote.cluster) for vote in self.dots]
        for group, cluster in pairs:
            require(
                holds=group in groups and cluster in clusters,
                field="group/cluster",
                problem=Text(
                    f"„{group}“ / „{cluster}“ kommt in der Werkstatt nicht vor.",
                    f"“{group}” / “{cluster}” does not occur in the workshop.",
                ),
                remedy=Text(
                    "Karten und Punkte brauchen Gruppe und Bündel dieser Werkstatt.", "Use this workshop's ids."
                ),
            )


@dataclass(frozen=True, slots=True)
class ParticipationRecord:
    """Handover 1. Confidential: whoever repeats the chain in public starts at the evidence report."""

    provenance: Provenance
    questionnaire: Questionnaire
    frames: tuple[Frame, ...]
    responses: tuple[Response, ...]
    workshops: tuple[Workshop, ...]
