import json

import pytest

from factories.best_worst import ITEMS, rows
from leitplanke.cli import DONE, FAULTY_INPUT, main

HEAD = "person,shown,best,worst"


def table(extra=()):
    lines = [
        f"{person},{'|'.join(ITEMS[i] for i in shown)},{ITEMS[best]},{ITEMS[worst]}"
        for person, shown, best, worst in rows()
    ]
    return "\n".join([HEAD, *lines, *extra, ""])


@pytest.fixture
def data(tmp_path):
    file = tmp_path / "choices.csv"
    file.write_text(table(), "utf-8")
    return file


def test_maxdiff_prints_the_result_as_json(data, capsys):
    code = main(["maxdiff", str(data), "--json", "--recruitment", "sample"])

    told = json.loads(capsys.readouterr().out)
    assert code == DONE
    assert (told["persons"], told["answers"], told["model"]) == (60, 420, "sequential")
    assert told["items"][0]["item"] == "bus"
    assert told["items"][0]["utility"] == pytest.approx(0.786666338469384607, abs=1e-9)
    assert told["items"][0]["low"] < told["items"][0]["share"] < told["items"][0]["high"]


def test_maxdiff_prints_a_table_without_intervals_for_an_open_survey(data, capsys):
    code = main(["maxdiff", str(data), "--language", "en"])

    told = capsys.readouterr().out.splitlines()
    assert code == DONE
    assert told[1].split()[:1] == ["bus"]
    assert "–" in told[1]
    assert told[-1].startswith("60 people, 420 answers; errors with people as clusters")


def test_items_may_stand_in_columns_of_their_own(tmp_path, capsys):
    file = tmp_path / "choices.csv"
    lines = [
        ";".join((str(person), *(ITEMS[i] for i in shown), ITEMS[worst], ITEMS[best]))
        for person, shown, best, worst in rows()
    ]
    file.write_text("\n".join(["Person;item_1;item_2;item_3;Worst;Best", *lines]), "cp1252")

    assert main(["maxdiff", str(file), "--json"]) == DONE
    assert json.loads(capsys.readouterr().out)["items"][0]["item"] == "bus"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("x,bus|bike,pool,bike", "choices.csv, row 422, field best: “pool” was not shown."),
        (
            "x,bus|bike,bus|bike,bike",
            "field best: “bus|bike” was not shown. Exactly one of: bus, bike. There are no ties.",
        ),
        ("x,bus|bike,bus,bus", "field worst: “bus” is the best as well."),
        ("x,bus|bus|bike,bus,bike", "field shown: Fewer than two, or one of them twice."),
        (",bus|bike,bus,bike", "field person: The person is missing."),
        ("x,bus|bike,bus", "row 422: 3 fields instead of 4."),
    ],
)
def test_maxdiff_tells_file_row_field_and_remedy(tmp_path, capsys, row, expected):
    file = tmp_path / "choices.csv"
    file.write_text(table([row]), "utf-8")

    assert main(["maxdiff", str(file), "--language", "en"]) == FAULTY_INPUT
    assert expected in capsys.readouterr().err


def test_maxdiff_counts_rows_without_an_answer(tmp_path, capsys):
    file = tmp_path / "choices.csv"
    file.write_text(table(["x,bus|bike,,", "y,bus|bike,bus,"]), "utf-8")

    assert main(["maxdiff", str(file), "--language", "en"]) == DONE
    assert "2 rows without a best or worst do not count." in capsys.readouterr().err


def test_maxdiff_names_missing_columns(tmp_path, capsys):
    file = tmp_path / "choices.csv"
    file.write_text("person,best\nx,bus\n", "utf-8")

    assert main(["maxdiff", str(file), "--language", "en"]) == FAULTY_INPUT
    told = capsys.readouterr().err
    assert "field worst: The column is missing" in told
    assert "field shown: The column is missing" in told


def test_design_is_printed_as_csv_with_its_balance(tmp_path, capsys):
    file = tmp_path / "items.txt"
    file.write_text("\n".join(ITEMS), "utf-8")

    code = main(["maxdiff-design", str(file), "--per-set", "3", "--sets", "7", "--language", "en"])

    told = capsys.readouterr()
    assert code == DONE
    assert told.out.splitlines()[0] == "version;set;item-1;item-2;item-3"
    assert len(told.out.splitlines()) == 8
    assert told.err == "Each shown 3 to 3 times, each pair 1 to 1 times; balance of pairs 1.000 of 1.\n"


def test_items_that_look_the_same_are_refused(tmp_path, capsys):
    file = tmp_path / "choices.csv"
    file.write_text(table(["61,Bus|bike|pool,Bus,pool"]), "utf-8")

    code = main(["maxdiff", str(file), "--language", "en"])

    assert code == FAULTY_INPUT
    assert "choices.csv, row 422, field shown: These categories look the same: „bus“ (" in capsys.readouterr().err
