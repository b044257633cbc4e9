"""`leitplanke roadmap` in a terminal."""

import json
import os
import random
import signal
import subprocess
import sys

import pytest

from factories.town_folder import write_town_folder
from leitplanke.cli import DONE, FAULTY_INPUT, INTERRUPTED, NO_ROADMAP, main, roadmap_commands
from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.exchange.town_folder import read_town
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Activity, ActivityMode, Problem, Unit

# Three jobs of 3, 4 and 2 periods; the first two need the whole unit, the third nothing: by hand 3 + 4.
PROJECT = "5 1\n2\n0 0 3 2 3 4\n3 2 1 5\n4 2 1 5\n2 0 1 5\n0 0 0\n"


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "small.rcp"
    path.write_text(PROJECT, "utf-8")
    return path


def _last_line(capsys):
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_solve_ends_with_one_line_of_figures(project, capsys):
    code = main(["roadmap", "solve", str(project), "--work", "2"])

    line = _last_line(capsys)
    assert code == DONE
    assert {name: line[name] for name in ("status", "objective", "value", "bound", "gap", "makespan")} == {
        "status": "optimal",
        "objective": "makespan",
        "value": 7,
        "bound": 7,
        "gap": 0.0,
        "makespan": 7,
    }
    assert {"seconds", "cpu_seconds", "peak_mb"} < set(line)


def test_check_accepts_what_solve_wrote_in_either_form(project, tmp_path, capsys):
    for plan in (tmp_path / "plan.json", tmp_path / "plan.csv"):
        main(["roadmap", "solve", str(project), "--work", "2", "--out", str(plan)])
        capsys.readouterr()

        code = main(["roadmap", "check", str(project), str(plan), "--language", "en"])

        assert (code, capsys.readouterr().out) == (DONE, "The plan keeps all rules: 5 lines.\n")


def test_check_names_every_broken_rule(project, tmp_path, capsys):
    plan = tmp_path / "plan.csv"
    plan.write_text("activity;mode;start\n1;1;0\n2;1;0\n3;1;1\n4;1;0\n5;1;4\n", "utf-8")

    code = main(["roadmap", "check", str(project), str(plan), "--language", "en"])

    assert code == FAULTY_INPUT
    assert capsys.readouterr().err.splitlines() == [
        "5 starts 1 month too early: “3” is finished only then.",
        "R1 is short of 2 in February 2026.",
        "R1 is short of 2 in March 2026.",
    ]


def test_import_and_export_keep_problem_and_plan(project, tmp_path, capsys):
    problem, plan, table = (tmp_path / name for name in ("problem.json", "plan.json", "plan.csv"))
    main(["roadmap", "import", str(project), "--out", str(problem)])
    main(["roadmap", "solve", str(problem), "--work", "2", "--out", str(plan)])
    main(["roadmap", "export", str(problem), str(plan), "--out", str(table)])
    capsys.readouterr()

    assert main(["roadmap", "check", str(problem), str(table)]) == DONE


def test_solve_tells_a_need_above_the_capacity_as_a_conflict(tmp_path, capsys):
    project = tmp_path / "impossible.rcp"
    project.write_text("2 1\n2\n3 3 1 2\n0 0 0\n", "utf-8")

    code = main(["roadmap", "solve", str(project), "--work", "2", "--language", "en"])

    told = capsys.readouterr()
    assert (code, json.loads(told.out)["status"]) == (NO_ROADMAP, "infeasible")
    assert "“R1” has no more staff than entered." in told.err


def test_solve_tells_a_circle_as_a_fault(tmp_path, capsys):
    project = tmp_path / "circle.rcp"
    project.write_text("3 1\n2\n1 1 1 2\n1 1 2 1 3\n0 0 0\n", "utf-8")

    code = main(["roadmap", "solve", str(project), "--language", "en"])

    assert code == FAULTY_INPUT
    assert "circle" in capsys.readouterr().err


