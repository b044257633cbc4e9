"""What may be told of a survey while it runs: counts over all answers so far, rounded down, small ones not at all.

Rounding keeps the difference of two days from telling what somebody answered who came in between; what is asked only
after an opinion is not counted, for that would count who holds it. See docs/methods/field-counts.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitplanke.participation.masking import count_masked
from leitplanke.participation.model import Answer, Expression, Missing, Question, QuestionKind, Questionnaire

FEWEST_TOLD: Final = 10
ROUNDED_TO: Final = 5


class Counted(StrEnum):
    """What a tally counts: who was asked, who said nothing, who chose an option, pages that came up, masked texts."""

    ASKED = "asked"
    UNANSWERED = "unanswered"
    CHOSEN = "chosen"
    REACHED = "reached"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class Tally:
    """At least `count` of an audience; 0 says that there are too few to tell.

    `option` is which one was `CHOSEN`, or what was `MASKED`.
    """

    audience: str
    question: str
    counted: Counted
    count: int
    option: str = ""


def told_count(count: int) -> int:
    """The count as it may be told: rounded down to fives, 0 below ten."""
    return count - count % ROUNDED_TO if count >= FEWEST_TOLD else 0


def tallies(
    questionnaire: Questionnaire,
    responses: Iterable[tuple[str, tuple[Answer, ...]]],
    reached: Mapping[tuple[str, str], int],
) -> tuple[Tally, ...]:
    """Per audience and question: asked, unanswered, chosen where the question is about the person, and reached.

    Args:
        questionnaire: The version that was asked.
        responses: Audience and answers of each complete response; a question without an answer was not asked.
        reached: How often the page with this question came up for the first time, by audience and question;
            includes those who never sent anything.

    What is `untold` is left out.

    """
    counts: Counter[tuple[str, str, Counted, str]] = Counter()
    personal = {question.id for question in questionnaire.questions if question.about_person}
    for audience, answers in responses:
        for answer in answers:
            counts[audience, answer.question, Counted.ASKED, ""] += 1
            if answer.missing is Missing.NO_ANSWER:
                counts[audience, answer.question, Counted.UNANSWERED, ""] += 1
            if answer.question in personal:
                counts.update((audience, answer.question, Counted.CHOSEN, option) for option in answer.options)
            counts.update((audience, answer.question, Counted.MASKED, kind.value) for kind in count_masked([answer]))
    counts.update({(audience, question, Counted.REACHED, ""): times for (audience, question), times in reached.items()})
    hidden = untold(questionnaire)
    return tuple(
        Tally(audience, question, counted, told_count(count), option)
        for (audience, question, counted, option), count in sorted(counts.items())
        if (question, counted) not in hidden
    )


def is_opinion(question: Question) -> bool:
    """What everybody had to consent to, to send anything, tells nobody apart."""
    return not question.about_person and not (question.kind is QuestionKind.CONSENT and question.is_mandatory)


def looked_at(questionnaire: Questionnaire) -> dict[str, frozenset[str]]:
    """On what it depends whether a question or a part of it comes up, and what a computed value is, by identifier."""
    found = {one.id: one.value.references for one in questionnaire.computed}
    for question in questionnaire.questions:
        sections = [one.shown_if for one in questionnaire.sections if question.id in one.questions and one.shown_if]
        conditions = (*_conditions(question), *sections)
        found[question.id] = frozenset(name for one in conditions for name in one.references)
    return found


def untold(questionnaire: Questionnaire) -> frozenset[tuple[str, Counted]]:
    """Which counts of which questions would count who holds an opinion, and are therefore not made.

    All of a question that comes up only after some opinions, as its own condition says, that of its section, or those
    of its options or items; directly, or because it looks at a question or value that depends on an opinion. A question
    behind it begins a section's page only for the others, unless one that always comes stands before it in the section:
    its pages are not counted.
    """
    hidden = _after_opinions(questionnaire)
    ids = [one.questions for one in questionnaire.sections] or [tuple(one.id for one in questionnaire.questions)]
    sections = [[questionnaire.question(name) for name in inside] for inside in ids]
    behind = {
        question.id
        for inside in sections
        for place, question in enumerate(inside)
        if any(one.id in hidden for one in inside[:place])
        and not any(_always_comes(one, question.audiences) for one in inside[:place])
    }
    return frozenset({(name, one) for name in hidden for one in Counted} | {(name, Counted.REACHED) for name in behind})


def _always_comes(question: Question, audiences: tuple[str, ...]) -> bool:
    """Whether all of these are shown it, if they are shown anything of its section."""
    is_free = not _conditions(question) and not any(one.audiences for one in question.options)
    return is_free and set(question.audiences).issuperset(audiences)


def _after_opinions(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions that are asked only after some opinions, and the computed values that look at one."""
    opinions = {question.id for question in questionnaire.questions if is_opinion(question)}
    needed = looked_at(questionnaire)
    found: frozenset[str] = frozenset()
    while more := {name for name, others in needed.items() if not others.isdisjoint(opinions | found)} - found:
        found |= more
    return found


def _conditions(question: Question) -> list[Expression]:
    """What must hold for the question to come up, or for a part of it."""
    options, items = (one.shown_if for one in question.options), (one.shown_if for one in question.items)
    return [one for one in (question.shown_if, *options, *items) if one is not None]
