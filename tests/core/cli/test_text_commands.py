"""`leitplanke themes`: counts, a table for coders, and back."""

import csv
import json

import pytest

from leitplanke.cli import FAULTY_INPUT, main

CODEBOOK = """[[themes]]
id = "bus"
name = { de = "Bus", en = "Bus" }
word_beginnings = ["bus"]

[[themes]]
id = "light"
name = { de = "Licht", en = "Light" }
word_beginnings = ["licht"]
"""
TEXTS = ["Mehr Busse"] * 15 + ["Der Bus von Frau Kaya fehlt"] * 15 + ["Mehr Licht"] * 3 + ["Weiter so"] * 12 + [""] * 17


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data.csv").write_text("nr;wish\n" + "".join(f"{at};{text}\n" for at, text in enumerate(TEXTS)))
    (tmp_path / "codebook.toml").write_text(CODEBOOK)
    return tmp_path


def themes(folder, *more):
    return main(
        ["themes", str(folder / "data.csv"), "--text", "wish", "--codebook", str(folder / "codebook.toml"), *more]
    )


def coded(folder, codes):
    """The table for coders with these codes of the first and the second, by text."""
    assert themes(folder, "--out", str(folder / "codes.csv")) == 0
    with (folder / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        row["first"], row["second"] = codes[row["text"]]
    with (folder / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def test_counts_have_a_base_and_none_is_small(folder, capsys):
    assert themes(folder, "--json") == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["base"], found["different_texts"], found["checked_by_a_person"]) == (62, 4, 0)
    assert [(one["theme"], one["n"]) for one in found["themes"]] == [("bus", 30), ("light", None)]


def test_table_is_masked_proposes_and_is_read_back(folder, capsys):
    rows = coded(
        folder,
        {
            "Mehr Busse": ("bus", "bus"),
            "Der Bus von Frau [Name] fehlt": ("-", "bus"),
            "Mehr Licht": ("light", "light"),
            "Weiter so": ("-", "-"),
        },
    )
    capsys.readouterr()

    assert themes(folder, "--coded", str(folder / "codes.csv"), "--json") == 0

    assert {row["text"]: (row["times"], row["proposed"]) for row in rows} == {
        "Mehr Busse": ("15", "bus"),
        "Der Bus von Frau [Name] fehlt": ("15", "bus"),
        "Mehr Licht": ("3", "light"),
        "Weiter so": ("12", ""),
    }
    found = json.loads(capsys.readouterr().out)
    assert (found["checked_by_a_person"], found["disagreeing"]) == (3, 1)
    assert {one["theme"]: one["alpha"] for one in found["agreement"]} == {"bus": pytest.approx(8 / 15), "light": 1.0}


def test_what_the_codebook_does_not_have_is_told_with_row_and_column(folder, capsys):
    coded(
        folder, dict.fromkeys(("Mehr Busse", "Der Bus von Frau [Name] fehlt", "Mehr Licht", "Weiter so"), ("train", ""))
    )
    capsys.readouterr()

    assert themes(folder, "--coded", str(folder / "codes.csv")) == FAULTY_INPUT

    told = capsys.readouterr().err
    assert all(words in told for words in ("codes.csv", "first", "train"))


def test_texts_that_say_nothing_are_pointed_out_and_alone_are_refused(tmp_path, capsys):
    some, all_of_them = tmp_path / "some.csv", tmp_path / "all.csv"
    some.write_text("wish\n" + "Mehr Busse\n" * 12 + "weiß nicht\n" * 3, "utf-8")
    all_of_them.write_text("wish\n" + "weiß nicht\n" * 40, "utf-8")

    codes = [main(["themes", str(data), "--text", "wish", "--language", "en"]) for data in (some, all_of_them)]

    told = capsys.readouterr()
    assert codes == [0, FAULTY_INPUT]
    assert told.out == "15 rows, 2 different texts.\n"
    assert told.err.splitlines() == [
        "wish: “weiß nicht” (n = 3) says nothing and counts as a text; empty the fields to leave it out.",
        "all.csv, field wish: Everybody answered “weiß nicht”. No share that means anything can be told of it.",
        "1 fault, nothing written.",
    ]
