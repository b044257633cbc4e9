"""`leitplanke evidence` of a table of answers alone."""

import json

from leitplanke.cli import main

ROWS = "".join(f"{('ja', 'nein')[at % 2]};{('Nord', 'Süd', 'West')[at % 3]};Text {at}\n" for at in range(60))


def test_evidence_of_a_table_lies_beside_the_questionnaire_that_was_derived(tmp_path, capsys):
    (tmp_path / "a.csv").write_text(f"Bus?;Ortsteil;Warum?\n{ROWS}", encoding="utf-8")
    out = tmp_path / "out"
    command = ["evidence", str(tmp_path / "a.csv"), "--as-of", "2026-03-01", "--priority", "Bus?", "--language", "en"]

    assert main([*command, "--out", str(out)]) == 0

    told = capsys.readouterr()
    assert sorted(path.name for path in out.iterdir()) == ["evidence.json", "questionnaire.json"]
    assert told.err.splitlines() == [
        "Bus?: a choice among 2 answers",
        "Ortsteil: a choice among 3 answers; about the person",
        "Warum?: own words: counted is who wrote anything, the text is never shown; if these are categories: --choices",
    ]
    made = json.loads((out / "evidence.json").read_bytes())
    assert [one["name"] for one in made["provenance"]["made_from"]] == ["participation.json", "a.csv"]
    assert "Text 7" not in (out / "evidence.json").read_text()
    assert [(one["option"], one["share"]) for one in made["priorities"][0]["priorities"]] == [
        ("ja", 0.5),
        ("nein", 0.5),
    ]


def test_questionnaire_of_a_town_folder_is_its_own(tmp_path, capsys):
    arguments = ["--questionnaire", "q.json", "--out", str(tmp_path / "out"), "--language", "en"]

    assert main(["evidence", str(tmp_path), *arguments]) == 2

    assert "--questionnaire belongs to a table." in capsys.readouterr().err
