import json
import os
import re
import signal
import stat
import subprocess
import sys

import pytest

from factories.limesurvey import lss
from factories.town_folder import town_files, write_town_folder
from leitplanke.cli import DONE, FAILED, FAULTY_INPUT, INTERRUPTED, NO_ROADMAP, build_parser, main
from leitplanke.exchange.town_folder import read_town
from leitplanke.exchange.town_writer import town_files as canonical_files

VOTE = """META
key;value
description;A small vote
country;Poland
unit;Testowo
instance;2024
num_projects;3
num_votes;48
budget;300
vote_type;approval
rule;greedy
date_begin;01.09.2024
date_end;15.09.2024
currency;PLN
PROJECTS
project_id;cost;votes;name;selected
1;100;24;Trees;1
2;150;24;Benches;1
3;250;12;Fountain;0
VOTES
voter_id;vote;age;sex;voting_method
"""


@pytest.fixture
def town(tmp_path):
    return write_town_folder(tmp_path / "town")


def test_run_writes_all_files_and_keeps_the_record_to_its_owner(town, tmp_path, capsys):
    out = tmp_path / "out"

    code = main(["run", str(town), "--out", str(out), "--seed", "3"])

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()}
    assert code == DONE
    assert set(modes) == {
        *("participation.json", "evidence.json", "strategy.json", "roadmap.json", "progress.json"),
        *("report.html", "roadmap.csv"),
    }
    assert modes["participation.json"] == 0o600
    assert re.search(r"^evidence .* \d+\.\d  [0-9a-f]{12}$", capsys.readouterr().out, flags=re.MULTILINE)


def test_run_tells_every_fault_and_writes_nothing(tmp_path, capsys):
    files = town_files()
    files["budgets.csv"] = files["budgets.csv"].replace("2026;", "2026;-", 1)
    del files["units.csv"]
    town = write_town_folder(tmp_path / "town", files)

    code = main(["run", str(town), "--out", str(tmp_path / "out"), "--language", "en"])

    told = capsys.readouterr().err
    assert code == FAULTY_INPUT
    assert re.search(r"budgets\.csv, row \d+, field investive: ", told)
    assert "units.csv" in told
    assert "nothing written" in told
    assert not (tmp_path / "out").exists()


def test_run_tells_which_demands_conflict_and_writes_nothing(tmp_path, capsys):
    files = town_files()
    files["budgets.csv"] = re.sub(r"^(\d{4});.*;.*$", r"\1;0;0", files["budgets.csv"], flags=re.MULTILINE)
    town = write_town_folder(tmp_path / "town", files)

    code = main(["run", str(town), "--out", str(tmp_path / "out"), "--language", "en"])

    told = capsys.readouterr().err
    assert code == NO_ROADMAP
    assert "has been running" in told
    assert "no more consumptive money" in told
    assert "one of them must give way" in told
    assert not (tmp_path / "out").exists()


def test_run_says_so_if_one_demand_is_impossible_by_itself(tmp_path, capsys):
    files = town_files()
    files["measures.csv"] = files["measures.csv"].replace("nein;;2026-02;2027-06", "ja;OZG;;2026-02")
    town = write_town_folder(tmp_path / "town", files)

    code = main(["run", str(town), "--out", str(tmp_path / "out"), "--language", "en"])

    told = capsys.readouterr().err
    assert code == NO_ROADMAP
    assert "This one cannot be kept even by itself" in told
    assert told.count("  - ") == 1


def test_run_into_a_file_is_refused_before_the_work(town, tmp_path, capsys):
    (tmp_path / "out").write_text("mine")

    code = main(["run", str(town), "--out", str(tmp_path / "out")])

    assert code == FAILED
    assert (tmp_path / "out").read_text() == "mine"
    assert "out" in capsys.readouterr().err


def test_interrupted_run_leaves_no_file(town, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "leitplanke", "run", str(town), "--out", str(out), "--language", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()  # the table's head: the command is at work
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=300)

    assert process.returncode == INTERRUPTED
    assert "nothing written" in told
    assert not out.exists()


def test_interrupt_while_writing_waits_until_all_is_written(town, tmp_path, monkeypatch, capsys):
    sync, out = os.fsync, tmp_path / "out"

    def stop_and_sync(handle):
        os.kill(os.getpid(), signal.SIGINT)
        sync(handle)

    monkeypatch.setattr(os, "fsync", stop_and_sync)

    code = main(["run", str(town), "--out", str(out)])

    assert code == DONE
    assert "Geschrieben" in capsys.readouterr().out
    assert len(list(out.iterdir())) == 7


