"""Whatever a data file holds: a message that names the place and the remedy, or a number that is right."""

import json

import pytest

from leitplanke.cli import main

MARGINS = "variable,category,total\nd,Nord,60\nd,Süd,40\n"
PEOPLE = "d;y;x\nNord;1,5;ja\nSüd;2,5;nein\nNord;3;ja\nSüd;4;ja\n"
FEW = "{}: n = {}; under 10 nothing is published. Merge groups."


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on files of these contents; answers with exit code, output and messages."""

    def run_command(command, *arguments, encoding="utf-8", **files):
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode(encoding)
            (tmp_path / f"{name}.csv").write_bytes(data)
        words = [str(tmp_path / word) if word.endswith(".csv") else word for word in arguments]
        code = main([command, *words, "--language", "en"])
        told = capsys.readouterr()
        return code, told.out, told.err.splitlines()

    return run_command


REFUSED = {
    "mixed encodings": (
        {"data": PEOPLE.encode() + "Süd;4;ja\n".encode("cp1252")},
        ("--of", "y"),
        "data.csv, row 6: The file mixes encodings: row 3 is UTF-8, row 6 is not. Its parts come from different programs: "
        "save each as “CSV UTF-8”, then join them.",
    ),
    "characters read in the wrong encoding": (
        {"data": "g;y\nSÃ¼d;1\nNord;2\n"},
        ("--of", "y", "--by", "g"),
        "data.csv, row 2, field g: “SÃ¼d” was read in the wrong encoding. Save the original file as “CSV UTF-8”.",
    ),
    "empty margin variable": (
        {"data": PEOPLE + ";4;ja\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "data.csv, row 6, field d: Empty fields: 1; this is the first. For weighting every row needs a value: fill it in, "
        "or remove the rows.",
    ),
    "category that nobody chose": (
        {"data": PEOPLE, "margins": MARGINS + "d,West,10\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "margins.csv, row 4, field category: Nobody in the data has d = “West”. Merge “West” with a neighbour, for example "
        "“Süd”: add the totals, rename it in the data.",
    ),
    "category without a margin": (
        {"data": PEOPLE + "West;1;ja\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "data.csv, row 6, field d: For “West” (n = 1) the margins have no total above 0. Add the total, or merge “West” "
        "with another category in the data.",
    ),
    "umlauts in two forms": (
        {"data": PEOPLE + "Su\u0308d;1;ja\n"},
        ("--of", "x", "--by", "d"),
        "data.csv, row 6, field d: These categories look the same: „Su+U+0308d“ (1), „Süd“ (2). Spell them alike, or name "
        "them so that they differ clearly.",
    ),
    "umlauts spelt out": (
        {"data": PEOPLE + "Sued;1;ja\n"},
        ("--of", "d"),
        "data.csv, row 6, field d: These categories look the same: „Sued“ (1), „Süd“ (2). Spell them alike, or name them "
        "so that they differ clearly.",
    ),
    "categories that differ by case": (
        {"data": PEOPLE + "nord;1;ja\n"},
        ("--of", "x", "--by", "d"),
        "data.csv, row 6, field d: These categories look the same: „Nord“ (2), „nord“ (1). Spell them alike, or name them "
        "so that they differ clearly.",
    ),
    "one respondent": (
        {"data": "d;y\nNord;1\n"},
        ("--of", "y"),
        "data.csv: There is only one row: no uncertainty follows from it. A sample needs at least two.",
    ),
    "nobody knows": (
        {"data": "y\nweiß nicht\nweiß nicht\n"},
        ("--of", "y"),
        "data.csv, field y: Everybody answered “weiß nicht”. No share that means anything can be told of it.",
    ),
    "a text among numbers": (
        {"data": "y\n1\n2\nweiß nicht\n"},
        ("--of", "y"),
        "data.csv, row 4, field y: “weiß nicht” is no number; most fields of the column are. Mend the field; if it is no "
        'answer: --missing "weiß nicht"; if these are categories: --of y --as share.',
    ),
    "numbers far behind texts": (
        {"data": "y\n" + "weiß nicht\n" * 1001 + "1\n" * 1002},
        ("--of", "y"),
        "data.csv, row 2, field y: “weiß nicht” is no number; most fields of the column are. Mend the field; if it is no "
        'answer: --missing "weiß nicht"; if these are categories: --of y --as share.',
    ),
    "days as Excel counts them": (
        {"data": "y\n45000\n45100\n45200\n"},
        ("--of", "y"),
        "data.csv, field y: All numbers look like days that Excel writes as numbers (45000 is 2023-03-15). If they are "
        "measurements after all: --as mean.",
    ),
    "a day among categories": (
        {"data": "g;y\n18-29;1\n45780;2\n30-39;3\n"},
        ("--of", "y", "--by", "g"),
        "data.csv, row 3, field g: “45780” is a date among other categories: that is how Excel writes 3-5, for example. "
        "Format the column as “Text” and enter the category anew.",
    ),
    "a month among categories": (
        {"data": "g;y\n1-2;1\n05. Mrz;2\n6-9;3\n"},
        ("--of", "y", "--by", "g"),
        "data.csv, row 3, field g: “05. Mrz” is a date among other categories: that is how Excel writes 3-5, for example. "
        "Format the column as “Text” and enter the category anew.",
    ),
    "thousands or decimals": (
        {"data": "y;x\n1.234;a\n2.345;b\n"},
        ("--of", "y"),
        "data.csv, field y: All numbers look like 1.234: that may be a thousand, or a little more than one. Say which: "
        "--decimal , or --decimal . (the character before the decimals).",
    ),
    "decimal comma and point": (
        {"data": "y;x\n1.5;a\n2,5;b\n3,25;a\n"},
        ("--of", "y"),
        "data.csv, row 2, field y: The column mixes decimal comma and decimal point, here “1.5”. Write all numbers alike.",
    ),
    "weight of zero": (
        {"data": "y;w\n1;1,5\n2;0\n3;2\n"},
        ("--of", "y", "--base-weight", "w"),
        "data.csv, row 3, field w: “0” is no weight above 0. Mend it, or remove the row.",
    ),
    "negative weight": (
        {"data": "y;w\n1;1,5\n2;-1\n3;2\n"},
        ("--of", "y", "--base-weight", "w"),
        "data.csv, row 3, field w: “-1” is no weight above 0. Mend it, or remove the row.",
    ),
    "weight that is no number": (
        {"data": "y;w\n1;1,5\n2;NaN\n3;2\n"},
        ("--of", "y", "--base-weight", "w"),
        "data.csv, row 3, field w: “NaN” is no weight above 0. Mend it, or remove the row.",
    ),
    "infinite weight": (
        {"data": "y;w\n1;1,5\n2;inf\n3;2\n"},
        ("--of", "y", "--base-weight", "w"),
        'data.csv, row 3, field w: “inf” is no number. Mend the field; if it is no answer: --missing "inf".',
    ),
    "stratum with one unit": (
        {"data": "y;s\n1;a\n2;a\n3;b\n"},
        ("--of", "y", "--strata", "s"),
        "data.csv, field s: Strata with one single unit: „b“. Merge each with a similar stratum: one unit alone tells nothing "
        "about the variation.",
    ),
    "one cluster": (
        {"data": "y;c\n1;a\n2;a\n3;a\n"},
        ("--of", "y", "--cluster", "c"),
        "data.csv, field c: There is only one cluster: no uncertainty follows from it. A sample needs at least two.",
    ),
    "cluster in two strata": (
        {"data": "y;c;s\n1;1;a\n2;2;a\n3;1;b\n4;2;b\n"},
        ("--of", "y", "--cluster", "c", "--strata", "s"),
        "data.csv, field c: Cluster “1” lies in several strata. If numbers begin anew in every stratum: --nested. Otherwise "
        "mend the data.",
    ),
    "more drawn than there are": (
        {"data": "y;N\n1;2\n2;2\n3;2\n"},
        ("--of", "y", "--fpc", "N"),
        "data.csv, field N: The column: 3 drawn out of 2. What counts are units of the first stage (clusters, otherwise people).",
    ),
    "population of a stratum in two sizes": (
        {"data": "y;N\n1;20\n2;30\n3;20\n"},
        ("--of", "y", "--fpc", "N"),
        "data.csv, field N: The column has several values: 20 to 30. A stratum has one number of units.",
    ),
    "margins that contradict each other": (
        {
            "data": "a;b;y\n1;1;1\n1;1;2\n2;2;3\n2;2;4\n",
            "margins": "variable,category,total\na,1,30\na,2,70\nb,1,50\nb,2,50\n",
        },
        ("--of", "y", "--margins", "margins.csv"),
        "margins.csv: Weighting by a, b does not come out (largest deviation 33.3%). Nobody is in some combinations. Use "
        "fewer or coarser margins.",
    ),
    "margins of different populations": (
        {"data": PEOPLE, "margins": MARGINS + "x,ja,30\nx,nein,90\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "margins.csv, field total: The margins have different sums (x: 120, d: 100). They must count the same people: check "
        "date and age limit.",
    ),
    "negative total": (
        {"data": PEOPLE, "margins": "variable,category,total\nd,Nord,-60\nd,Süd,40\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "margins.csv, row 2, field total: -60 is no total. Enter 0 or more.",
    ),
    "bounds too narrow": (
        {"data": PEOPLE},
        ("--of", "y", "--margins", "margins.csv", "--method", "logit", "--bounds", "0.99,1.01"),
        "margins.csv: Weighting by d does not come out (largest deviation 23.8%). The weights that are allowed do not "
        "suffice. Widen the bounds, or merge categories.",
    ),
    "cap too low": (
        {"data": PEOPLE, "margins": "variable,category,total\nd,Nord,95\nd,Süd,5\n"},
        ("--of", "y", "--margins", "margins.csv", "--trim", "1.5"),
        "margins.csv: Weighting by d does not come out (largest deviation 21.1%). The weights that are allowed do not "
        "suffice. Allow larger weights, or merge categories.",
    ),
    "row with too many fields": (
        {"data": "a;b\n1;2\n1;2;3\n"},
        ("--of", "a"),
        "data.csv, row 3: The row has 3 fields instead of 2. Fields are separated by “;”; text with this character belongs "
        "in quotes.",
    ),
    "quote that does not end": (
        {"data": 'y;x\n1;"a\n2;b\n'},
        ("--of", "y"),
        "data.csv, row 2: The row is no valid CSV (unexpected end of data). Check the quotation marks.",
    ),
    "totals with blanks": (
        {"data": PEOPLE, "margins": "variable,category,total\nd,Nord,1 600\nd,Süd,1 400\n"},
        ("--of", "y", "--margins", "margins.csv"),
        "margins.csv, row 2, field total: “1 600” is no number as it is written. Write the bare number, without a unit and "
        "without signs between thousands.",
    ),
    "no heading": (
        {"data": "Nord;1\nSüd;2\nNord;3\n"},
        ("--of", "1"),
        "data.csv, row 1, field Nord: The first row looks like an answer: “Nord” stands below as well. Put a row with the "
        "columns' names above it; if these are the names, change one.",
    ),
    "UTF-16 without a mark": (
        {"data": PEOPLE.encode("utf-16-le")},
        ("--of", "y"),
        "data.csv, row 1: The row holds null characters: it is no text, or UTF-16 that does not say so. Save the file anew "
        "as “CSV UTF-8”.",
    ),
    "UTF-16 that breaks off": (
        {"data": PEOPLE.encode("utf-16")[:-1]},
        ("--of", "y"),
        "data.csv, row 5: The file begins as UTF-16; here it is so no longer. Save the file anew as “CSV UTF-8”.",
    ),
    "UTF-8 mark before Windows-1252": (
        {"data": b"\xef\xbb\xbf" + PEOPLE.encode("cp1252")},
        ("--of", "y"),
        "data.csv, row 3: The file begins as UTF-8; here it is so no longer. Save the file anew as “CSV UTF-8”.",
    ),
    "unknown column": (
        {"data": PEOPLE},
        ("--of", "z"),
        "data.csv, field z: There is no column z. There are: d, y, x.",
    ),
    "columns of the same name": (
        {"data": "y;y\n1;2\n"},
        ("--of", "y"),
        "data.csv, row 1, field y: Columns have the same name: y. Give them different names.",
    ),
    "nothing": ({"data": ""}, ("--of", "y"), "data.csv: The file is empty. The first row names the columns."),
    "no rows": (
        {"data": "y;x\n"},
        ("--of", "y"),
        "data.csv: The file has no row of data. Check whether it is the right one.",
    ),
    "mean of texts": (
        {"data": PEOPLE},
        ("--of", "x", "--as", "mean"),
        "data.csv, row 2, field x: The column holds text, for example “ja”. Numbers are needed here; text has shares: --as share.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_input_is_refused_with_place_and_remedy(run, case):
    files, arguments, message = REFUSED[case]

    code, out, told = run("estimate", "data.csv", *arguments, **{"margins": MARGINS} | files)

    assert (code, out, told) == (2, "", [message, "1 fault, nothing written."])


def test_misspelt_category_is_told_on_both_sides(run):
    code, _, told = run(
        "estimate",
        "data.csv",
        "--of",
        "y",
        "--margins",
        "margins.csv",
        data=PEOPLE.replace("Süd", "Sued"),
        margins=MARGINS,
    )

    assert code == 2
    assert told == [
        "data.csv, row 3, field d: For “Sued” (n = 2) the margins have no total above 0. Probably “Süd” is meant: spell both alike.",
        "margins.csv, row 3, field category: Nobody in the data has d = “Süd”. Probably “Sued” is meant: spell both alike.",
        "2 faults, nothing written.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_encoding_and_delimiter_change_no_number(run, encoding, delimiter):
    data = PEOPLE.replace(";", delimiter)

    code, out, _ = run(
        "estimate", "data.csv", "--of", "y", "--by", "d", "--json", "--as", "mean", data=data, encoding=encoding
    )

    assert code == 0
    assert [(one["group"], one["n"], one["mean"]) for one in json.loads(out)] == [("Nord", 2, 2.25), ("Süd", 2, 3.25)]


@pytest.mark.parametrize(("data", "of"), [("id;Bus;1\n1;Bus;1\n2;Bus;1\n", "Bus"), ("0;1\n0;1\n1;1\n", "0")])
def test_headings_that_are_numbers_or_categories_are_names(run, data, of):
    """Columns of ticks are called by what is ticked, exports of Polis call them by number."""
    code, out, _ = run("estimate", "data.csv", "--of", of, "--json", "--as", "share", data=data)

    assert (code, {one["n"] for one in json.loads(out)}) == (0, {2})


@pytest.mark.parametrize("fields", [("12 €", "13 €"), ("1 234", "2 345,5"), ("12%", "13 %"), ("1'234", "2'345")])
def test_numbers_with_blanks_or_units_are_pointed_out(run, fields):
    code, out, told = run("estimate", "data.csv", "--of", "y", "--json", data="y\n" + "\n".join(fields * 6) + "\n")

    assert (code, [one["share"] for one in json.loads(out)]) == (0, [0.5, 0.5])
    assert told == [
        f"y: The fields look like numbers (“{fields[0]}”) and are counted as categories. For a mean write the bare number."
    ]


def test_comma_file_with_three_decimals_is_no_thousand(run):
    _, out, _ = run("estimate", "data.csv", "--of", "y", "--json", data="y,x\n33.847,a\n33.849,b\n")

    assert json.loads(out)[0]["mean"] == 33.848


def test_rows_without_a_value_are_told_and_left_out(run):
    _, out, told = run("estimate", "data.csv", "--of", "y", "--json", data="y;x\n" + "1;a\n3;b\n" * 6 + ";a\nNA;b\n")

    assert [(one["n"], one["mean"]) for one in json.loads(out)] == [(12, 2.0)]
    assert told == ["y: 2 of 14 rows have no value; the figures are about the others."]


def test_missing_answer_in_words_is_told_and_can_be_left_out(run):
    data = "x\n" + "ja\nnein\n" * 6 + "weiß nicht\n"

    _, counted, told = run("estimate", "data.csv", "--of", "x", "--json", data=data)
    _, left_out, _ = run("estimate", "data.csv", "--of", "x", "--json", "--missing", "weiß nicht", data=data)

    assert told == ['x: “weiß nicht” (n = 1) counts as an answer; to leave it out: --missing "weiß nicht".']
    assert [one["category"] for one in json.loads(counted)] == ["ja", "nein", "weiß nicht"]
    assert [(one["category"], one["share"]) for one in json.loads(left_out)] == [("ja", 0.5), ("nein", 0.5)]


def test_groups_that_are_days_of_excel_are_told(run):
    data = "g;y\n" + "45000;1\n45000;2\n" * 6 + "45100;2\n45100;3\n" * 6

    code, _, told = run("estimate", "data.csv", "--of", "y", "--by", "g", data=data)

    assert code == 0
    assert told == [
        "g: All groups look like days that Excel writes as numbers, 45000 for example (45000 is 2023-03-15). If they are days, form months or years as text."
    ]


def test_table_of_few_has_no_evidence(run, tmp_path):
    code, _, told = run("evidence", "data.csv", "--out", str(tmp_path / "out"), "--as-of", "2026-01-01", data=PEOPLE)

    assert code != 0
    assert told[0] == (
        "data.csv: Rows with answers: 4. Under 10 nothing is published. For your own eyes use `leitplanke estimate` and `tabulate`; they publish nothing."
    )
    assert not (tmp_path / "out").exists()


def test_million_identical_rows_claim_no_precision(run):
    code, out, told = run(
        "estimate",
        "data.csv",
        "--of",
        "y,x",
        "--recruitment",
        "sample",
        "--json",
        data="y;x\n" + "0,1;ja\n" * 1_000_000,
    )

    number, share = json.loads(out)
    assert code == 0
    assert (number["mean"], number["se"], number["deff"], number["low"], number["interval"]) == (
        0.1, 0.0, None, None, "none-no-variance",
    )  # fmt: skip
    assert (share["share"], share["high"], share["deff"]) == (1.0, 1.0, None)
    assert 0.9999 < share["low"] < 1
    assert told == [
        f"{name}: all 1000000 rows are the same; a standard error of 0 is no proof of precision." for name in ("y", "x")
    ]


def test_single_row_of_a_group_has_no_standard_error(run):
    _, out, told = run(
        "estimate",
        "data.csv",
        "--of",
        "y",
        "--by",
        "g",
        "--json",
        "--recruitment",
        "sample",
        data="y;g\n1;a\n2;a\n3;b\n",
    )

    alone = json.loads(out)[1]
    assert (alone["group"], alone["n"], alone["mean"], alone["se"], alone["low"], alone["interval"]) == (
        "b", 1, 3.0, None, None, "none-too-few",
    )  # fmt: skip
    assert told == [FEW.format("y (a)", 2), FEW.format("y (b)", 1)]


def test_margins_with_a_little_noise_are_brought_to_one_total(run, tmp_path):
    data = PEOPLE + "Nord;1;nein\n"
    margins = MARGINS + 'x,ja,70\nx,nein,"30,5"\n'

    code, _, told = run(
        "weights", "data.csv", "--margins", "margins.csv", "--out", "weights.csv", data=data, margins=margins
    )

    assert (code, told) == (0, ["The sums of the margins differ by up to 0.50%; all were brought to 100."])
    lines = (tmp_path / "weights.csv").read_text("utf-8").split()
    assert lines[0] == "weight"
    assert sum(map(float, lines[1:])) == pytest.approx(100, rel=1e-12)