@pytest.fixture
def unprovable(tmp_path):
    """120 jobs with four scarce units: after minutes of work the bound is still far from the best schedule."""
    draw = random.Random(5)
    followers = {job: set() for job in range(1, 122)}
    for job in range(2, 122):
        for _ in range(2):
            followers[draw.randint(1, job - 1)].add(job)
    rows = ["0 0 0 0 0"] + [" ".join(str(draw.randint(1, 10)) for _ in range(5)) for _ in range(120)]
    lines = [
        " ".join(map(str, (row, max(1, len(after)), *(sorted(after) or [122]))))
        for row, after in zip(rows, followers.values(), strict=True)
    ]
    path = tmp_path / "long.rcp"
    path.write_text("122 4\n14 14 14 14\n" + "\n".join(lines) + "\n0 0 0 0 0 0\n", "utf-8")
    return path


@pytest.mark.slow
def test_solve_interrupted_writes_the_best_plan_so_far(unprovable, tmp_path):
    # Arrange: progress is told on a terminal alone
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "leitplanke", "roadmap", "solve", str(unprovable), "--seconds", "3600"]
    process = subprocess.Popen(
        [*command, "--workers", "2", "--out", str(tmp_path / "plan.json")],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        told = b""
        while b"greedy" not in told:
            told += terminal.read(1)

        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=200)

    line = json.loads(out.splitlines()[-1])
    assert (process.returncode, line["status"]) == (DONE, "cut_short")
    assert main(["roadmap", "check", str(unprovable), str(tmp_path / "plan.json")]) == DONE


ASKED_TO_END_AGAIN_AND_AGAIN = """
import atexit, os, signal, sys
from leitplanke.cli import roadmap_commands, run
from leitplanke.exchange import files
from leitplanke.roadmap import workers

def interrupted(place, name):
    whole = getattr(place, name)
    def twice(*args, **kwargs):
        interrupt()
        found = whole(*args, **kwargs)
        interrupt()
        return found
    setattr(place, name, twice)

def interrupt():
    for kind in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), kind)

interrupted(workers.Processes, "end")
interrupted(files, "write_whole")
interrupted(roadmap_commands, "_print_line")
atexit.register(interrupt)
sys.exit(run(sys.argv[1:]))
"""


def test_solve_asked_to_end_while_it_ends_writes_the_plan_and_says_so(project, tmp_path):
    plan = tmp_path / "plan.json"
    arguments = ["roadmap", "solve", str(project), "--work", "2", "--out", str(plan)]

    told = subprocess.run(
        [sys.executable, "-c", ASKED_TO_END_AGAIN_AND_AGAIN, *arguments], capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stderr) == (DONE, "")
    assert json.loads(told.stdout.splitlines()[-1])["status"] == "optimal"
    assert main(["roadmap", "check", str(project), str(plan)]) == DONE


def test_solve_gives_the_signals_back_to_whoever_called_it(project):
    before = [signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM)]

    main(["roadmap", "solve", str(project), "--work", "2"])

    assert [signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM)] == before


def test_solve_asked_twice_while_it_searches_ends_without_a_plan(unprovable, tmp_path, monkeypatch, capsys):
    def twice(_progress):
        for _ in range(2):
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(roadmap_commands, "_show", twice)

    code = main(["roadmap", "solve", str(unprovable), "--out", str(tmp_path / "plan.json"), "--language", "en"])

    assert (code, capsys.readouterr().err) == (INTERRUPTED, "Interrupted, nothing written.\n")
    assert not (tmp_path / "plan.json").exists()


@pytest.fixture
def town(tmp_path):
    """Three jobs that share one unit: problem and a plan in which job 3 waits for job 2."""
    (tmp_path / "town.rcp").write_text(PROJECT, "utf-8")
    (tmp_path / "plan.csv").write_text("activity;mode;start\n1;1;0\n2;1;0\n3;1;3\n4;1;0\n5;1;7\n", "utf-8")
    return tmp_path


