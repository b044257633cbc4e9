"""A problem as tables: every field, both forms, and every fault with its table, row and column."""

import pytest

from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.planning.documents import problem_bytes, read_problem_json
from leitplanke.exchange.planning.files import problem_at
from leitplanke.exchange.surveys.spreadsheets import Sheet, workbook
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.relations import Choice, Wait, WaitKind
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    FiscalYear,
    FixedStart,
    PlannedStart,
    Pot,
    Problem,
    Release,
    ReleaseKind,
    Stability,
    Unit,
)

TABLES = {
    "problem": "first_month;months;tail_months;investive_carries_over;consumptive_carries_over\n2027-01;6;3;ja;\n",
    "units": "unit;name;from;fte\nit;IT-Amt;;1,5\nit;;2027-03;2\n",
    "years": "year;investive;consumptive\n2027;1.000,50;20\n",
    "audiences": "audience;weight_percent\ncitizens;60\ncompanies;40\n",
    "measures": (
        "measure;is_mandatory;deadline;release;due;lateness;fixed_start;fixed_mode;requires;benefit\n"
        "runs;;;;;;2026-12;own;;\n"
        "base;nein;;2027-02;;;;;;citizens:5\n"
        "shop;ja;2027-06;;2027-04;7;;;base;citizens:1,companies:2\n"
    ),
    "modes": (
        "measure;mode;months;investive;consumptive;running_per_year\nruns;own;2;;;\nbase;own;2;1;;12\nshop;own;1;2;3;\n"
        "shop;bought;2;1 2;;\n"
    ),
    "staffing": "measure;mode;unit;fte\nbase;own;it;0,5\nshop;bought;it;0,25 1\n",
    "draws": "measure;mode;pot;amount\nshop;own;grant;1\n",
    "relations": "measure;kind;others;months\nshop;after_start;base;1\nshop;any_of;base,runs;\nbase;after_end;runs;2\n",
    "choices": "choice;members;least;most\nsite;base,shop;;1\n",
    "pots": "pot;name;amount;first;last;share_percent\ngrant;Fonds;9;2027-01;2027-05;80\n",
}
PROBLEM = Problem(
    first_month=Month("2027-01"),
    months=6,
    units=(Unit("it", Text("IT-Amt"), (150, 150, 200, 200, 200, 200)),),
    years=(FiscalYear(2027, 100_050, 2000),),
    activities=(
        Activity("runs", (ActivityMode("own", 2, (), (0, 0), (0, 0), 0),), (0, 0), fixed=FixedStart("own", -1)),
        Activity(
            "base",
            (ActivityMode("own", 2, (("it", 50),), (50, 50), (0, 0), 1200),),
            (5, 0),
            releases=(Release(1, ReleaseKind.TOWN, "base"),),
            waits=(Wait("runs", WaitKind.AFTER_END, 2),),
        ),
        Activity(
            "shop",
            (
                ActivityMode("own", 1, (), (200,), (300,), 0, draws=(("grant", 100),)),
                ActivityMode("bought", 2, (), (100, 200), (0, 0), 0, profiles=(("it", (25, 100)),)),
            ),
            (1, 2),
            prerequisites=("base",),
            deadline=5,
            is_mandatory=True,
            waits=(Wait("base", WaitKind.AFTER_START, 1),),
            any_of=(("base", "runs"),),
            due=3,
            lateness=7,
        ),
    ),
    exclusions=(),
    audiences=("citizens", "companies"),
    weights_percent=(60, 40),
    tail_months=3,
    pots=(Pot("grant", Text("Fonds"), 900, first=0, last=4, share_percent=80),),
    investive_carries_over=True,
    choices=(Choice("site", ("base", "shop"), 0, 1),),
)


@pytest.fixture
def folder(tmp_path):
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return tmp_path


def test_a_folder_of_tables_holds_the_whole_problem(folder):
    assert problem_at(folder) == PROBLEM
    assert read_problem_json(problem_bytes(PROBLEM), "problem.json") == PROBLEM


def test_a_workbook_holds_the_same_with_numbers_as_numbers(tmp_path):
    sheets = []
    for name, text in TABLES.items():
        header, *rows = (line.split(";") for line in text.splitlines())
        sheets.append(Sheet(name, tuple(header), [[_cell(cell) for cell in row] for row in rows]))
    path = tmp_path / "problem.xlsx"
    path.write_bytes(workbook(sheets))

    assert problem_at(path) == PROBLEM


def _cell(text):
    try:
        return float(text.replace(".", "").replace(",", "."))
    except ValueError:
        return text


def test_fields_that_were_added_are_absent_until_they_say_something():
    plain = Problem(Month("2027-01"), 1, (), (), (), (), (), ())

    assert b"choices" not in problem_bytes(plain)
    assert b"waits" in problem_bytes(PROBLEM)


