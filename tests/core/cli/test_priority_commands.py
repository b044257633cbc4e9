import json
import shutil
from pathlib import Path

import pytest

from leitplanke.cli import DONE, FAULTY_INPUT, main

EXAMPLE = Path(__file__).parents[3] / "examples" / "ahornstein" / "priorities"

ALTERNATIVES = """id;title_de;title_en;is_mandatory;cost
law;Gesetz;Law;ja;
bus;Bus;Bus;nein;100
app;App;App;;250,50
"""
CRITERIA = """id;name_de;name_en;explanation_de;explanation_en;lowest;highest;better;indifference;preference
use;Nutzen;Use;0 bis 10;;0;10;high;1;5
toil;Mühe;Toil;0 bis 10;;0;10;low;;
"""
SCORES = """measure;criterion;score;said_by;reason_de;reason_en
bus;use;8;Gruppe;fährt oft;
bus;toil;6,5;Gruppe;Fahrer fehlen;
app;use;4;Gruppe;wenige nutzen sie;
app;toil;1;Gruppe;fertig zu kaufen;
"""
WEIGHTS = """audience;criterion;points;way;set_by;set_on
citizens;use;3;survey;Umfrage;2026-02-14
citizens;toil;1;survey;Umfrage;2026-02-14
staff;use;20;swing;Werkstatt;2026-02-14
staff;toil;100;swing;Werkstatt;2026-02-14
"""
DECISION = """measure;place;decided_by;decided_on;reason_de;reason_en
app;1;Magistrat;2026-03-01;Fahrer gibt es nicht.;There are no drivers.
"""
PB = """META
key;value
description;Test
country;Germany
unit;Teststadt
instance;2026
num_projects;3
num_votes;5
budget;100
vote_type;approval
rule;greedy
date_begin;2026-01-01
date_end;2026-01-31
language;de
currency;EUR
PROJECTS
project_id;cost;votes;name;selected
1;50;3;Spielplatz;1
2;50;3;Brunnen;1
3;40;2;Bücherei;0
VOTES
voter_id;vote
1;1,2
2;1,2
3;1,2
4;3
5;3
"""


