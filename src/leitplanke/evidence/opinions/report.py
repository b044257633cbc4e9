"""From votes and groups to what may be told."""

import numpy as np
import numpy.typing as npt

from leitplanke.evidence.opinions.counts import GroupCounts, count_votes
from leitplanke.evidence.opinions.disclosure import told
from leitplanke.evidence.opinions.findings import consensus, dividing, representative, uniting
from leitplanke.evidence.opinions.grouping import Grouping
from leitplanke.evidence.opinions.model import (
    Answers,
    Difference,
    Direction,
    OpinionGroup,
    OpinionReport,
    RepresentativeStatement,
    StatementResult,
    UnitingStatement,
)
from leitplanke.evidence.opinions.votes import VoteMatrix
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

LEAST_TOLD = 10
MOST_TOLD = 10
GROUP_NAMES = "ABCDE"


def report_opinions(votes: VoteMatrix, grouping: Grouping, *, seed: int, minimum: int = LEAST_TOLD) -> OpinionReport:
    """What unites, what divides and what is typical of each group, without any cell under `minimum`.

    `grouping` must have been made with `smallest` of at least `minimum`. Raises `InvalidValueError` if it was not, or
    if fewer than `minimum` people are in it.
    """
    sizes = grouping.sizes
    require(
        holds=grouping.smallest >= minimum and min(sizes) >= minimum,
        field="participants",
        problem=Text(
            f"Weniger als {minimum} Personen in einer Gruppe: das darf nicht gezeigt werden.",
            f"Fewer than {minimum} people in a group: that must not be shown.",
        ),
        remedy=Text(
            f"Warten Sie, bis mehr Menschen abgestimmt haben; in Python: group_opinions(…, smallest={minimum}).",
            f"Wait until more people have voted; in Python: group_opinions(…, smallest={minimum}).",
        ),
    )
    counts = count_votes(votes, grouping)
    answers = _answers(counts, minimum)
    is_told = np.array([all(cell.n is not None for cell in cells) for cells in answers])
    allowed = is_told & np.array([statement.forms_groups for statement in votes.statements])
    return OpinionReport(
        participants=_participants(len(votes.participants), sum(sizes), minimum),
        grouped=sum(sizes),
        groups=tuple(OpinionGroup(name, n) for name, n in zip(GROUP_NAMES, sizes, strict=False)),
        silhouettes={k: round(value, 3) for k, value in grouping.silhouettes.items()},
        statements=_statements(votes, counts, answers),
        unites=_unites(votes, counts, answers, allowed),
        divides=_divides(votes, counts, answers, allowed),
        represents=_represents(votes, counts, answers, allowed),
        moderated_out=sum(statement.is_moderated_out for statement in votes.statements),
        minimum=minimum,
        seed=seed,
    )


def _participants(everybody: int, grouped: int, minimum: int) -> int | None:
    return None if 0 < everybody - grouped < minimum else everybody


def _answers(counts: GroupCounts, minimum: int) -> list[tuple[Answers, ...]]:
    """By statement and group. In one group alone there is nobody from whom to subtract."""
    agree, disagree, seen = counts.agree.tolist(), counts.disagree.tolist(), counts.seen.tolist()
    return [
        tuple(
            told(
                agree=agree[g][i],
                disagree=disagree[g][i],
                passed=seen[g][i] - agree[g][i] - disagree[g][i],
                minimum=minimum,
            )
            for g in range(len(seen))
        )
        for i in range(counts.seen.shape[1])
    ]


def _statements(
    votes: VoteMatrix, counts: GroupCounts, answers: list[tuple[Answers, ...]]
) -> tuple[StatementResult, ...]:
    values = consensus(counts, Direction.AGREE)
    return tuple(
        StatementResult(
            id=statement.id,
            text=statement.text,
            is_meta=statement.is_meta,
            by_group=cells,
            consensus=round(float(value), 3) if all(map(_is_exact, cells)) else None,
        )
        for statement, cells, value in zip(votes.statements, answers, values, strict=True)
        if not statement.is_moderated_out
    )


def _is_exact(cell: Answers) -> bool:
    return cell.agree is not None and cell.agree.is_exact


def _unites(
    votes: VoteMatrix, counts: GroupCounts, answers: list[tuple[Answers, ...]], allowed: npt.NDArray[np.bool_]
) -> tuple[UnitingStatement, ...]:
    """Those whose side is told of every group, at least as a range."""
    found = (
        UnitingStatement(votes.statements[i].id, direction)
        for i, direction in uniting(counts, allowed)
        if all(cell.share(direction) is not None for cell in answers[i])
    )
    return tuple(found)[:MOST_TOLD]


def _divides(
    votes: VoteMatrix, counts: GroupCounts, answers: list[tuple[Answers, ...]], allowed: npt.NDArray[np.bool_]
) -> tuple[Difference, ...]:
    found = (
        Difference(votes.statements[i].id, GROUP_NAMES[most], GROUP_NAMES[least])
        for i, most, least in dividing(counts, allowed)
        if all(cell.agree is not None for cell in (answers[i][most], answers[i][least]))
    )
    return tuple(found)[:MOST_TOLD] if len(counts.seen) > 1 else ()


def _represents(
    votes: VoteMatrix, counts: GroupCounts, answers: list[tuple[Answers, ...]], allowed: npt.NDArray[np.bool_]
) -> tuple[RepresentativeStatement, ...]:
    if len(counts.seen) < 2:
        return ()
    return tuple(
        RepresentativeStatement(votes.statements[i].id, GROUP_NAMES[group], direction)
        for group in range(len(counts.seen))
        for i, direction in representative(counts, group, allowed)
        if answers[i][group].share(direction) is not None
    )