def test_run_with_seconds_ends_in_time_and_says_how_good_the_plan_is(town, tmp_path):
    code = main(["run", str(town), "--out", str(tmp_path / "out"), "--seconds", "2"])

    roadmap = json.loads((tmp_path / "out" / "roadmap.json").read_bytes())
    assert code == DONE
    assert roadmap["value"] <= roadmap["bound"]


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_seconds_that_are_none_are_refused(town, tmp_path, seconds):
    with pytest.raises(SystemExit) as refusal:
        main(["run", str(town), "--out", str(tmp_path), "--seconds", seconds])

    assert refusal.value.code == FAULTY_INPUT


def test_validate_counts_what_is_there(town, capsys):
    code = main(["validate", str(town), "--language", "en"])

    assert code == DONE
    assert "without a fault" in capsys.readouterr().out


def test_validate_names_a_folder_that_does_not_exist(tmp_path, capsys):
    code = main(["validate", str(tmp_path / "nowhere")])

    assert code == FAULTY_INPUT
    assert "nowhere" in capsys.readouterr().err


def test_imported_vote_runs_and_is_compared_with_what_was_selected(tmp_path):
    votes = ("1", "2", "1,2", "3")
    ballots = "".join(f"{n};{votes[n % 4]};{20 + n};F;internet\n" for n in range(48))
    (tmp_path / "vote.pb").write_text(VOTE + ballots)

    imported = main(["import", "pabulib", str(tmp_path / "vote.pb"), "--out", str(tmp_path / "town")])
    code = main(["run", str(tmp_path / "town"), "--out", str(tmp_path / "out")])

    roadmap = json.loads((tmp_path / "out" / "roadmap.json").read_bytes())
    assert (imported, code) == (DONE, DONE)
    assert len(roadmap["comparison"]["in_both"]) == 2
    assert roadmap["status"] == "optimal"


def test_tidy_writes_the_canonical_folder_and_keeps_answers_to_their_owner(town, tmp_path, capsys):
    out = tmp_path / "tidy"

    code = main(["tidy", str(town), "--out", str(out), "--language", "en"])

    assert code == DONE
    assert {path.name: path.read_bytes() for path in out.iterdir()} == canonical_files(read_town(town))
    private = [path.name for path in out.iterdir() if stat.S_IMODE(path.stat().st_mode) == 0o600]
    assert sorted(private) == ["answers_citizens.csv", "answers_companies.csv", "answers_staff.csv", "workshops.json"]
    assert capsys.readouterr().out == f"23 files to {out}\n"


def test_tidied_town_gives_the_same_documents(town, tmp_path):
    main(["tidy", str(town), "--out", str(tmp_path / "tidy")])

    for folder, out in ((town, "one"), (tmp_path / "tidy", "two")):
        assert main(["run", str(folder), "--out", str(tmp_path / out)]) == DONE

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / out).iterdir()} for out in ("one", "two"))
    assert one == two


def test_tidy_in_place_changes_nothing_the_second_time(town):
    assert main(["tidy", str(town), "--out", str(town)]) == DONE
    once = {path.name: path.read_bytes() for path in town.iterdir()}

    assert main(["tidy", str(town), "--out", str(town)]) == DONE

    assert {path.name: path.read_bytes() for path in town.iterdir()} == once


def test_tidy_beside_files_of_another_town_writes_nothing(town, tmp_path, capsys):
    out = write_town_folder(tmp_path / "other", {"population_children.csv": "age;count\n"})

    code = main(["tidy", str(town), "--out", str(out), "--language", "en"])

    assert code == FAULTY_INPUT
    assert f"{out / 'population_children.csv'}: The file lies there but is no part of it." in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["population_children.csv"]


def test_tidy_of_a_faulty_town_writes_nothing(tmp_path):
    files = town_files()
    del files["units.csv"]
    town = write_town_folder(tmp_path / "town", files)

    assert main(["tidy", str(town), "--out", str(tmp_path / "out")]) == FAULTY_INPUT
    assert not (tmp_path / "out").exists()


def test_schemas_writes_one_per_document(tmp_path):
    code = main(["schemas", "--out", str(tmp_path)])

    assert code == DONE
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}.schema.json"
        for name in (
            *("evidence", "participation", "plan", "problem", "progress"),
            *("questionnaire", "responses", "roadmap", "strategy"),
        )
    ]


def test_help_loads_nothing_slow():
    code = "import sys; from leitplanke.cli import build_parser; build_parser().format_help(); print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()

    assert {
        "numpy",
        "pydantic",
        "ibis",
        "duckdb",
        "ortools",
        "highspy",
        "jinja2",
        "babel",
        "pandas",
        "pyxform",
        "re2",
    } & set(loaded) == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can take away the rest of a disk")
def test_full_disk_is_told_and_nothing_half_is_left(town, tmp_path, capsys):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        code = main(["run", str(town), "--out", str(disk / "out"), "--language", "en"])
        left = [path.name for path in disk.rglob("*") if path.is_file()]
    finally:
        subprocess.run(["umount", str(disk)], check=True)

    assert code == FAILED
    assert left == []
    assert "The disk is full." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["validate", "run"])
