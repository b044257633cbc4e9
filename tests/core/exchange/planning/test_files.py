"""Foreign projects and our own documents: read whole, or refused with the row that is wrong."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.handovers import evidence, roadmap, strategy
from leitplanke.exchange.planning.documents import PlanDocument, plan_bytes, problem_bytes
from leitplanke.exchange.planning.files import read_plan, read_problem
from leitplanke.exchange.planning.plan_table import plan_table
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.report.table import roadmap_csv
from leitplanke.report.table_workbook import roadmap_xlsx
from leitplanke.roadmap.model import MOST_MONTHS, Named, NameKind, PlannedStart

SINGLE = """\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  4
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       2    0
  3      1     4       1    1
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    2    1
************************************************************************
"""
SEVERAL = """\
jobs  (incl. supersource/sink ):\t3
RESOURCES
- renewable                 : 1 R
- nonrenewable              : 1 N
************************************************************************
PRECEDENCE RELATIONS:
jobnr.\t#modes\t#successors\tsuccessors
1\t1\t1\t\t2
2\t2\t1\t\t3
3\t1\t0\t\t
************************************************************************
REQUESTS/DURATIONS
jobnr.\tmode\tdur\tR1\tN1\t
------------------------------------------------------------------------
1\t1\t0\t0\t0
2\t1\t4\t5\t6
\t2\t6\t4\t0
3\t1\t0\t0\t0
************************************************************************
 RESOURCE AVAILABILITIES
