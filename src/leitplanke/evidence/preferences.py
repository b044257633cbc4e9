"""Best and worst choices as a table of shares of preference that may be published; see docs/methods/best-worst.md."""

from collections.abc import Sequence

import numpy as np

from leitplanke.evidence.cube import FrameCube
from leitplanke.evidence.maxdiff import BestWorstChoices, BestWorstResult, estimate_utilities
from leitplanke.evidence.model import Cell, EvidenceRules, ShareOf, Table, Weighting
from leitplanke.evidence.precision import coarse_mean
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.model import Question, QuestionKind, Response

_STEP = 0.01
_NOBODY = -1
BEST_AND_WORST = 2


def preference_tables(
    cube: FrameCube, questions: Sequence[Question], responses: Sequence[Response], rules: EvidenceRules
) -> tuple[Table, ...]:
    """A table per question of best and worst that the audience of this frame was asked.

    There is none where too few answered, or where the choices have no finite utilities.
    """
    frame = cube.frame
    asked = [q for q in questions if q.kind is QuestionKind.BEST_WORST and frame.audience in q.audiences]
    given = [one for one in responses if (one.audience, one.frame) == (frame.audience, frame.id)]
    tables = (_table(cube, question, given, rules) for question in asked)
    return tuple(table for table in tables if table is not None)


def choices_of(question: Question, responses: Sequence[Response]) -> BestWorstChoices | None:
    """What these people chose in the sets of one question; None if nobody chose."""
    place = {option: at for at, option in enumerate(question.option_ids)}
    shown = {one.id: [place[option] for option in one.options] for one in question.sets}
    width = max(len(one) for one in shown.values())
    chosen = [
        (person, one)
        for person, response in enumerate(responses)
        for answer in response.answers
        if answer.question == question.id
        for one in answer.items
        if len(one.options) == BEST_AND_WORST
    ]
    if not chosen:
        return None
    names = [place[option] for _, one in chosen for option in one.options]
    filled = [shown[one.item] + [_NOBODY] * (width - len(shown[one.item])) for _, one in chosen]
    return BestWorstChoices(
        persons=tuple(str(number) for number in range(len(responses))),
        items=question.option_ids,
        person=np.array([person for person, _ in chosen], dtype=np.int64),
        shown=np.array(filled, dtype=np.int64),
        best=np.array(names[::2], dtype=np.int64),
        worst=np.array(names[1::2], dtype=np.int64),
    )


def _table(cube: FrameCube, question: Question, given: list[Response], rules: EvidenceRules) -> Table | None:
    choices = choices_of(question, given)
    if choices is None:
        return None
    try:
        found = estimate_utilities(choices, recruitment=cube.frame.recruitment, minimum=rules.minimum_base)
    except InvalidValueError:
        return None
    return Table(
        id=f"{cube.frame.audience}.{cube.frame.id}.{question.id}",
        audience=cube.frame.audience,
        frame=cube.frame.id,
        recruitment=cube.frame.recruitment,
        question=question.id,
        base_n=cube.size,
        weighting=Weighting.NONE,
        cells=_cells(question, found),
        in_brackets=found.persons < rules.bracket_below,
        share_of=ShareOf.PREFERENCE,
    )


def _cells(question: Question, found: BestWorstResult) -> tuple[Cell, ...]:
    """In the order of the options, in whole percents and without counts: these add up to the number of answers."""
    by_item = {one.item: one for one in found.items}
    rows = [by_item[option] for option in question.option_ids]
    return tuple(
        Cell(
            (one.item,),
            None,
            coarse_mean(one.share, _STEP),
            None if one.low is None else coarse_mean(one.low, _STEP),
            None if one.high is None else coarse_mean(one.high, _STEP),
        )
        for one in rows
    )
