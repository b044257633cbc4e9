"""The field view in words and rows: totals, who answered, what was left out, where people stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leitplanke.kernel.texts import Text
from leitplanke.participation.fieldwork import FEWEST_TOLD, Counted, Tally, untold
from leitplanke.participation.masking import Masked
from leitplanke.participation.model import Frame, Question, Questionnaire, Recruitment
from leitplanke.report.numbers import count as count_words
from leitplanke_web.participation.mapping.question_words import reader_language
from leitplanke_web.towns.questions import Margins

Count = tuple[date, str, str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """How many of those who were asked in a frame could answer; None invited where anybody may."""

    name: Text
    population: int
    invited: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """One answer about the person: at least `count` gave it, `expected` of as many would if all took part alike."""

    words: Text
    count: str
    population: int | None
    expected: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question: how many came to it, were counted with it, said nothing; in how many texts something was masked.

    None is not told: it would tell of an opinion.
    """

    words: Text
    reached: str | None
    asked: str | None
    unanswered: str | None
    masked: tuple[tuple[Masked, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceField:
    """Everything that is told of one audience."""

    id: str
    name: Text
    total: int
    targets: tuple[Target, ...]
    people: tuple[tuple[Text, tuple[Share, ...]], ...]
    questions: tuple[LeftOut, ...]


def audience_fields(
    questionnaire: Questionnaire,
    *,
    frames: Sequence[Frame],
    counts: Sequence[Count],
    tallies: Iterable[Tally],
    margins: Margins,
) -> tuple[AudienceField, ...]:
    """The field view per audience."""
    hidden = untold(questionnaire)  # an installation may keep tallies of a mix that did not know this yet
    found = {
        (one.audience, one.question, one.counted, one.option): one.count
        for one in tallies
        if (one.question, one.counted) not in hidden
    }
    latest = counts[0][0] if counts else None
    return tuple(
        AudienceField(
            audience.id,
            audience.name,
            sum(count for on, who, _how, count in counts if on == latest and who == audience.id),
            tuple(_target(frame) for frame in frames if frame.audience == audience.id),
            tuple(
                (question.name if question.name.by_language() else question.text, shares)
                for question in questionnaire.shown_to(audience.id)
                if question.about_person and (shares := _shares(question, audience.id, found, margins))
            ),
            tuple(
                _left_out(question, audience.id, found, hidden)
                for question in questionnaire.shown_to(audience.id)
                if question.is_answered
            ),
        )
        for audience in questionnaire.audiences
    )


def _target(frame: Frame) -> Target:
    invited = None if frame.recruitment is Recruitment.OPEN else (frame.drawn or 0) - frame.not_eligible
    return Target(frame.name, frame.population, invited)


def _shares(
    question: Question, audience: str, found: dict[tuple[str, str, Counted, str], int], margins: Margins
) -> tuple[Share, ...]:
    """Nothing where everybody's answer is too small to tell."""
    told = {option: found.get((audience, question.id, Counted.CHOSEN, option), 0) for option in question.option_ids}
    if not any(told.values()):
        return ()
    known = margins.get((audience, question.id), {})
    whole, answered = sum(known.values()), sum(told.values())
    return tuple(
        Share(
            option.text,
            _small_words(told[option.id]),
            known.get(option.id),
            round(answered * known.get(option.id, 0) / whole) if whole else None,
        )
        for option in question.options
    )


def _left_out(
    question: Question,
    audience: str,
    found: dict[tuple[str, str, Counted, str], int],
    hidden: frozenset[tuple[str, Counted]],
) -> LeftOut:
    reached, asked, unanswered = (
        None if (question.id, counted) in hidden else _small_words(found.get((audience, question.id, counted, ""), 0))
        for counted in (Counted.REACHED, Counted.ASKED, Counted.UNANSWERED)
    )
    masked = tuple(
        (kind, _small_words(found[key]))
        for kind in Masked
        if (key := (audience, question.id, Counted.MASKED, kind.value)) in found
    )
    return LeftOut(question.text, reached, asked, unanswered, masked)


def _small_words(count: int) -> str:
    """The count, or that it is too small to tell."""
    return count_words(count, reader_language()) if count else f"< {FEWEST_TOLD}"