def test_terminal_without_umlauts_shows_marks_in_their_place(town, tmp_path, command):
    out = ["--out", str(tmp_path / "out")] if command == "run" else []

    done = subprocess.run(
        [sys.executable, "-m", "leitplanke", command, str(town), *out],
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (DONE, b"")
    assert b"Ma?nahmen" in done.stdout


def test_reader_that_goes_away_ends_the_command_without_a_traceback(town):
    process = subprocess.Popen(
        [sys.executable, "-m", "leitplanke", "validate", str(town), "--language", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=300) == FAILED
    assert told == "Nobody reads the output any more.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["import", "pabulib", "{}/nowhere.pb", "--out", "{}/town"],
            "Das ging nicht: {}/nowhere.pb: Das gibt es nicht.\n",
        ),
        (["schemas", "--out", "{}/mine"], "Das ging nicht: {}/mine: Dort liegt eine Datei, kein Ordner.\n"),
        (["schemas", "--out", "{}/mine/below"], "Das ging nicht: {}/mine/below: Dort liegt eine Datei, kein Ordner.\n"),
    ],
)
def test_trouble_with_files_is_told_in_the_users_language(tmp_path, capsys, arguments, told):
    (tmp_path / "mine").write_text("mine")

    code = main([argument.format(tmp_path) for argument in arguments])

    assert (code, capsys.readouterr().err) == (FAILED, told.format(tmp_path))


def test_survey_is_imported_checked_linted_and_exported(tmp_path, capsys):
    (tmp_path / "s.lss").write_bytes(lss())
    asked = str(tmp_path / "q.json")
    (tmp_path / "a.csv").write_text("Q0,Q9\nA1,5\nA2,6\n")

    codes = [
        main(["survey", "import", str(tmp_path / "s.lss"), "--out", asked, "--json", "--language", "en"]),
        main(
            ["survey", "import", str(tmp_path / "a.csv"), "--questionnaire", asked, "--out", str(tmp_path / "r.json")]
        ),
        main(["survey", "validate", asked, "--responses", str(tmp_path / "r.json")]),
        main(["survey", "lint", asked, "--json"]),
    ]
    report = json.loads(capsys.readouterr().out.split("\n}\n")[0] + "}")

    assert codes == [DONE] * 4
    assert report["counts"]["language"] == {"found": 2, "arrived": 2}
    assert {loss["name"] for loss in report["losses"] if loss["part"] == "question"} >= {"Q27", "Q28"}
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["xlsform", "limesurvey", "codebook", "csv", "xlsx", "sav", "dta", "parquet", "json"])
def test_survey_is_exported_to_every_format(tmp_path, capsys, kind):
    (tmp_path / "s.lss").write_bytes(lss())
    (tmp_path / "a.csv").write_text("Q0,Q9\nA1,5\nA2,6\n")
    asked, given, out = (str(tmp_path / name) for name in ("q.json", "r.json", "out"))
    main(["survey", "import", str(tmp_path / "s.lss"), "--out", asked])
    main(["survey", "import", str(tmp_path / "a.csv"), "--questionnaire", asked, "--out", given])

    code = main(["survey", "export", asked, "--to", kind, "--out", out, "--responses", given])

    assert code == DONE
    assert (tmp_path / "out").stat().st_size > 100
    assert "Geschrieben" in capsys.readouterr().out


def test_table_without_answers_is_refused(tmp_path, capsys):
    (tmp_path / "s.lss").write_bytes(lss())
    main(["survey", "import", str(tmp_path / "s.lss"), "--out", str(tmp_path / "q.json")])

    code = main(["survey", "export", str(tmp_path / "q.json"), "--to", "sav", "--out", str(tmp_path / "out")])

    assert code == FAULTY_INPUT
    assert "--responses" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_survey_that_is_none_is_refused_with_its_name(tmp_path, capsys):
    (tmp_path / "s.lss").write_bytes(b'<!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>')

    code = main(["survey", "import", str(tmp_path / "s.lss"), "--out", str(tmp_path / "q.json"), "--language", "en"])

    assert code == FAULTY_INPUT
    assert "s.lss, row 1: The file holds XML entities or a DTD." in capsys.readouterr().err
    assert not (tmp_path / "q.json").exists()


def test_every_command_tells_its_help():
    def told(parser):
        actions = parser._actions  # noqa: SLF001 - argparse has no public name for it
        groups = [action.choices for action in actions if isinstance(action.choices, dict)]
        return [parser.format_help(), *(text for group in groups for one in group.values() for text in told(one))]

    assert [text.partition(":")[0] for text in told(build_parser())].count("usage") > 50
