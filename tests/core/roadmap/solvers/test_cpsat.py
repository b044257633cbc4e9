from time import process_time

from leitplanke.roadmap.model import MOST_MONTHS, PlannedStart
from leitplanke.roadmap.schedule import serial_schedule
from leitplanke.roadmap.solvers.cpsat import Effort, RepairStatus, repair, stay_close
from leitplanke.roadmap.tables import build_tables, chosen_at, draft_value


def _town(make):
    return make.problem(
        make.activity("base", make.mode(duration=2, demand=[("it", 2)]), benefit=1),
        make.activity("portal", make.mode(duration=1, demand=[("it", 2)]), prerequisites=("base",), benefit=50),
        make.activity("chat", make.mode(duration=3, demand=[("it", 2)]), benefit=10),
        staff={"it": 2},
        tail_months=1,
    )


def test_repair_keeps_the_others_where_they_are(make):
    # Arrange: chat stands in the way at months 0-2 and is not free
    tables = build_tables(_town(make))
    draft = serial_schedule(tables, [2, 0, 1])

    found = repair(tables, draft, frozenset({0, 1}), effort=Effort(1.0), seed=1)

    assert found.status is RepairStatus.OPTIMAL
    assert tables.to_plan(found.draft) == (
        PlannedStart("base", "own", 3),
        PlannedStart("portal", "own", 5),
        PlannedStart("chat", "own", 0),
    )


def test_repair_of_everything_finds_the_best_plan(make):
    tables = build_tables(_town(make))
    draft = serial_schedule(tables, [2, 0, 1])

    found = repair(tables, draft, frozenset(range(3)), effort=Effort(1.0), seed=1)

    assert tables.to_plan(found.draft) == (
        PlannedStart("base", "own", 0),
        PlannedStart("portal", "own", 2),
        PlannedStart("chat", "own", 3),
    )
    assert found.bound == draft_value(found.draft) == 1 * 5 + 50 * 4 + 10 * 1


def test_repair_says_if_a_kept_measure_leaves_its_prerequisite_no_room(make):
    # Arrange: chat takes the unit until month 2, portal starts in month 3: base would have to be done by then
    tables = build_tables(_town(make))
    kept = {
        1: chosen_at(tables, 1, mode="own", start=3),
        2: chosen_at(tables, 2, mode="own", start=0),
    }

    assert repair(tables, kept, frozenset({0}), effort=Effort(1.0), seed=1).status is RepairStatus.INFEASIBLE


def test_stay_close_decides_where_value_and_changes_fill_more_than_64_bits(make):
    # Arrange: ten duties on a unit that has room for three, of whom three stand; a9 is worth most
    ways = [make.mode(duration=2, demand=[("it", 1)])]
    duties = [make.activity(f"a{n}", *ways, benefit=3 * 10**13 + n, is_mandatory=True) for n in range(10)]
    tables = build_tables(make.problem(*duties, months=60, staff={"it": 3}))
    published = {number: chosen_at(tables, number, mode="own", start=0) for number in range(3)}

    everything, old = frozenset(range(10)), frozenset(published)
    found = stay_close(tables, published, everything, published=old, effort=Effort(5.0), seed=1)

    assert found.status is RepairStatus.OPTIMAL
    assert [found.draft[number].start for number in range(10)] == [0, 0, 0, 6, 4, 4, 4, 2, 2, 2]


def test_repair_keeps_to_its_seconds_over_thousands_of_months(make):
    """What waits for whom grows with the months, not with their square: 2 seconds where it was 7 and 600 MB."""
    pair = [make.activity("a"), make.activity("b", prerequisites=("a",))]
    tables = build_tables(make.problem(*pair, months=3000, years=(), first_month="1901-01"))
    begin = process_time()

    found = repair(tables, {}, frozenset({0, 1}), effort=Effort(1.0, 1.0), seed=1)

    assert found.status is not RepairStatus.INFEASIBLE
    assert process_time() - begin < 3.5


def test_repair_does_not_begin_what_would_fill_the_memory(make):
    long = make.mode(duration=60, demand=[("it", 1)])
    town = make.problem(
        *(make.activity(f"a{n}", long) for n in range(8)), months=MOST_MONTHS, years=(), staff={"it": 3}
    )

    tables = build_tables(town)
    begin = process_time()

    found = repair(tables, {}, frozenset(range(8)), effort=Effort(0.1, 0.1), seed=1)

    assert (found.status, found.draft) == (RepairStatus.UNKNOWN, None)
    assert process_time() - begin < 3.5
