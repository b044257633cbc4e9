"""Which questions, options and items are shown, given the answers so far."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from leitplanke.participation.evaluate import Scene, is_true
from leitplanke.participation.model import Answer, Item, Option, Question, Questionnaire


def asked(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], *, audience: str, today: date
) -> tuple[Question, ...]:
    """The questions that this audience is shown, in order, each with the options and items that are shown.

    An answer to a question that is not shown counts for nothing in what follows it. A question none of whose options
    or items are shown is not shown either. `text` and `hint` are the audience's variant.
    """
    known = dict(answers)
    hidden_by_section = {
        question: section for section in questionnaire.sections for question in section.questions if section.shown_if
    }
    found = []
    for question in questionnaire.questions:
        scene = Scene(questionnaire, known, today)
        section = hidden_by_section.get(question.id)
        shown = _shown(question, scene, audience) if section is None or is_true(section.shown_if, scene) else None
        if shown is None:
            known.pop(question.id, None)
        else:
            found.append(shown)
    return tuple(found)


def asked_on_paper(questionnaire: Questionnaire, audience: str) -> tuple[Question, ...]:
    """The questions that this audience may be asked, with everything that it may be offered: no condition counts."""
    found = (
        _fitted(
            question,
            tuple(option for option in question.options if not option.audiences or audience in option.audiences),
            question.items,
            audience,
        )
        for question in questionnaire.shown_to(audience)
    )
    return tuple(question for question in found if question is not None)


def shown_answers(questions: Iterable[Question], answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Those answers that belong to questions which are shown."""
    return {question.id: answers[question.id] for question in questions if question.id in answers}


def in_random_order(question: Question, *, seed: int) -> Question:
    """The question with its options or items in an order drawn with `seed`, if it wants one.

    An option that excludes the others stays behind them all: "none of these" can be told only after these.
    """
    if not question.is_shuffled:
        return question
    drawn = Random(f"{seed} {question.id}")  # noqa: S311 - an order to show answers in, no secret
    if question.items:
        items = list(question.items)
        drawn.shuffle(items)
        return replace(question, items=tuple(items))
    options = [one for one in question.options if not one.is_exclusive]
    drawn.shuffle(options)
    return replace(question, options=(*options, *(one for one in question.options if one.is_exclusive)))


def _shown(question: Question, scene: Scene, audience: str) -> Question | None:
    if audience not in question.audiences or not is_true(question.shown_if, scene):
        return None
    options = tuple(option for option in question.options if _offers(option, scene, audience))
    items = tuple(item for item in question.items if is_true(item.shown_if, scene))
    if (question.options and not options and question.other is None) or (question.items and not items):
        return None
    return _fitted(question, options, items, audience)


def _fitted(question: Question, options: tuple[Option, ...], items: tuple[Item, ...], audience: str) -> Question | None:
    """The question with these options and items; what else it holds about the others goes with them."""
    variant = next((one for one in question.variants if one.audience == audience), None)
    if (options, items, variant) == (question.options, question.items, None):
        return question
    ids = {option.id for option in options}
    offered = len(options) + (question.other is not None)
    sets = tuple(one for one in question.sets if ids.issuperset(one.options))
    if question.sets and not sets:
        return None
    agreeing = tuple(one for one in question.agreement.options if one in ids) if question.agreement else ()
    return replace(
        question,
        text=variant.text if variant else question.text,
        hint=variant.hint if variant and variant.hint.by_language() else question.hint,
        options=options,
        items=items,
        max_choices=None if question.max_choices is None else min(question.max_choices, offered),
        min_choices=None if question.min_choices is None else min(question.min_choices, max(offered, len(items))),
        sets=sets,
        agreement=replace(question.agreement, options=agreeing)
        if question.agreement and 0 < len(agreeing) < len(options)
        else None,
    )


def _offers(option: Option, scene: Scene, audience: str) -> bool:
    return (not option.audiences or audience in option.audiences) and is_true(option.shown_if, scene)
