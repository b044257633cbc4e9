import csv
import json
import stat

import pytest

from factories.conversation import PEOPLE, export_files
from leitplanke.cli import DONE, FAULTY_INPUT, main


@pytest.fixture
def folder(tmp_path):
    where = tmp_path / "export"
    where.mkdir()
    for name, data in _thrice(export_files()).items():
        (where / name).write_bytes(data)
    return where


def _thrice(files):
    """Everybody three times, so that groups are large enough to be told."""
    head, *rows = files["participants-votes.csv"].decode().splitlines()
    copies = [f"{copy}{row}" for copy in ("", "1000", "2000") for row in rows]
    return {**files, "participants-votes.csv": "\n".join([head, *copies]).encode(), "votes.csv": _votes(files)}


def _votes(files):
    head, *rows = files["votes.csv"].decode().splitlines()
    split = [row.split(",") for row in rows]
    copies = [",".join((t, s, f"{copy}{p}", v)) for copy in ("", "1000", "2000") for t, s, p, v in split]
    return "\n".join([head, *copies]).encode()


def test_opinions_prints_the_report_as_json(folder, capsys):
    code = main(["opinions", str(folder), "--json", "--seed", "3", "--language", "en"])

    told = json.loads(capsys.readouterr().out)
    assert code == DONE
    assert told["groups"] == [{"id": "A", "n": 117}, {"id": "B", "n": 90}, {"id": "C", "n": 63}]
    assert (told["topic"], told["seed"], told["participants"]) == ("Eine erfundene Unterhaltung", 3, 3 * PEOPLE)
    assert told["agreement_with_polis"] == pytest.approx(0.97, abs=0.01)
    assert {cell["n"] for row in told["statements"] for cell in row["by_group"]} - {None}


def test_opinions_writes_page_document_and_keeps_the_people_to_their_owner(folder, tmp_path, capsys):
    out = tmp_path / "out"

    code = main(["opinions", str(folder), "--out", str(out)])

    told = capsys.readouterr()
    assert code == DONE
    assert "Was verbindet" in told.out
    assert "Übereinstimmung mit den Gruppen des Exports (bereinigter Rand-Index): 0,97" in told.out
    assert {path.name for path in out.iterdir()} == {"opinions.html", "opinions.json", "participants.csv"}
    assert stat.S_IMODE((out / "participants.csv").stat().st_mode) == 0o600
    rows = list(csv.reader((out / "participants.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["participant", "group"]
    assert {group for _, group in rows[1:]} == {"A", "B", "C"}


def test_nobody_is_named_in_what_may_be_published(folder, tmp_path):
    out = tmp_path / "out"
    main(["opinions", str(folder), "--out", str(out)])

    for name in ("opinions.html", "opinions.json"):
        assert "100089" not in (out / name).read_text("utf-8")


def test_opinions_of_too_few_people_are_not_told(tmp_path, capsys):
    (tmp_path / "votes.csv").write_text("comment-id,voter-id,vote\n1,a,1\n1,b,-1\n")

    code = main(["opinions", str(tmp_path), "--language", "en"])

    assert code == FAULTY_INPUT
    assert "Fewer than 10 people in a group" in capsys.readouterr().err


def test_opinions_of_a_folder_that_is_none_tells_so(tmp_path, capsys):
    assert main(["opinions", str(tmp_path / "gone"), "--language", "en"]) != DONE
    assert "There is no such file or folder." in capsys.readouterr().err


def test_statements_about_the_person_can_be_named(folder, capsys):
    main(["opinions", str(folder), "--json", "--meta", "4,5"])
    named = json.loads(capsys.readouterr().out)
    main(["opinions", str(folder), "--json", "--meta", "none"])
    nobody = json.loads(capsys.readouterr().out)

    assert [row["id"] for row in named["statements"] if row["is_meta"]] == ["4", "5"]
    assert [row["id"] for row in nobody["statements"] if row["is_meta"]] == []