@pytest.fixture
def folder(tmp_path):
    files = {
        "alternatives.csv": ALTERNATIVES,
        "criteria.csv": CRITERIA,
        "scores.csv": SCORES,
        "weights.csv": WEIGHTS,
        "decision.csv": DECISION,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_priorities_are_told_in_sentences(folder, capsys):
    code = main(["priorities", str(folder), "--budget", "300", "--draws", "500", "--language", "en"])

    told = capsys.readouterr().out
    assert code == DONE
    assert "Duties, and therefore without a rank: Law." in told
    assert "citizens (from the survey, Umfrage, 14 February 2026)" in told
    assert "“App” draws level with “Bus” if " in told
    assert "Ranks over 500 admissible weightings (seed 1)" in told
    assert "citizens and staff: opposite orders (Kendall's tau -1.000)." in told
    assert "Place 1: “App” (by value: citizens 2, staff 1). Magistrat, 1 March 2026: There are no drivers." in told
    assert "Portfolio by the Method of Equal Shares" in told


def test_priorities_as_json_are_the_same_for_the_same_seed(folder, capsys):
    outputs = []
    for seed in ("1", "1", "2"):
        assert main(["priorities", str(folder), "--json", "--draws", "300", "--seed", seed]) == DONE
        outputs.append(capsys.readouterr().out)

    told = json.loads(outputs[0])
    assert outputs[0] == outputs[1] != outputs[2]
    assert told["audiences"][0]["weights"] == {"use": 0.75, "toil": 0.25}
    # value of bus 0.75 · 0.8 + 0.25 · 0.35; of app 0.75 · 0.4 + 0.25 · 0.9
    assert [row["value"] for row in told["audiences"][0]["measures"]] == pytest.approx([0.6875, 0.525])
    # level at 8·t + 3.5·(1 − t) = 4·t + 9·(1 − t), t = 5.5 ÷ 9.5
    assert told["audiences"][0]["changes"][0]["moved"] == pytest.approx(0.75 - 5.5 / 9.5)
    assert told["duties"] == ["law"]


def test_priorities_of_the_example_say_that_the_town_is_invented(capsys):
    town = EXAMPLE.parent

    code = main(["priorities", str(EXAMPLE), "--town", str(town), "--draws", "200"])

    told = capsys.readouterr().out
    assert code == DONE
    assert told.startswith("Ahornstein im Taunus")
    assert "Pflicht, deshalb ohne Rang: Datenschutzpaket" in told
    assert "Bürgerinnen und Bürger (aus der Umfrage" in told
    assert "Was entschieden wurde" in told


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        ("scores.csv", "app;toil;1", "app;toil;11", "scores.csv, row 5, field score: 11 is not on the scale."),
        ("scores.csv", "bus;toil", "bus2;toil", "row 3, field measure: There is no “bus2”. Did you mean “bus”?"),
        ("scores.csv", "app;toil;1;Gruppe;fertig zu kaufen;\n", "", "scores.csv: Without a score: app × toil."),
        ("scores.csv", ";Gruppe;fährt oft", ";;fährt oft", "row 2, field said_by: The field said_by is empty."),
        ("weights.csv", "staff;toil;100", "staff;toil;90", "row 4, field points: No criterion has 100 points."),
        ("weights.csv", "citizens;toil;1;survey", "citizens;toil;1;direct", "row 3, field set_by: “citizens” is told"),
        ("weights.csv", "citizens;toil;1", "citizens;toil;-1", "row 3, field points: A weight is negative."),
        ("criteria.csv", "toil;Mühe", "duty;Mühe", "row 3, field id: A legal duty is no criterion."),
        ("alternatives.csv", "100\n", "1e5\n", "row 3, field cost: “1e5” is no number in German notation."),
        ("decision.csv", "Fahrer gibt es nicht.", "", "row 2, field reason_de: The field reason_de is empty."),
    ],
)
def test_priorities_tell_file_row_field_and_remedy(folder, capsys, file, before, after, expected):
    text = (folder / file).read_text("utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), "utf-8")

    assert main(["priorities", str(folder), "--language", "en"]) == FAULTY_INPUT
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("use;60;;;Rat\ntoil;60;;;Rat\n", "limits: The limits leave no weights."),
        ("use;70;20;;Rat\n", "limits.csv, row 2, field most: The limits do not fit."),
        ("use;;;spin;Rat\n", "limits.csv, row 2, field at_least_as: There is no “spin”."),
    ],
)
def test_limits_that_cannot_stand_are_told(folder, capsys, limits, expected):
    (folder / "limits.csv").write_text(f"criterion;least;most;at_least_as;set_by\n{limits}", "utf-8")

    assert main(["priorities", str(folder), "--language", "en"]) == FAULTY_INPUT
    assert expected in capsys.readouterr().err


def test_priorities_without_a_needed_file_and_without_a_folder(folder, capsys):
    (folder / "weights.csv").unlink()

    assert main(["priorities", str(folder), "--language", "en"]) == FAULTY_INPUT
    assert "weights.csv: The file is missing." in capsys.readouterr().err
    assert main(["priorities", str(folder / "gone"), "--language", "en"]) == FAULTY_INPUT
    assert "There is no such folder." in capsys.readouterr().err


def test_priorities_refuse_measures_from_two_places(tmp_path, capsys):
    shutil.copytree(EXAMPLE, tmp_path / "both")
    (tmp_path / "both" / "alternatives.csv").write_text(ALTERNATIVES, "utf-8")

    assert (
        main(["priorities", str(tmp_path / "both"), "--town", str(EXAMPLE.parent), "--language", "en"]) == FAULTY_INPUT
    )
    assert "alternatives.csv: The measures come from the town already." in capsys.readouterr().err