def test_explain_tells_a_reason_for_every_measure(town, capsys):
    code = main(["roadmap", "explain", str(town / "town.rcp"), str(town / "plan.csv"), "--language", "en"])

    lines = capsys.readouterr().out.splitlines()
    assert (code, [line.partition(":")[0] for line in lines]) == (DONE, ["1", "2", "3", "4", "5"])
    assert "staff is lacking" in lines[2]


def test_explain_says_where_a_plan_leaves_room(town, capsys):
    (town / "plan.csv").write_text("activity;mode;start\n1;1;0\n2;1;0\n3;1;3\n4;1;0\n5;1;8\n", "utf-8")

    code = main(["roadmap", "explain", str(town / "town.rcp"), str(town / "plan.csv"), "--language", "en"])

    last = capsys.readouterr().out.splitlines()[-1]
    assert (code, last.endswith("There is room earlier, and it would bring more.")) == (DONE, True)


def test_explain_one_measure_tells_what_is_missing_and_the_price(town, capsys):
    files = [str(town / "town.rcp"), str(town / "plan.csv")]

    code = main(["roadmap", "explain", *files, "--measure", "3", "--language", "en"])

    lines = capsys.readouterr().out.splitlines()
    assert (code, lines[1].partition(":")[0]) == (DONE, "One month earlier would need")
    assert lines[2].startswith("With a new plan")
    assert any(line.startswith("  Changed: 2:") for line in lines)


def test_explain_refuses_a_plan_that_breaks_rules_and_a_measure_that_is_not_there(town, capsys):
    (town / "bad.csv").write_text("activity;mode;start\n1;1;0\n", "utf-8")

    bad = main(["roadmap", "explain", str(town / "town.rcp"), str(town / "bad.csv"), "--language", "en"])
    strange = main(
        ["roadmap", "explain", str(town / "town.rcp"), str(town / "plan.csv"), "--measure", "9", "--language", "en"]
    )

    assert (bad, strange) == (FAULTY_INPUT, FAULTY_INPUT)
    assert capsys.readouterr().err.splitlines()[-1] == "9 is not in the problem."


def test_explain_says_of_an_excluded_measure_alone_what_it_says_among_all(tmp_path, capsys):
    folder, problem, plan = write_town_folder(tmp_path / "town"), tmp_path / "problem.json", tmp_path / "plan.csv"
    main(["roadmap", "solve", str(folder), "--work", "1", "--out", str(plan)])
    main(["roadmap", "import", str(folder), "--out", str(problem)])
    excluded = [one["activity"] for one in json.loads(problem.read_text("utf-8"))["problem"]["exclusions"]]
    capsys.readouterr()
    main(["roadmap", "explain", str(problem), str(plan)])
    among_all = capsys.readouterr().out.splitlines()

    codes = [main(["roadmap", "explain", str(problem), str(plan), "--measure", one]) for one in excluded]

    assert excluded
    assert codes == [DONE] * len(excluded)
    assert set(capsys.readouterr().out.splitlines()) <= set(among_all)


def test_compare_says_of_the_end_that_it_moves_where_the_beginning_moves_otherwise(town, capsys):
    """One month of staff less where a measure is left out is a month, not months."""
    problem, before, after = (town / name for name in ("problem.json", "before.csv", "after.csv"))
    slow, quick = (
        ActivityMode(name, months, (("it", 100),), (0,) * months, (0,) * months, 0)
        for name, months in (("slow", 3), ("quick", 2))
    )
    made = Problem(
        first_month=Month("2027-01"),
        months=8,
        units=(Unit("it", Text("IT"), (100,) * 8),),
        years=(),
        activities=(Activity("a", (slow, quick), (1,)),),
        exclusions=(),
        audiences=("all",),
        weights_percent=(100,),
    )
    problem.write_bytes(problem_bytes(made))
    before.write_text("activity;mode;start\na;slow;0\n", "utf-8")
    after.write_text("activity;mode;start\na;quick;3\n", "utf-8")

    main(["roadmap", "compare", str(problem), str(before), str(after)])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "Geändert: a: slow, Januar 2027 bis März 2027 → quick, April 2027 bis Mai 2027 (Ende 2 Monate später)"
    )
    assert lines[-1] == "IT: −1 Personalmonat"


