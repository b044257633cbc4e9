"""The same answers as CSV, Parquet, Excel and SPSS give the same numbers."""

from datetime import datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from leitplanke.evidence.analysis import Request, estimate_file, weigh_file
from leitplanke.evidence.survey.estimates import Statistic
from leitplanke.kernel.faults import FaultyInputError

ROWS = [("Nord", 1.5, "ja"), ("Süd", 2.5, "nein"), ("Nord", 3.0, "ja"), ("Süd", 4.0, "ja"), ("Nord", None, "nein")] * 4
NAMES = ("bezirk", "note", "antwort")


def write_csv(path):
    lines = [";".join(NAMES), *(f"{d};{'' if y is None else str(y).replace('.', ',')};{x}" for d, y, x in ROWS)]
    path.write_text("\n".join(lines), "utf-8")


def write_parquet(path):
    pq.write_table(pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(NAMES)}), path)


def write_excel(path, rows=ROWS):
    book = openpyxl.Workbook()
    for row in (NAMES, *rows):
        book.active.append(row)
    book.save(path)


def write_spss(path):
    import pandas as pd  # noqa: PLC0415 - pyreadstat writes data frames alone

    codes = {"ja": 1.0, "nein": 2.0}
    frame = pd.DataFrame(
        {"bezirk": [d for d, _, _ in ROWS], "note": [y for _, y, _ in ROWS], "antwort": [codes[x] for *_, x in ROWS]}
    )
    pyreadstat.write_sav(frame, path, variable_value_labels={"antwort": {1.0: "ja", 2.0: "nein"}})


WRITERS = {"csv": write_csv, "parquet": write_parquet, "xlsx": write_excel, "sav": write_spss}


@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_same_numbers(tmp_path, kind):
    data, margins = tmp_path / f"data.{kind}", tmp_path / "margins.csv"
    WRITERS[kind](data)
    margins.write_text("variable,category,total\nbezirk,Nord,600\nbezirk,Süd,400\n", "utf-8")

    found = estimate_file(Request(data=data, margins=margins), ("note", "antwort"), by="bezirk").estimates
    weights = weigh_file(Request(data=data, margins=margins)).weights.tolist()

    assert [(one.category, one.group, one.n, round(one.value, 12)) for one in found] == [
        (None, "Nord", 8, 2.25), (None, "Süd", 8, 3.25),
        ("ja", "Nord", 12, 0.666666666667), ("nein", "Nord", 12, 0.333333333333),
        ("ja", "Süd", 8, 0.5), ("nein", "Süd", 8, 0.5),
    ]  # fmt: skip
    assert weights == pytest.approx([50, 50, 50, 50, 50] * 4, rel=1e-12)


def test_numbers_of_parquet_can_be_categories(tmp_path):
    data = tmp_path / "data.parquet"
    pq.write_table(pa.table({"stars": [1, 2, 2, 10] * 3, "share": [0.5, 0.5, 1.0, None] * 3}), data)

    found = estimate_file(Request(data=data), ("stars", "share"), statistic=Statistic.SHARE).estimates

    assert [(one.category, one.n, one.value) for one in found] == [
        ("1", 12, 0.25), ("2", 12, 0.5), ("10", 12, 0.25),
        ("0.5", 9, pytest.approx(2 / 3)), ("1", 9, pytest.approx(1 / 3)),
    ]  # fmt: skip


def test_day_that_excel_made_of_a_category_is_refused(tmp_path):
    data = tmp_path / "data.xlsx"
    third_of_may = datetime(2025, 5, 3)  # noqa: DTZ001 - as Excel has it
    write_excel(data, [("1-2", 1, "ja"), (third_of_may, 2, "nein"), ("6-9", 3, "ja")])

    with pytest.raises(FaultyInputError) as refused:
        estimate_file(Request(data=data), ("note",), by="bezirk")

    assert str(refused.value) == (
        "data.xlsx, row 3, field bezirk: The cell holds the date 2025-05-03, others of this column do not. "
        "Excel turns 3-5 into a date: format the column as “Text” and enter the values anew."
    )


def test_days_of_a_spreadsheet_are_groups_without_midnight(tmp_path):
    data = tmp_path / "data.xlsx"
    days = [datetime(2025, 5, 3), datetime(2025, 5, 4)]  # noqa: DTZ001 - as Excel has them
    write_excel(data, [(day, note, "ja") for day in days for note in range(10)])

    found = estimate_file(Request(data=data), ("note",), by="bezirk").estimates

    assert [(one.group, one.n, one.value) for one in found] == [("2025-05-03", 10, 4.5), ("2025-05-04", 10, 4.5)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_every_encoding_gives_the_same_numbers(tmp_path, encoding):
    data = tmp_path / "data.csv"
    data.write_bytes(("bezirk;note\n" + "Süd;1,5\nNord;2,5\n" * 10).encode(encoding))

    found = estimate_file(Request(data=data), ("note",), by="bezirk").estimates

    assert [(one.group, one.n, one.value) for one in found] == [("Nord", 10, 2.5), ("Süd", 10, 1.5)]


def test_error_of_a_spreadsheet_is_refused(tmp_path):
    data = tmp_path / "data.xlsx"
    write_excel(data, [("Nord", 1, "ja"), ("Süd", "#DIV/0!", "nein")])

    with pytest.raises(FaultyInputError) as refused:
        estimate_file(Request(data=data), ("note",))

    assert str(refused.value) == "data.xlsx, row 3, field note: The cell holds the error #DIV/0!. Mend the formula."


def test_other_formats_and_broken_files_are_told(tmp_path):
    messages = []
    for name in ("data.xls", "data.xlsx", "data.sav", "data.parquet"):
        (tmp_path / name).write_bytes(b"no such thing")
        with pytest.raises(FaultyInputError) as refused:
            estimate_file(Request(data=tmp_path / name), ("note",))
        messages.append(str(refused.value))

    assert messages == [
        "data.xls: Files of kind .xls are not read. Save as .xlsx, CSV, Parquet or .sav.",
        "data.xlsx: The file is no readable Excel workbook. Save it anew as .xlsx.",
        "data.sav: The file is no readable SPSS. Save it anew as .sav.",
        "data.parquet: The file is no readable Parquet. Write it anew.",
    ]
