import numpy as np
import pytest

from factories.conversation import vote_matrix
from leitplanke.evidence.opinions import (
    Answers,
    Difference,
    Direction,
    OpinionGroup,
    Portion,
    RepresentativeStatement,
    UnitingStatement,
    VoteMatrix,
    group_opinions,
    report_opinions,
)
from leitplanke.kernel.faults import InvalidValueError

VOTES = vote_matrix(copies=3)


@pytest.fixture(scope="module")
def report():
    return report_opinions(VOTES, group_opinions(VOTES, seed=1, smallest=10), seed=1)


def test_report_tells_groups_and_what_moves_them(report):
    assert report.groups == (OpinionGroup("A", 117), OpinionGroup("B", 90), OpinionGroup("C", 63))
    assert (report.participants, report.grouped, report.moderated_out) == (270, 270, 1)
    assert report.unites == (
        UnitingStatement("1", Direction.AGREE),
        UnitingStatement("2", Direction.AGREE),
        UnitingStatement("0", Direction.AGREE),
        UnitingStatement("3", Direction.DISAGREE),
    )
    assert report.divides[0] == Difference("11", "B", "C")
    assert {found.statement for found in report.divides[:6]} <= {str(i) for i in range(4, 16)}
    assert RepresentativeStatement("4", "A", Direction.AGREE) in report.represents


def test_what_moderators_rejected_is_nowhere_and_what_is_about_the_person_forms_nothing(report):
    named = {found.statement for found in (*report.unites, *report.divides, *report.represents)}

    assert [result.id for result in report.statements] == [str(i) for i in range(20) if i != 18]
    assert named.isdisjoint({"18", "19"})
    assert [result.id for result in report.statements if result.is_meta] == ["19"]


def test_consensus_is_told_only_where_every_share_is(report):
    for result in report.statements:
        is_exact = all(cell.agree is not None and cell.agree.is_exact for cell in result.by_group)
        assert (result.consensus is not None) == is_exact


def test_one_group_is_told_as_everybody():
    people, columns = np.divmod(np.arange(30 * 4), 4)
    votes = VoteMatrix.of(
        tuple(map(str, range(30))),
        VOTES.statements[:4],
        people=people,
        columns=columns,
        values=np.where(columns == 3, -1, 1),
    )

    report = report_opinions(votes, group_opinions(votes, seed=1, smallest=10), seed=1)

    assert report.groups == (OpinionGroup("A", 30),)
    assert (report.divides, report.represents) == ((), ())
    assert report.statements[0].by_group == (Answers(30, Portion(70, 100), Portion(0, 30), Portion(0, 30)),)
    assert [found.statement for found in report.unites] == ["0", "1", "2", "3"]


def test_small_groups_are_refused():
    grouping = group_opinions(VOTES, seed=1)

    with pytest.raises(InvalidValueError, match="Fewer than 10 people"):
        report_opinions(VOTES, grouping, seed=1)


def test_how_few_are_in_no_group_is_not_told():
    one_more = VoteMatrix.of(
        (*VOTES.participants, "late"),
        VOTES.statements,
        people=[*VOTES.rows, len(VOTES.participants)],
        columns=[*VOTES.columns, 0],
        values=[*VOTES.values, 1],
    )

    report = report_opinions(one_more, group_opinions(one_more, seed=1, smallest=10), seed=1)

    assert (report.participants, report.grouped) == (None, 270)