def test_ahp_tells_where_comparisons_contradict_themselves(tmp_path, capsys):
    file = tmp_path / "pairs.csv"
    file.write_text(
        "person;first;second;times\nAnna;a;b;3\nAnna;a;c;5\nAnna;b;c;1/4\nBen;a;b;2\nBen;a;c;4\nBen;b;c;2\n"
    )

    code = main(["ahp", str(file), "--language", "en"])

    told = capsys.readouterr().out.splitlines()
    assert code == DONE
    assert told[:2] == ["Anna:", "  a    64.4%"]
    assert "above 0.10: please look again." in told[4]
    assert told[5].endswith("so a would be 0.75 times as important as c, but 5 times was said.")
    assert told[6].startswith("  What fits least is a against b (3 times); 9 times fits all other comparisons.")
    assert told[-1] == "  Consistency ratio 0.000 (fine up to 0.10)."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (";a;b;2\n;a;c;3\n", "pairs.csv, field second: Not compared: b × c."),
        (";a;b;12\n", "pairs.csv, row 2, field times: 12 is not on the scale."),
        (";a;a;1\n", "pairs.csv, row 2, field second: “a” stands on both sides."),
        (";a;b;viel\n", "pairs.csv, row 2, field times: “viel” is no number"),
        ("", "pairs.csv: There are no comparisons."),
    ],
)
def test_ahp_tells_file_row_field_and_remedy(tmp_path, capsys, rows, expected):
    file = tmp_path / "pairs.csv"
    file.write_text(f"person;first;second;times\n{rows}", "utf-8")

    assert main(["ahp", str(file), "--language", "en"]) == FAULTY_INPUT
    assert expected in capsys.readouterr().err


def test_shares_give_the_minority_its_share(tmp_path, capsys):
    file = tmp_path / "vote.pb"
    file.write_text(PB, "utf-8")

    code = main(["shares", str(file), "--completion", "none", "--language", "en"])

    told = capsys.readouterr().out.splitlines()
    assert code == DONE
    assert [line.strip() for line in told[1:-2]] == ["1. Spielplatz", "2. Bücherei"]
    assert told[-2] == "Cost 90, left 10; 0 of 5 get nothing that they want."
    assert told[-1] == "By the real selection 2 of 5 get nothing that they want."


def test_shares_as_json(tmp_path, capsys):
    file = tmp_path / "vote.pb"
    file.write_text(PB, "utf-8")

    assert main(["shares", str(file), "--utility", "count", "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["cost_cents"], told["unheard"], told["unheard_in_fact"]) == (9000, 0, 2)


def test_priorities_are_written_as_a_page_and_as_json(folder, tmp_path, capsys):
    out = tmp_path / "out"

    code = main(["priorities", str(folder), "--draws", "200", "--out", str(out), "--json"])

    told = capsys.readouterr()
    assert code == DONE
    assert sorted(path.name for path in out.iterdir()) == ["priorities.html", "priorities.json"]
    assert (out / "priorities.json").read_text("utf-8") == told.out
    assert told.err == f"Geschrieben nach {out}\n"


def test_ahp_prints_rows_of_weights_that_priorities_read(folder, tmp_path, capsys):
    file = tmp_path / "pairs.csv"
    file.write_text("person;first;second;times\nrat;use;toil;3\n", "utf-8")

    assert main(["ahp", str(file), "--set-by", "Rat", "--set-on", "2026-02-14"]) == DONE
    rows = capsys.readouterr().out

    assert rows == (
        "audience;criterion;points;way;set_by;set_on\n"
        "rat;use;75;pairs;Rat;2026-02-14\nrat;toil;25;pairs;Rat;2026-02-14\n"
    )
    (folder / "weights.csv").write_text(rows, "utf-8")
    assert main(["priorities", str(folder), "--draws", "50"]) == DONE


@pytest.mark.parametrize(
    ("person", "day", "expected"),
    [("", "2026-02-14", "“” is not a valid identifier."), ("rat", "14.2.", "“14.2.” is no day.")],
)
def test_ahp_prints_no_rows_that_could_not_be_read(tmp_path, capsys, person, day, expected):
    file = tmp_path / "pairs.csv"
    file.write_text(f"person;first;second;times\n{person};use;toil;3\n", "utf-8")

    assert main(["ahp", str(file), "--set-by", "Rat", "--set-on", day, "--language", "en"]) == FAULTY_INPUT
    assert expected in capsys.readouterr().err
