"""One version of a questionnaire."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.model.expressions import Expression, levels_of, require_small
from leitplanke.participation.model.questions import Question

MOST_LEVELS_TOGETHER = 150


@dataclass(frozen=True, slots=True)
class Audience:
    """A group that is asked (Zielgruppe): citizens, companies, staff."""

    id: str
    name: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that stand together under a title, in the questionnaire's order."""

    id: str
    title: Text
    questions: tuple[str, ...]
    text: Text = Text("")  # noqa: RUF009 - Text is frozen
    shown_if: Expression | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        if self.shown_if is not None:
            require_small(self.shown_if, "shown_if")


@dataclass(frozen=True, slots=True)
class Computed:
    """A value computed from answers; conditions, rules and texts use it by its id like an answer."""

    id: str
    value: Expression

    def __post_init__(self) -> None:
        require_id(self.id)
        require_small(self.value, "value")


@dataclass(frozen=True, slots=True)
class Quota:
    """No more than `most` complete responses of this kind are needed; `message` thanks whoever comes later."""

    id: str
    counts_if: Expression
    most: int
    message: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        require_id(self.id)
        require_small(self.counts_if, "counts_if")
        require(
            holds=self.most >= 0,
            field="most",
            problem=Text("Eine Quote ist nicht negativ.", "A quota is not negative."),
            remedy=Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more."),
        )


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One published version; it never changes.

    `languages` are those in which it shall be offered; `participation.languages` tells what is missing. `sections`
    hold every question once and in order, or there are none. In any text `{{id}}` stands for the answer to a question
    or a computed value, `{{id.part}}` for that to one item. `replaces` names the version before this one.
    """

    version: str
    title: Text
    audiences: tuple[Audience, ...]
    questions: tuple[Question, ...]
    sections: tuple[Section, ...] = field(default=(), metadata=ADDED)
    computed: tuple[Computed, ...] = field(default=(), metadata=ADDED)
    quotas: tuple[Quota, ...] = field(default=(), metadata=ADDED)
    introduction: Text = field(default=Text(""), metadata=ADDED)
    closing: Text = field(default=Text(""), metadata=ADDED)
    languages: tuple[str, ...] = field(default=(), metadata=ADDED)
    replaces: str = field(default="", metadata=ADDED)

    def __post_init__(self) -> None:
        require_unique(tuple(audience.id for audience in self.audiences), "audiences")
        require_unique(tuple(question.id for question in self.questions), "questions")
        self._require_known_audiences()
        require_unique(tuple(section.id for section in self.sections), "sections")
        require_unique(tuple(quota.id for quota in self.quotas), "quotas")
        require_unique(self.languages, "languages")
        require_unique((*(one.id for one in self.computed), *(one.id for one in self.questions)), "computed")
        self._require_whole_sections()
        self._require_known_references()
        self._require_computable()

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def shown_to(self, audience: str) -> tuple[Question, ...]:
        """The questions that this audience is asked, in order."""
        return tuple(question for question in self.questions if audience in question.audiences)

    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Every text that somebody reads, with the path to it."""
        found = [
            ("title", self.title),
            ("introduction", self.introduction),
            ("closing", self.closing),
            *((f"audiences.{one.id}.name", one.name) for one in self.audiences),
            *((f"sections.{one.id}.title", one.title) for one in self.sections),
            *((f"sections.{one.id}.text", one.text) for one in self.sections),
            *((f"quotas.{one.id}.message", one.message) for one in self.quotas),
            *((f"questions.{one.id}.{name}", text) for one in self.questions for name, text in one.texts()),
        ]
        return tuple((path, text) for path, text in found if text.by_language())

    def expressions(self) -> Iterator[tuple[str, Expression]]:
        """Every tree, with the path of what holds it."""
        for question in self.questions:
            yield from ((f"questions.{question.id}", tree) for tree in question.expressions())
        yield from ((f"sections.{one.id}", one.shown_if) for one in self.sections if one.shown_if is not None)
        yield from ((f"computed.{one.id}", one.value) for one in self.computed)
        yield from ((f"quotas.{one.id}", one.counts_if) for one in self.quotas)

    def _require_known_audiences(self) -> None:
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

    def _require_whole_sections(self) -> None:
        listed = tuple(question for section in self.sections for question in section.questions)
        require(
            holds=not self.sections or listed == tuple(question.id for question in self.questions),
            field="sections",
            problem=Text(
                "Die Abschnitte enthalten nicht jede Frage einmal und der Reihe nach.",
                "The sections do not hold every question once and in order.",
            ),
            remedy=Text("Ordnen Sie questions und sections gleich.", "Bring questions and sections into one order."),
        )

    def _require_known_references(self) -> None:
        known = {question.id for question in self.questions} | {one.id for one in self.computed}
        for path, tree in self.expressions():
            unknown = sorted(tree.references - known)
            require(
                holds=not unknown,
                field=path,
                problem=Text(f"Unbekannte Frage: {', '.join(unknown)}.", f"Unknown question: {', '.join(unknown)}."),
                remedy=Text("Nennen Sie eine Frage oder einen berechneten Wert.", "Name a question or computed value."),
            )

    def _require_computable(self) -> None:
        values = {one.id: one.value for one in self.computed}
        graph = {name: value.references & values.keys() for name, value in values.items()}
        try:
            order = tuple(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise InvalidValueError(
                "computed",
                Text(f"Diese Werte hängen voneinander ab: {circle}.", f"These values need each other: {circle}."),
                Text("Lösen Sie den Kreis auf.", "Break the circle."),
            ) from error
        levels: dict[str, int] = {}
        for name in order:
            levels[name] = levels_of(values[name]) + max((levels[one] for one in graph[name]), default=0)
        require(
            holds=max(levels.values(), default=0) <= MOST_LEVELS_TOGETHER,
            field="computed",
            problem=Text("Die berechneten Werte bauen zu oft aufeinander auf.", "Computed values build too high."),
            remedy=Text("Fassen Sie einige zusammen.", "Merge some of them."),
        )
