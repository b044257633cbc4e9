import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.roadmap.check import ViolationKind, check
from leitplanke.roadmap.makespan.generation import Generator, in_order
from leitplanke.roadmap.project import Schedule, as_project


def _three_in_a_room_of_two(projects):
    """By hand: b and c fit side by side, a needs the whole room."""
    return projects.problem(
        ("a", [(2, {"it": 2}, {})], ()),
        ("b", [(3, {"it": 1}, {})], ()),
        ("c", [(2, {"it": 1}, {})], ("a",)),
        ("end", [(0, {}, {})], ("b", "c")),
        staff={"it": 2},
        months=12,
    )


def test_forwards_puts_each_activity_at_its_earliest_start_with_room(projects):
    generator = Generator(as_project(_three_in_a_room_of_two(projects)), (0, 0, 0, 0))

    assert generator.forwards((1, 0, 2, 3)) == [3, 0, 5, 7]
    assert generator.forwards((0, 1, 2, 3)) == [0, 2, 2, 5]


def test_backwards_moves_everything_to_the_end_of_the_schedule(projects):
    generator = Generator(as_project(_three_in_a_room_of_two(projects)), (0, 0, 0, 0))

    assert generator.backwards([0, 2, 2, 5]) == [0, 2, 3, 5]


def test_forwards_knows_months_with_less_staff(projects):
    town = _three_in_a_room_of_two(projects)
    lean = replace(town.units[0], capacity=(2, 1, *town.units[0].capacity[2:]))

    generator = Generator(as_project(replace(town, units=(lean,))), (0, 0, 0, 0))

    assert generator.forwards((0, 1, 2, 3)) == [2, 4, 4, 7]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_schedule_of_any_list_keeps_all_rules_and_justification_never_lengthens_it(projects, data):
    town = data.draw(projects.small())
    project = as_project(town)
    draw = random.Random(data.draw(st.integers(0, 99)))
    ways = tuple(draw.randrange(len(options)) for options in project.ways)
    generator = Generator(project, ways)
    by_chance = [draw.random() for _ in range(project.size)]
    order = in_order(by_chance, project.before)

    starts = generator.forwards(order)
    justified = generator.justified(starts)

    assert generator.end(justified) <= generator.end(starts)
    for found in (starts, justified):
        plan = project.to_plan(Schedule(ways, tuple(found)))
        broken = {one.kind for one in check(town, plan)}
        # A need above the capacity finds room after the horizon only, where the checker counts no staff.
        assert broken <= {ViolationKind.POT, ViolationKind.BEYOND_HORIZON}
