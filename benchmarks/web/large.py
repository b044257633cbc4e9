"""Ahornstein six times over: 300 measures with six times the people and money. Nothing in it is a real town's."""

import csv
import io
from collections.abc import Callable, Mapping
from functools import partial

COPIES = 6
_BY_MEASURE = ("modes.csv", "staffing.csv")
_PER_CAPITA = {"capacity.csv": "month", "budgets.csv": "year"}

Row = dict[str, str]


def enlarged(folder: Mapping[str, bytes | OSError]) -> dict[str, bytes]:
    """The folder with every measure in six copies; what is due or demanded is so only in the first."""
    files = {name: data for name, data in folder.items() if isinstance(data, bytes)}
    large = dict(files)
    large["town.toml"] = files["town.toml"].replace(b'id = "ahornstein"', b'id = "ahornstein-gross"')
    large["measures.csv"] = _changed(files["measures.csv"], lambda row: [row, *(_copy(row, n) for n in _numbers())])
    for name in _BY_MEASURE:
        large[name] = _changed(
            files[name], lambda row: [row, *({**row, "measure": _id(row["measure"], n)} for n in _numbers())]
        )
    for name, key in _PER_CAPITA.items():
        large[name] = _changed(files[name], partial(_six_times, key=key))
    return large


def _numbers() -> range:
    return range(2, COPIES + 1)


def _id(measure: str, number: int) -> str:
    return f"{measure}-{number}"


def _copy(row: Row, number: int) -> Row:
    title = {key: f"{row[key]} ({number})" for key in ("title_de", "title_en") if row[key]}
    return {
        **row,
        **title,
        "id": _id(row["id"], number),
        "state": "idea",
        "is_mandatory": "nein",
        "legal_basis": "",
        "deadline": "",
        "fixed_start": "",
        "fixed_mode": "",
    }


def _six_times(row: Row, *, key: str) -> list[Row]:
    return [{column: cell if column == key else _times(cell) for column, cell in row.items()}]


def _times(amount: str) -> str:
    cents = int(amount.replace(".", "").replace(",", "")) * COPIES
    return f"{cents // 100},{cents % 100:02d}"


def _changed(data: bytes, change: Callable[[Row], list[Row]]) -> bytes:
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=reader.fieldnames or (), delimiter=";", lineterminator="\n")
    writer.writeheader()
    for row in reader:
        writer.writerows(change(row))
    return out.getvalue().encode()