\tR 1\tN 1
\t5\t6
"""
PATTERSON = "4 2\n2 1\n0 0 0 2 2 3\n3 2 0 1 4\n4 1 1\n1 4\n0 0 0 0\n"


def _shape(problem):
    return (
        problem.months,
        [(unit.id, unit.capacity[0]) for unit in problem.units],
        [(pot.id, pot.amount) for pot in problem.pots],
        [
            (one.id, [(way.duration, way.demand, way.draws) for way in one.modes], one.prerequisites, one.benefit)
            for one in problem.activities
        ],
    )


EXPECTED = (
    7,
    [("R1", 2), ("R2", 1)],
    [],
    [
        ("1", [(0, (), ())], (), (0,)),
        ("2", [(3, (("R1", 2),), ())], ("1",), (0,)),
        ("3", [(4, (("R1", 1), ("R2", 1)), ())], ("1",), (0,)),
        ("4", [(0, (), ())], ("2", "3"), (1,)),
    ],
)


@pytest.mark.parametrize(("name", "text"), [("a.sm", SINGLE), ("a.rcp", PATTERSON)])
def test_read_problem_of_one_project_in_two_forms_is_the_same(name, text):
    assert _shape(read_problem(text.encode(), name=name)) == EXPECTED


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: re.sub(" +", "\t", text).encode(),
        lambda text: re.sub(" +", " ", text).encode(),
        lambda text: text.replace("\n", "   \n\n").encode(),
        lambda text: text.lower().encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: (text + "\x1a").encode(),
    ],
    ids=["crlf", "cr", "tabs", "one blank", "empty rows", "lower case", "mark", "utf-16", "dos end"],
)
@pytest.mark.parametrize(("name", "text"), [("a.sm", SINGLE), ("J.mm", SEVERAL)])
def test_read_problem_takes_the_ways_in_which_editors_save_a_file(name, text, rewrite):
    assert _shape(read_problem(rewrite(text), name=name)) == _shape(read_problem(text.encode(), name=name))


def test_read_problem_of_json_takes_the_mark_that_some_editors_write():
    problem = read_problem(SINGLE.encode(), name="a.sm")

    assert read_problem(b"\xef\xbb\xbf" + problem_bytes(problem), name="a.json") == problem


def test_read_problem_names_the_section_that_a_file_cut_off_lacks():
    with pytest.raises(FaultyInputError) as refused:
        read_problem(SINGLE[: SINGLE.index("RESOURCEAVAILABILITIES")].encode(), name="a.sm")

    assert [fault.problem.en for fault in refused.value.faults] == [
        "The section RESOURCEAVAILABILITIES is missing or empty."
    ]


def test_read_problem_names_a_measure_that_waits_for_what_is_unknown():
    document = json.loads(problem_bytes(read_problem(SINGLE.encode(), name="a.sm")))
    document["problem"]["activities"][1]["prerequisites"] = ["slip"]

    with pytest.raises(FaultyInputError) as refused:
        read_problem(json.dumps(document).encode(), name="a.json")

    assert [(fault.column, fault.problem.en) for fault in refused.value.faults] == [
        ("prerequisites", "2 waits for slip, which is unknown.")
    ]


def test_read_problem_with_several_modes_and_a_pot():
    assert _shape(read_problem(SEVERAL.encode(), name="J5010_1.txt")) == (
        6,
        [("R1", 5)],
        [("N1", 6)],
        [
            ("1", [(0, (), ())], (), (0,)),
            ("2", [(4, (("R1", 5),), (("N1", 6),)), (6, (("R1", 4),), ())], ("1",), (0,)),
            ("3", [(0, (), ())], ("2",), (1,)),
        ],
    )


def test_read_problem_adds_a_finish_where_several_jobs_are_last():
    several_ends = "2 1\n1\n3 1 0\n4 1 0\n"

    found = read_problem(several_ends.encode(), name="a.rcp")

    assert [(one.id, one.prerequisites) for one in found.activities] == [("1", ()), ("2", ()), ("finish", ("1", "2"))]


@pytest.mark.parametrize(
    ("name", "text", "row", "column"),
    [
        ("a.sm", SINGLE.replace("2           2   3", "3           2   3"), 11, "successors"),
        ("a.sm", SINGLE.replace("  2      1     3       2    0", "  2      1     3       2"), None, "job 1"),
        ("a.sm", SINGLE.replace("     3       2    0", "     x       2    0"), 20, ""),
        ("a.sm", SINGLE.replace("     3       2    0", " 300000       2    0"), 20, "duration"),
        ("a.sm", SINGLE.replace("1           4\n   3", "1           9\n   3"), None, "successors"),
        ("a.sm", SINGLE.replace("    2    1\n", "    2\n"), 26, "availabilities"),
        ("a.sm", SINGLE.replace("):  4", "):  5"), None, "jobs"),
        ("a.sm", "", None, ""),
        ("a.rcp", PATTERSON[:-9], None, ""),
        ("a.rcp", PATTERSON.replace("3 2 0 1 4", "3 2 zero 1 4"), 4, ""),
        ("a.rcp", PATTERSON + "7\n", 8, ""),
        ("a.rcp", "1 1\n1\n999999999 1 0\n", 3, "duration"),
        ("a.rcp", "999999999 999999999\n", None, ""),
        ("a.json", "{", 1, ""),
        ("a.json", '{"document": "plan", "schema_version": 1}', None, "document"),
    ],
)
def test_read_problem_names_the_row_and_field_of_a_fault(name, text, row, column):
    with pytest.raises(FaultyInputError) as refused:
        read_problem(text.encode(), name=name)

    assert (refused.value.faults[0].file, refused.value.faults[0].row, refused.value.faults[0].column) == (
        name,
        row,
        column,
    )


def test_read_problem_refuses_a_million_periods_before_anything_is_built():
    document = json.loads(problem_bytes(read_problem(SINGLE.encode(), name="a.sm")))
    document["problem"]["months"] = 1_000_000
    document["problem"]["units"] = []

    with pytest.raises(FaultyInputError, match=f"1 to {MOST_MONTHS}"):
        read_problem(json.dumps(document).encode(), name="a.json")


@given(text=st.text(alphabet="0123456789 \n:*jobsRN", max_size=200), name=st.sampled_from(("a.sm", "a.rcp")))
def test_read_problem_of_any_text_is_a_problem_or_a_refusal(name, text):
    with suppress(FaultyInputError):
        assert read_problem(text.encode(), name=name).months >= 1


def test_problem_and_plan_come_back_from_json_and_table():
    problem = read_problem(SEVERAL.encode(), name="a.mm")
    plan = (PlannedStart("1", "1", 0), PlannedStart("2", "2", 0), PlannedStart("3", "1", 6))

    assert read_problem(problem_bytes(problem), name="p.json") == problem
    assert (
        read_plan(
            plan_bytes(PlanDocument("plan", 1, "optimal", 0, 0, plan)),
            name="plan.json",
            first_month=problem.first_month,
        )
        == plan
    )
    assert read_plan(plan_table(problem, plan), name="plan.csv", first_month=problem.first_month) == plan


@pytest.mark.parametrize(
    "table", ["activity;mode\n1;1\n", "activity;mode;start\n1;1;soon\n", "activity;mode;start\n1;1;\n", ""]
)
def test_read_plan_refuses_a_table_without_starts(table):
    with pytest.raises(FaultyInputError):
        read_plan(table.encode(), name="plan.csv", first_month=Month("2026-01"))


@pytest.mark.parametrize(
    ("table", "start"),
    [
        ("activity;mode;start\na;own;2027-02\n", 13),
        ("activity;mode;start\na;own;Februar 2027\n", 13),
        ("activity;mode;start\na;own;February 2027\n", 13),
        ("activity;mode;start\na;own;2027-02-01\n", 13),
        ("activity;mode;first_month\na;own;2025-12\n", -1),
        ("activity;mode;start;first_month\na;own;;2026-03\n", 2),
        ("activity;mode;start;first_month\na;own;2;2026-03\n", 2),
    ],
)
def test_a_plan_names_months_as_people_do(table, start):
    assert read_plan(table.encode(), name="p.csv", first_month=Month("2026-01")) == (PlannedStart("a", "own", start),)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("activity;mode;start;first_month\na;own;2;2026-04\n", "first_month"),
        ("activity;mode;start\na;own;Feber 2027\n", "start"),
        ("activity;mode;start\na;own;2027-13\n", "start"),
        ("activity;mode;first_month\na;own;irgendwann\n", "first_month"),
    ],
)
def test_a_plan_with_no_month_or_two_is_refused_where_it_stands(table, column):
    with pytest.raises(FaultyInputError) as told:
        read_plan(table.encode(), name="p.csv", first_month=Month("2026-01"))

    assert [(fault.file, fault.row, fault.column) for fault in told.value.faults] == [("p.csv", 2, column)]


@pytest.mark.parametrize("write", [roadmap_csv, roadmap_xlsx])
def test_the_table_of_a_run_is_a_plan_whose_modes_are_told_by_name(write):
    """What is left out is no line; a name that two modes share tells neither."""
    documents = {"evidence": evidence(), "strategy": strategy(), "roadmap": roadmap()}
    told = documents["strategy"].draft.measures[0].mode("own").name
    names = (
        Named(NameKind.MODE, "kita_online.own", told),
        Named(NameKind.MODE, "parking.own", Text("andere")),
        Named(NameKind.MODE, "kita_online.bought", Text("gekauft")),
    )
    doubled = (*names[:2], Named(NameKind.MODE, "kita_online.bought", told))

    plan = read_plan(write(**documents), name="roadmap", first_month=Month("2026-01"), names=names)
    unclear = read_plan(write(**documents), name="roadmap", first_month=Month("2026-01"), names=doubled)

    assert plan == (PlannedStart("kita_online", "own", 9),)
    assert unclear == (PlannedStart("kita_online", told.de, 9),)


def test_a_start_in_the_table_of_a_run_that_is_no_month_is_refused_where_it_stands():
    table = "kennung;umsetzungsart;beginn;im_fahrplan\na;own;bald;ja\nb;own;;nein\n"

    with pytest.raises(FaultyInputError) as told:
        read_plan(table.encode(), name="roadmap.csv", first_month=Month("2026-01"))

    assert [(fault.row, fault.column) for fault in told.value.faults] == [(2, "beginn")]
