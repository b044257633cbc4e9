"""What may be told of a survey while it runs: counts over all answers so far, rounded down, small ones not at all.

Rounding keeps the difference of two days from telling what somebody answered who came in between; see
docs/methods/field-counts.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitplanke.participation.masking import count_masked
from leitplanke.participation.model import Answer, Missing, Questionnaire

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
    return tuple(
        Tally(audience, question, counted, told_count(count), option)
        for (audience, question, counted, option), count in sorted(counts.items())
    )