def test_prices_tells_what_more_staff_brings(town, capsys):
    files = [str(town / "town.rcp"), str(town / "plan.csv")]

    code = main(["roadmap", "prices", *files, "--work", "1", "--language", "en"])
    wanted = ["--staff", "R1", "0,5", "Februar 2026"]
    german = main(["roadmap", "prices", *files, "--work", "1", *wanted])

    told = capsys.readouterr()
    assert (code, german) == (DONE, DONE)
    assert told.out.count("more value") == 1
    assert "0,5 Stellen mehr in R1 von Februar 2026 bis" in told.out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--staff", "nobody", "0.5", "2026-01"), "Feld --staff: Einheit nobody gibt es nicht. Es gibt: R1."),
        (("--staff", "R1", "half", "2026-01"), "Feld --staff: „half“ ist keine Menge."),
        (("--staff", "R1", "0", "2026-01"), "Feld --staff: „0“ ist keine Menge."),
        (("--staff", "R1", "0.5", "2036-01"), "Feld --staff: „2036-01“ ist kein Monat des Plans. Er geht von 2026-01"),
        (("--money", "2026", "50000"), "Feld --money: Haushaltsjahr 2026 gibt es nicht."),
    ],
)
def test_prices_says_what_is_wrong_with_what_was_asked(town, capsys, asked, told):
    assert main(["roadmap", "prices", str(town / "town.rcp"), str(town / "plan.csv"), *asked]) == FAULTY_INPUT
    assert told in capsys.readouterr().err


def test_solve_refuses_to_go_on_from_a_plan_that_breaks_rules(town, capsys):
    (town / "bad.csv").write_text("activity;mode;start\n1;1;0\n", "utf-8")

    code = main(["roadmap", "solve", str(town / "town.rcp"), "--begin", str(town / "bad.csv"), "--language", "en"])

    assert (code, capsys.readouterr().err.splitlines()[0]) == (FAULTY_INPUT, "2 is mandatory and missing.")


def test_repair_writes_the_nearest_plan(town, capsys):
    plan = "activity;mode;start\n1;1;0\n2;1;0\n3;1;2\n4;1;0\n5;1;7\n"  # 3 begins while 2 still has the unit
    (town / "old.csv").write_text(plan, "utf-8")
    files = [str(town / "town.rcp"), str(town / "old.csv")]

    code = main(["roadmap", "repair", *files, "--out", str(town / "new.csv"), "--language", "en"])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (DONE, "No plan changes fewer measures.")
    assert main(["roadmap", "check", str(town / "town.rcp"), str(town / "new.csv")]) == DONE


def test_compare_tells_what_moved(town, capsys):
    (town / "later.csv").write_text("activity;mode;start\n1;1;0\n2;1;0\n3;1;3\n4;1;5\n5;1;7\n", "utf-8")

    code = main(
        ["roadmap", "compare", str(town / "town.rcp"), *(str(town / name) for name in ("plan.csv", "later.csv"))]
    )

    lines = capsys.readouterr().out.splitlines()
    assert (code, len(lines), lines[1]) == (DONE, 3, "Wert: ±0")
    assert lines[0].startswith("Geändert: 4:")


def test_order_puts_enablers_first(town, capsys):
    code = main(["roadmap", "order", str(town / "town.rcp"), "--language", "en"])

    assert (code, capsys.readouterr().out.splitlines()[0]) == (DONE, "1. 1, needed by “2”, “3”, “4” and “5”")


