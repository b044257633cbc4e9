import csv
import json
import stat

import pytest

from factories.every_kind import every_kind
from factories.questionnaires import EVERY_KIND
from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.surveys.documents import questionnaire_bytes


@pytest.fixture
def questionnaire(tmp_path):
    file = tmp_path / "questionnaire.json"
    file.write_bytes(questionnaire_bytes(every_kind()))
    return file


def test_printed_sheets_are_read_again(questionnaire, tmp_path, capsys):
    out, read = tmp_path / "paper", tmp_path / "read"
    arguments = ("--out", str(out), "--count", "2", "--seed", "1")

    assert main(["survey", "paper", str(questionnaire), *arguments]) == DONE
    scan = ("scan", str(questionnaire), str(out / "sheets.pdf"), "--layout", str(out / "layout.json"))
    assert main(["survey", *scan, "--out", str(read), "--language", "en"]) == DONE

    numbers = [row[0].replace("-", "") for row in list(csv.reader((out / "numbers.csv").read_text().splitlines()))[1:]]
    found = json.loads((read / "proposals.json").read_bytes())
    assert [one["sheet"] for one in found["sheets"]] == numbers
    assert not any(box["is_set"] or box["is_doubtful"] for sheet in found["sheets"] for box in sheet["boxes"])
    pictures = {name for sheet in found["sheets"] for names in sheet["pictures"].values() for name in names}
    assert pictures == {one.name for one in read.glob("*.png")}
    assert stat.S_IMODE((read / "proposals.json").stat().st_mode) == 0o600
    assert "0 ticks" in capsys.readouterr().out


def test_scan_of_another_survey_writes_nothing(questionnaire, tmp_path, capsys):
    other = tmp_path / "other.json"
    other.write_bytes(questionnaire_bytes(EVERY_KIND))
    for file, folder in ((questionnaire, "a"), (other, "b")):
        assert main(["survey", "paper", str(file), "--out", str(tmp_path / folder), "--seed", "1"]) == DONE

    layout = ("--layout", str(tmp_path / "a" / "layout.json"), "--out", str(tmp_path / "read"))
    code = main(["survey", "scan", str(questionnaire), str(tmp_path / "b" / "sheets.pdf"), *layout])

    assert code == FAULTY_INPUT
    assert "sheets.pdf [1]: Das ist ein Bogen einer anderen Umfrage." in capsys.readouterr().err
    assert not (tmp_path / "read").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("--audience", "cats"), "Feld audience: Die Zielgruppe „cats“ gibt es nicht."),
        (("--in", "xx"), "Feld in: In der Sprache „xx“ ist der Fragebogen nicht geschrieben."),
        (("--count", "0"), "Feld count: 0 Bögen"),
        (("--count", "2", "--size", "fillable"), "Feld count: 2 Bögen"),
    ],
)
def test_impossible_print_is_refused(questionnaire, tmp_path, capsys, wrong, told):
    code = main(["survey", "paper", str(questionnaire), "--out", str(tmp_path / "paper"), *wrong])

    assert (code, capsys.readouterr().err.startswith(told)) == (FAULTY_INPUT, True)
    assert not (tmp_path / "paper").exists()
