# ruff: noqa: E501 - one fault per line reads as a table
from dataclasses import replace

import pytest

from factories.town_folder import staged_town_files, town_files, write_town_folder
from leitplanke.exchange.measure_sheets.merge import measures_of_export
from leitplanke.exchange.measure_sheets.workbook import export, read_export
from leitplanke.exchange.town_check import plan_flaws
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.exchange.town_writer import town_files as files_of
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.strategy.model import Payment, StaffNeed

FAULTS = [
    ("staffing.csv", "0,5;1;6", "0,5;0;6", "staffing.csv", 2, "from_month", "0 is no month of the work."),
    ("staffing.csv", "0,5;1;6", "0,5;1,5;6", "staffing.csv", 2, "from_month", "no whole number"),
    ("staffing.csv", "0,5;1;6", "0,5;März;6", "staffing.csv", 2, "from_month", "no whole number"),
    ("staffing.csv", "0,5;1;6", "0,5;1;181", "staffing.csv", 2, "to_month", "181 is no month of the work."),
    ("staffing.csv", "0,5;1;6", "0,5;6;1", "staffing.csv", 2, "to_month", "Month 1 lies before month 6."),
    ("staffing.csv", "0,2;7;", "0,2;6;", "staffing.csv", 3, "from_month", "Month 6 of it stands in another row already."),
    ("staffing.csv", "0,2;7;", "0,2;;", "staffing.csv", 3, "from_month", "Month 1–6 of it stands in another row already."),
    ("staffing.csv", "0,2;7;", "0,2;9;", "staffing.csv", 3, "from_month", "Month 9 lies after the end: the work takes 8 months."),
    ("staffing.csv", "0,2;7;", "0,2;7;9", "staffing.csv", 3, "to_month", "Month 9 lies after the end: the work takes 8 months."),
    ("staffing.csv", "from_month", "form_month", "staffing.csv", 1, "form_month", "Unknown column"),
    ("payments.csv", "own;8;", "own;9;", "payments.csv", 2, "month", "Month 9 lies after the end: the work takes 8 months."),
    ("payments.csv", "own;8;", "own;0;", "payments.csv", 2, "month", "0 is no month of the work."),
    ("payments.csv", "own;8;", "own;1;", "payments.csv", 3, "month", "stands in row 2 already"),
    ("payments.csv", "8;4000;", "8;;", "payments.csv", 2, "investive", "The payment has no amount."),
    ("payments.csv", "8;4000;", "8;-4000;", "payments.csv", 2, "investive", "-4000.00 is not possible"),
    ("payments.csv", "8;4000;", "8;4000,01;", "modes.csv", 2, "investive", "The payments come to 10000.01, the amount here is 10000.00."),
    ("payments.csv", "6;;3000", "6;;2999", "modes.csv", 3, "consumptive", "The payments come to 9999.00, the amount here is 10000.00."),
    ("payments.csv", "login;own;8", "login;won;8", "payments.csv", 2, "mode", "Did you mean “own”?"),
    ("payments.csv", "login;own;8", "logon;own;8", "payments.csv", 2, "measure", "Did you mean “login”?"),
]  # fmt: skip


@pytest.fixture
def town():
    return read_town_files({name: text.encode() for name, text in staged_town_files().items()})


def modes_of(town):
    return {(one.id, mode.id): mode for one in town.draft.measures for mode in one.modes}


def test_stages_and_payments_are_read_in_order_of_months(town):
    login, kita = modes_of(town)["login", "own"], modes_of(town)["kita_online", "own"]

    assert login.staff == (StaffNeed("it", 50, 1, 6), StaffNeed("it", 20, 7))
    assert login.staff_by_month == (("it", (50, 50, 50, 50, 50, 50, 20, 20)),)
    assert login.payments == (Payment(1, 600_000), Payment(8, 400_000))
    assert kita.staff_by_month == (("it", (25,) * 6), ("office", (50, 50, 0, 0, 10, 0)))
    assert kita.payments == (Payment(2, 2_000_000, 700_000), Payment(6, 0, 300_000))


def test_town_with_stages_returns_from_its_files(town):
    files = files_of(town)

    assert read_town_files(files) == town
    assert files_of(read_town_files(files)) == files
    assert plan_flaws(town) == ()
    assert files["staffing.csv"].decode().splitlines()[:5] == [
        "measure;mode;unit;fte;from_month;to_month",
        "login;own;it;0,50;1;6",
        "login;own;it;0,20;7;",
        "kita_online;own;it;0,25;;",
        "kita_online;own;office;0,50;1;2",
    ]
    assert files["payments.csv"].decode().splitlines()[:3] == [
        "measure;mode;month;investive;consumptive",
        "login;own;1;6000,00;0,00",
        "login;own;8;4000,00;0,00",
    ]


def test_files_of_a_town_without_stages_stay_as_they_were():
    plain = read_town_files({name: text.encode() for name, text in town_files().items()})

    assert "payments.csv" not in files_of(plain)
    assert files_of(plain)["staffing.csv"].decode().startswith("measure;mode;unit;fte\n")


@pytest.mark.parametrize("folder", [town_files, staged_town_files])
def test_measures_with_and_without_stages_return_from_their_workbook(folder):
    given = read_town_files({name: text.encode() for name, text in folder().items()}).draft.measures

    tables = read_export(export(given), file="m.xlsx")

    assert ("payments.csv" in tables.files) == (folder is staged_town_files)
    assert measures_of_export(tables, file="m.xlsx") == tuple(replace(one, states=(), ways=()) for one in given)


@pytest.mark.parametrize(("changed", "old", "new", "file", "row", "column", "message"), FAULTS)
def test_planted_fault_is_the_only_one_and_named_with_its_place(
    tmp_path, changed, old, new, file, row, column, message
):
    files = staged_town_files()
    assert old in files[changed]
    files[changed] = files[changed].replace(old, new, 1)
    write_town_folder(tmp_path, files=files)

    with pytest.raises(FaultyInputError) as refused:
        read_town(tmp_path)

    faults = {
        (one.file.removeprefix(f"{tmp_path}/"), one.row, one.column): f"{one.problem.en} {one.remedy.en}"
        for one in refused.value.faults
    }
    assert message in faults[file, row, column]
    assert len(faults) == 1 or new.startswith(("log", "form"))  # another row or column is then missed
