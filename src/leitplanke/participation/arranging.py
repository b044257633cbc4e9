"""A questionnaire that is being built: sections and questions added, changed, moved and removed.

Every function answers with a new questionnaire, which the model has checked: a question to which a condition refers
cannot go, an identifier cannot come twice. Raises `InvalidValueError` with the field, `KeyError` for what is not there.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal, TypeVar

from leitplanke.participation.model import (
    Audience,
    Computed,
    Expression,
    Item,
    Option,
    Question,
    Questionnaire,
    Quota,
    Section,
)

PartKind = Literal["options", "items"]
Part = TypeVar("Part", bound=Computed | Quota)
Layout = list[tuple[Section | None, list[str]]]


def with_question(questionnaire: Questionnaire, question: Question, *, section: str = "") -> Questionnaire:
    """The question at the end of its section; without a section, or where there are none, at the end of the last."""
    layout = _layout(questionnaire)
    names = [one.id for one, _ in layout if one is not None]
    layout[names.index(section) if section in names else -1][1].append(question.id)
    return _laid_out(questionnaire, layout, (*questionnaire.questions, question))


def with_changed_question(questionnaire: Questionnaire, question: Question) -> Questionnaire:
    """The question instead of the one with its identifier."""
    questionnaire.question(question.id)
    questions = tuple(question if one.id == question.id else one for one in questionnaire.questions)
    return replace(questionnaire, questions=questions)


def part_of(questionnaire: Questionnaire, question: str, kind: PartKind, part: str) -> Option | Item:
    """An option or an item of a question."""
    parts: tuple[Option | Item, ...] = getattr(questionnaire.question(question), kind)
    for one in parts:
        if one.id == part:
            return one
    raise KeyError(part)


def with_condition_of_part(
    questionnaire: Questionnaire, question: str, kind: PartKind, part: str, shown_if: Expression | None
) -> Questionnaire:
    """The questionnaire whose option or item is shown under this condition."""
    part_of(questionnaire, question, kind, part)
    asked = questionnaire.question(question)
    parts = tuple(replace(one, shown_if=shown_if) if one.id == part else one for one in getattr(asked, kind))
    changes: dict[str, Any] = {kind: parts}  # Any: the one is of options, the other of items
    return with_changed_question(questionnaire, replace(asked, **changes))


def with_computed(questionnaire: Questionnaire, computed: Computed) -> Questionnaire:
    """The computed value instead of the one with its identifier, or after the others."""
    return replace(questionnaire, computed=_with(questionnaire.computed, computed))


def without_computed(questionnaire: Questionnaire, computed: str) -> Questionnaire:
    """All but this computed value; one that something looks at cannot go."""
    return replace(questionnaire, computed=_without(questionnaire.computed, computed))


def with_quota(questionnaire: Questionnaire, quota: Quota) -> Questionnaire:
    """The quota instead of the one with its identifier, or after the others."""
    return replace(questionnaire, quotas=_with(questionnaire.quotas, quota))


def without_quota(questionnaire: Questionnaire, quota: str) -> Questionnaire:
    """All but this quota."""
    return replace(questionnaire, quotas=_without(questionnaire.quotas, quota))


def without_question(questionnaire: Questionnaire, question: str) -> Questionnaire:
    """All but this question."""
    questionnaire.question(question)
    layout = [(section, [one for one in inside if one != question]) for section, inside in _layout(questionnaire)]
    return _laid_out(questionnaire, layout, (one for one in questionnaire.questions if one.id != question))


def with_moved_question(questionnaire: Questionnaire, question: str, *, down: int) -> Questionnaire:
    """The question one place down (1) or up (-1); past the edge of its section it gets into the next one.

    At the end of the questionnaire it stays.
    """
    questionnaire.question(question)
    layout = _layout(questionnaire)
    here = next(place for place, (_, inside) in enumerate(layout) if question in inside)
    inside = layout[here][1]
    at = inside.index(question) + down
    if 0 <= at < len(inside):
        inside.remove(question)
        inside.insert(at, question)
    elif 0 <= here + down < len(layout):
        inside.remove(question)
        there = layout[here + down][1]
        there.insert(0 if down > 0 else len(there), question)
    return _laid_out(questionnaire, layout, questionnaire.questions)


def section_of(questionnaire: Questionnaire, question: str) -> str:
    """The section that holds the question; empty where there are none."""
    return next((one.id for one in questionnaire.sections if question in one.questions), "")


def with_question_in_section(questionnaire: Questionnaire, question: str, section: str) -> Questionnaire:
    """The question at the end of this section; where it is already, it stays in its place."""
    if section_of(questionnaire, question) == section:
        return questionnaire
    place = _place(questionnaire, section)
    layout = [(one, [name for name in inside if name != question]) for one, inside in _layout(questionnaire)]
    layout[place][1].append(question)
    return _laid_out(questionnaire, layout, questionnaire.questions)


def with_section(questionnaire: Questionnaire, section: Section) -> Questionnaire:
    """The section, empty, after the others; the first one takes up the questions that are there."""
    layout = _layout(questionnaire)
    if not questionnaire.sections:
        layout = [(section, layout[0][1])]
    else:
        layout.append((section, []))
    return _laid_out(questionnaire, layout, questionnaire.questions)


def with_changed_section(questionnaire: Questionnaire, section: Section) -> Questionnaire:
    """The section with new title, text and condition; its questions stay."""
    _place(questionnaire, section.id)
    layout = _layout(questionnaire)
    changed = [(section if one is not None and one.id == section.id else one, inside) for one, inside in layout]
    return _laid_out(questionnaire, changed, questionnaire.questions)


def without_section(questionnaire: Questionnaire, section: str) -> Questionnaire:
    """All but this section; its questions go to the one before, from the first to the next."""
    place = _place(questionnaire, section)
    layout = _layout(questionnaire)
    _, left = layout.pop(place)
    if not layout:
        layout = [(None, left)]
    elif place:
        layout[place - 1][1].extend(left)
    else:
        layout[0][1][:0] = left
    return _laid_out(questionnaire, layout, questionnaire.questions)


def with_moved_section(questionnaire: Questionnaire, section: str, *, down: int) -> Questionnaire:
    """The section with its questions one place down (1) or up (-1); at the end it stays."""
    place = _place(questionnaire, section)
    layout = _layout(questionnaire)
    if 0 <= place + down < len(layout):
        layout.insert(place + down, layout.pop(place))
    return _laid_out(questionnaire, layout, questionnaire.questions)


def with_copies(questionnaire: Questionnaire, questions: Iterable[Question], *, section: str = "") -> Questionnaire:
    """Copies of another questionnaire's questions, each as `with_question` adds it.

    One whose identifier is taken gets a new one; one that was asked of nobody here is asked of everybody. Conditions
    stay where the questions that they look at came along under their names, else they go; so do computed values.
    """
    for question in questions:
        taken = {*(one.id for one in questionnaire.questions), *(one.id for one in questionnaire.computed)}
        copied = _fitting(question, questionnaire, taken)
        questionnaire = with_question(questionnaire, copied, section=section)
    return questionnaire


def _fitting(question: Question, questionnaire: Questionnaire, taken: set[str]) -> Question:
    here = tuple(audience.id for audience in questionnaire.audiences)
    is_known = question.shown_if is not None and question.shown_if.references <= taken
    return replace(
        _for_audiences(question, tuple(one for one in question.audiences if one in here) or here),
        id=new_id(f"{question.id}_", taken) if question.id in taken else question.id,
        shown_if=question.shown_if if is_known else None,
        continues="",
    )


def with_audiences(questionnaire: Questionnaire, audiences: tuple[Audience, ...]) -> Questionnaire:
    """The questionnaire for these audiences; questions forget the others. A question for nobody else is refused.

    So is one that is left with too few options.
    """
    here = {audience.id for audience in audiences}
    questions = tuple(
        _for_audiences(question, tuple(one for one in question.audiences if one in here))
        for question in questionnaire.questions
    )
    return replace(questionnaire, audiences=audiences, questions=questions)


def _for_audiences(question: Question, audiences: tuple[str, ...]) -> Question:
    """The question for these audiences; options that were for others alone go, with the sets that hold them."""
    options = tuple(
        replace(one, audiences=tuple(who for who in one.audiences if who in audiences))
        for one in question.options
        if not one.audiences or not set(audiences).isdisjoint(one.audiences)
    )
    gone = set(question.option_ids) - {option.id for option in options}
    agreement = question.agreement
    return replace(
        question,
        audiences=audiences,
        variants=tuple(one for one in question.variants if one.audience in audiences),
        options=options,
        sets=tuple(one for one in question.sets if gone.isdisjoint(one.options)),
        agreement=agreement and replace(agreement, options=tuple(one for one in agreement.options if one not in gone)),
    )


def new_id(beginning: str, taken: Iterable[str]) -> str:
    """The first of `q1`, `q2` … that nobody has, for whatever the beginning is."""
    known = set(taken)
    return next(name for number in range(1, len(known) + 2) if (name := f"{beginning}{number}") not in known)


def _with(parts: tuple[Part, ...], part: Part) -> tuple[Part, ...]:
    if part.id not in {one.id for one in parts}:
        return (*parts, part)
    return tuple(part if one.id == part.id else one for one in parts)


def _without(parts: tuple[Part, ...], part: str) -> tuple[Part, ...]:
    if part not in {one.id for one in parts}:
        raise KeyError(part)
    return tuple(one for one in parts if one.id != part)


def _place(questionnaire: Questionnaire, section: str) -> int:
    for place, one in enumerate(questionnaire.sections):
        if one.id == section:
            return place
    raise KeyError(section)


def _layout(questionnaire: Questionnaire) -> Layout:
    """The identifiers of questions by section; of one that is None where there are no sections."""
    if not questionnaire.sections:
        return [(None, [question.id for question in questionnaire.questions])]
    return [(section, list(section.questions)) for section in questionnaire.sections]


def _laid_out(questionnaire: Questionnaire, layout: Layout, questions: Iterable[Question]) -> Questionnaire:
    by_id = {question.id: question for question in questions}
    order = [name for _, inside in layout for name in inside]
    sections = tuple(replace(one, questions=tuple(inside)) for one, inside in layout if one is not None)
    # A name that comes twice has to reach the model, which refuses it.
    ordered = tuple(by_id[name] for name in order)
    return replace(questionnaire, questions=ordered, sections=sections)
