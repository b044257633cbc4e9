from leitplanke.evidence.model import AudiencePriorities, Cell, Priority, Table, Weighting
from leitplanke.evidence.priorities import audience_priorities
from leitplanke.participation.model import Recruitment


def table(*cells, withheld=()):
    return Table("c.s.q", "c", "s", Recruitment.OPEN, "q", 100, Weighting.NONE, cells, withheld)


def test_priorities_share_a_rank_and_skip_the_next():
    cells = (Cell(("a",), 20, 0.2), Cell(("b",), 40, 0.4), Cell(("c",), 20, 0.1 + 0.1), Cell(("d",), 10, 0.1))

    told = audience_priorities(table(*cells, withheld=("e", "no_answer")))

    assert told == AudiencePriorities(
        "c",
        "s",
        Recruitment.OPEN,
        100,
        (
            Priority("b", 1, 0.4, None, None),
            Priority("a", 2, 0.2, None, None),
            Priority("c", 2, 0.2, None, None),
            Priority("d", 4, 0.1, None, None),
        ),
        ("e",),
    )


def test_priorities_follow_points_where_there_are_points():
    cells = (Cell(("a",), 50, 0.5, mean_points=1.0), Cell(("b",), 20, 0.2, mean_points=2.0))

    assert [(p.option, p.rank) for p in audience_priorities(table(*cells)).priorities] == [("b", 1), ("a", 2)]


def test_priorities_leave_merged_and_missing_cells_apart():
    cells = (Cell(("a",), 50, 0.5), Cell(("b", "c", "no_answer"), 30, 0.3), Cell(("dont_know",), 20, 0.2))

    told = audience_priorities(table(*cells))

    assert [p.option for p in told.priorities] == ["a"]
    assert told.withheld == ("b", "c")