def test_repair_shows_what_more_changes_bring_and_writes_the_plan_asked_for(tmp_path, capsys):
    town, plan, cut = tmp_path / "town.json", tmp_path / "plan.csv", tmp_path / "cut.json"
    main(["roadmap", "generate", "--measures", "40", "--months", "36", "--out", str(town)])
    main(["roadmap", "solve", str(town), "--work", "3", "--out", str(plan)])
    document = json.loads(town.read_text("utf-8"))
    for kind in ("investive_cents", "consumptive_cents"):
        document["problem"]["years"][1][kind] //= 2
    cut.write_text(json.dumps(document), "utf-8")
    capsys.readouterr()

    files = [str(cut), str(plan), "--out", str(tmp_path / "new.csv"), "--work", "3", "--language", "en"]
    codes = [main(["roadmap", "repair", *files, "--most-changes", most]) for most in ("0", "20")]

    told = capsys.readouterr().out.splitlines()
    offers = [line for line in told if " of the value" in line]
    assert codes == [DONE, DONE]
    assert sum(line.endswith("← written") for line in offers) == 2
    assert offers[0].endswith("← written")
    assert told[-1].startswith(("At least ", "No plan "))
    assert main(["roadmap", "check", str(cut), str(tmp_path / "new.csv")]) == DONE


def test_repair_that_is_cancelled_writes_the_best_plan_so_far(tmp_path):
    town, plan, new = tmp_path / "town.json", tmp_path / "plan.csv", tmp_path / "new.csv"
    main(["roadmap", "generate", "--measures", "120", "--months", "60", "--out", str(town)])
    main(["roadmap", "solve", str(town), "--work", "0", "--out", str(plan)])
    document = json.loads(town.read_text("utf-8"))
    for kind in ("investive_cents", "consumptive_cents"):
        document["problem"]["years"][1][kind] //= 2
    town.write_text(json.dumps(document), "utf-8")
    files = [str(town), str(plan), "--out", str(new), "--work", "100000", "--language", "en"]
    listening = """
import contextlib, sys
import leitplanke.cli
from leitplanke.cli import repair_command

listen = repair_command.cancel_by_signal

@contextlib.contextmanager
def told():
    with listen() as is_cancelled:
        print("listening", flush=True)
        yield is_cancelled

repair_command.cancel_by_signal = told
sys.exit(leitplanke.cli.run(sys.argv[1:]))
"""
    command = [sys.executable, "-c", listening, "roadmap", "repair", *files]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n"
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=200)

    assert (process.returncode, told.splitlines()[-1]) == (DONE, "Ended early: this is the best so far.")
    assert main(["roadmap", "check", str(town), str(new)]) == DONE


def test_a_town_is_told_by_its_own_names(tmp_path, capsys):
    folder, problem, plan = write_town_folder(tmp_path / "town"), tmp_path / "problem.json", tmp_path / "plan.csv"
    main(["roadmap", "solve", str(folder), "--work", "1", "--out", str(plan)])
    titles = {measure.id: measure.title.de for measure in read_town(folder).draft.measures}
    capsys.readouterr()

    assert main(["roadmap", "explain", str(folder), str(plan)]) == DONE
    of_town = capsys.readouterr().out
    assert main(["roadmap", "import", str(folder), "--out", str(problem)]) == DONE
    assert main(["roadmap", "explain", str(problem), str(plan)]) == DONE

    assert capsys.readouterr().out == of_town
    assert [name for name, title in titles.items() if f"{title} ({name}): " not in of_town] == []


def test_solve_says_that_memory_was_the_cause(tmp_path, capsys):
    town = tmp_path / "town.json"
    main(["roadmap", "generate", "--measures", "60", "--months", "48", "--out", str(town)])

    code = main(["roadmap", "solve", str(town), "--work", "2", "--memory", "1", "--language", "en"])

    told = capsys.readouterr()
    line = json.loads(told.out.splitlines()[-1])
    assert (code, line["status"], line["cut_short_by"]) == (DONE, "cut_short", "memory")
    assert f"{line['ended_for_memory']} times a process took more than 1 MB (--memory)" in told.err


def test_solve_says_that_time_was_the_cause(tmp_path, capsys):
    town = tmp_path / "town.json"
    main(["roadmap", "generate", "--measures", "120", "--months", "60", "--out", str(town)])

    main(["roadmap", "solve", str(town), "--seconds", "2"])

    line = _last_line(capsys)
    assert (line["status"], line["cut_short_by"], "ended_for_memory" in line) == ("cut_short", "seconds", False)
