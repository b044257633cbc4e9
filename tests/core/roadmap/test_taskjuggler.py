import pytest

from leitplanke.roadmap.check import check
from leitplanke.roadmap.solve import Stop, solve
from roadmap import taskjuggler

needs_taskjuggler = pytest.mark.skipif(not taskjuggler.is_there(), reason="TaskJuggler is not installed: Debian's tj3")


def _project(make):
    """Two people; a needs both for three hours, b one for two, c one for two after b: by hand five hours."""
    return make.problem(
        make.activity("a", make.mode(duration=3, demand=[("it", 2)]), is_mandatory=True),
        make.activity("b", make.mode(duration=2, demand=[("it", 1)]), is_mandatory=True),
        make.activity("c", make.mode(duration=0), is_mandatory=True, prerequisites=("a", "b")),
        months=8,
        staff={"it": 2},
        years=(),
    )


def test_text_tells_people_work_and_who_waits_for_whom(make):
    lines = taskjuggler.project_text(_project(make)).splitlines()

    assert lines[9:] == [
        'resource t_it_0 "it 0"',
        'resource t_it_1 "it 1"',
        'task t_a "a" {',
        "  effort 6h",
        "  allocate t_it_0 { alternative t_it_1 select order mandatory }",
        "  allocate t_it_1 { alternative t_it_0 select order mandatory }",
        "}",
        'task t_b "b" {',
        "  effort 2h",
        "  allocate t_it_0 { alternative t_it_1 select order mandatory }",
        "}",
        'task t_c "c" {',
        "  depends !t_a, !t_b",
        "  milestone",
        "}",
        'taskreport plan "plan" { formats csv columns id, start, end timeformat "%Y-%m-%d-%H:%M" }',
    ]


def test_report_is_read_in_hours():
    table = '"Id";"Start";"End"\n"t_a";"2001-01-01-00:00";"2001-01-02-03:00"\n'

    assert taskjuggler.planned_hours(table) == {"t_a": (0, 27)}


@needs_taskjuggler
def test_taskjuggler_levels_what_leads_to_no_shorter_plan_than_ours(make):
    project = _project(make)

    makespan, split = taskjuggler.level(project)

    ours = solve(project, stop=Stop(1), seed=1)
    assert check(project, ours.plan) == ()
    assert (makespan, split) == (5, 0)
    assert max(line.start for line in ours.plan) == 5