@pytest.mark.parametrize(
    ("table", "before", "after", "said"),
    [
        ("units", "1,5", "1.5", "units.csv, row 2, field fte"),
        ("modes", "shop;own", "shopp;own", "modes.csv, row 4, field measure"),
        ("staffing", "shop;bought", "shop;baught", "staffing.csv, row 3, field measure"),
        ("staffing", "0,25 1", "0,25 1 1", "modes.csv, row 5, field profiles"),
        ("modes", "1 2", "1 2 3", "modes.csv, row 5, field months"),
        ("relations", "base,runs", "base,rans", "relations.csv, row 3, field others"),
        ("relations", "after_start", "later", "relations.csv, row 2, field kind"),
        ("choices", "base,shop", "base,shap", "problem.csv, row 2, field choices"),
        ("measures", "citizens:5", "children:5", "measures.csv, row 3, field benefit"),
        ("measures", "own;;\n", "bought;;\n", "measures.csv, row 2, field fixed_mode"),
        ("years", "year;", "jahr;", "years.csv, row 1"),
        ("years", "2027;", "2026;", "problem.csv, row 2, field years: Fiscal year without a row: 2027."),
        ("problem", "2027-01;6", "2027-01;0", "problem.csv, row 2, field months"),
        ("years", "2027;1.000,50;20\n", "2027;1;1\n2027;2;2\n", "years.csv, row 3, field year"),
        ("audiences", "companies", "citizens", "audiences.csv, row 3, field audience"),
        ("measures", "\nbase;", "\nshop;", "measures.csv, row 4, field measure"),
        ("measures", ";base;", ";bass;", "measures.csv, row 4, field requires"),
        ("staffing", "own;it", "own;hr", "staffing.csv, row 2, field unit"),
        ("draws", "own;grant", "own;grand", "draws.csv, row 2, field pot"),
        ("audiences", "60", "-60", "problem.csv, row 2, field weights_percent"),
        ("pots", "2027-01;2027-05", "2027-05;2027-01", "pots.csv, row 2, field last"),
    ],
)
def test_a_fault_is_told_with_its_place(folder, table, before, after, said):
    assert before in TABLES[table]
    (folder / f"{table}.csv").write_text(TABLES[table].replace(before, after), "utf-8")

    with pytest.raises(FaultyInputError) as caught:
        problem_at(folder)

    assert said in caught.value.faults[0].in_language(Language.EN)


def test_a_circle_is_told_with_the_tables_that_may_hold_it(folder):
    (folder / "measures.csv").write_text(TABLES["measures"].replace("2027-02;;;;;;", "2027-02;;;;;shop;"), "utf-8")

    with pytest.raises(FaultyInputError) as caught:
        problem_at(folder)

    assert "measures.csv, relations.csv" in caught.value.faults[0].in_language(Language.EN)


def test_tables_of_windows_keep_quotes_and_dashes(folder):
    (folder / "units.csv").write_bytes(TABLES["units"].replace("IT-Amt", "„IT“ – Büro").encode("cp1252"))

    assert problem_at(folder).units[0].name.de == "„IT“ – Büro"


def test_what_is_called_a_workbook_and_is_none_is_told_to_be_damaged(tmp_path):
    path = tmp_path / "problem.xlsx"
    path.write_bytes(b"first_month;months\n")

    with pytest.raises(FaultyInputError) as caught:
        problem_at(path)

    assert "damaged" in caught.value.faults[0].in_language(Language.EN)


def test_missing_and_strange_tables_are_told(folder):
    (folder / "years.csv").unlink()
    (folder / "staff.csv").write_text("a;b\n", "utf-8")

    with pytest.raises(FaultyInputError) as caught:
        problem_at(folder)

    assert [fault.file for fault in caught.value.faults] == ["years.csv", "staff.csv"]


def test_rows_of_years_have_no_order(folder):
    (folder / "years.csv").write_text(TABLES["years"].replace("2027", "2028;0;0\n2027"), "utf-8")

    assert problem_at(folder).years == (*PROBLEM.years, FiscalYear(2028, 0, 0))


def test_import_and_solve_take_a_folder(folder, tmp_path, capsys):
    target = tmp_path / "out.json"

    assert main(["roadmap", "import", str(folder), "--out", str(target)]) == DONE
    assert read_problem_json(target.read_bytes(), "out.json") == PROBLEM
    (folder / "relations.csv").write_text("measure;kind;others;months\nbase;any_of;shop;\n", "utf-8")
    assert main(["roadmap", "solve", str(folder), "--language", "en"]) == FAULTY_INPUT
    assert "circle" in capsys.readouterr().err


def test_promises_stand_in_tables_of_their_own(tmp_path):
    tables = TABLES | {
        "fairness": "least_percent\n20\n",
        "stability": "most_changes;keeping;shift\n2;50;3\n",
        "published": "activity;mode;start;first_month;last_month\nshop;own;4;2027-05;2027-05\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    problem = problem_at(tmp_path)

    assert problem.fairness is not None
    assert problem.fairness.least_percent == 20
    assert problem.stability == Stability((PlannedStart("shop", "own", 4),), 2, 50, 3)
    assert read_problem_json(problem_bytes(problem), "problem.json") == problem


def test_two_rows_of_promises_are_refused(tmp_path):
    tables = TABLES | {
        "fairness": "least_percent\n20\n30\n",
        "stability": "most_changes;keeping;shift\n2;;\n3;;\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    with pytest.raises(FaultyInputError) as told:
        problem_at(tmp_path)

    assert [(fault.file, fault.row) for fault in told.value.faults] == [("stability.csv", 3)]
