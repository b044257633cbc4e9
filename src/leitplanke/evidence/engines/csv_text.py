"""How a CSV file is written: its encoding, its delimiter, its header. What cannot be read with certainty is refused."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 50
_MARKS = (
    *((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32")),
    *((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")),
)
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,:/ -]*")


@dataclass(frozen=True, slots=True)
class CsvText:
    """The form of one CSV file; `skipped` rows stand before the header (Excel's `sep=`)."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    skipped: int


def inspect_csv(path: Path) -> CsvText:
    """The form of the file. Raises `FaultyInputError` for mixed encodings, no header, and doubled names."""
    encoding = _encoding_of(path)
    rows = _first_rows(path, encoding)
    if not rows:
        raise refusal(path, None, "", Text("Die Datei ist leer.", "The file is empty."), _HEADER_FIRST)
    skipped = int(rows[0].lower().startswith("sep="))
    delimiter = rows[0][4:5] if skipped and len(rows[0]) > 4 else _delimiter_of(rows[skipped:])
    fields = [[one.strip() for one in row] for row in csv.reader(rows[skipped:], delimiter=delimiter)]
    header = tuple(fields[0]) if fields else ()
    _require_names(path, header, skipped + 1)
    _require_heading(path, header, fields[1:], skipped + 1)
    return CsvText(encoding, delimiter, header, skipped)


def utf8_lines(path: Path, encoding: str) -> Iterator[bytes]:
    """The file's lines in UTF-8 without a byte order mark."""
    with path.open(encoding=encoding, newline="") as file:
        for line in file:
            yield line.encode()


def broken_row(path: Path, form: CsvText) -> FaultyInputError | None:
    """The first row that is no row of the table, if there is one."""
    with path.open(encoding=form.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=form.delimiter, strict=True)
        row = 1
        try:
            for position, fields in enumerate(reader):
                if position > form.skipped and fields and len(fields) != len(form.header):
                    return refusal(path, row, "", *_width_words(len(fields), len(form.header), form.delimiter))
                row = reader.line_num + 1
        except csv.Error as error:
            problem = Text(f"Die Zeile ist kein gültiges CSV ({error}).", f"The row is no valid CSV ({error}).")
            return refusal(
                path, row, "", problem, Text("Prüfen Sie die Anführungszeichen.", "Check the quotation marks.")
            )
    return None


def refusal(path: Path, row: int | None, column: str, problem: Text, remedy: Text) -> FaultyInputError:
    """One fault of this file, ready to be raised."""
    return FaultyInputError((Fault(path.name, row, column, problem, remedy),))


_HEADER_FIRST = Text("Die erste Zeile nennt die Spalten.", "The first row names the columns.")


def _encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 where the file says or proves it, else Windows-1252, in which older German Excel writes."""
    with path.open("rb") as file:
        begin = file.read(4)
    for mark, encoding in _MARKS:
        if begin.startswith(mark):
            _require_decodable(path, encoding)
            return encoding
    proven, foreign = 0, 0
    with path.open("rb") as file:
        for row, line in enumerate(file, start=1):
            if b"\0" in line:
                raise refusal(path, row, "", _NUL, _SAVE_AS_UTF8)
            if line.isascii():
                continue
            if _is_utf8(line):
                proven = proven or row
            else:
                foreign = foreign or row
            if proven and foreign:
                raise refusal(path, max(proven, foreign), "", *_mixed_words(proven, foreign))
    if foreign:
        _require_windows(path)
    return "cp1252" if foreign else "utf-8"


def _require_decodable(path: Path, encoding: str) -> None:
    """The whole file is in the encoding that its first bytes claim."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            for row, line in enumerate(file, start=1):
                if "\0" in line:
                    raise refusal(path, row, "", _NUL, _SAVE_AS_UTF8)
    except UnicodeError as error:
        name = encoding.removesuffix("-sig").upper()
        problem = Text(
            f"Die Datei beginnt als {name}, hier ist sie es nicht mehr.",
            f"The file begins as {name}; here it is so no longer.",
        )
        raise refusal(path, _first_undecodable(path.read_bytes(), encoding), "", problem, _SAVE_AS_UTF8) from error


def _first_undecodable(data: bytes, encoding: str) -> int:
    """The row in which the first such character stands; a file is decoded ahead in blocks, which tell no row."""
    plain = encoding.removesuffix("-sig")  # with it the place would not count the mark
    try:
        data.decode(plain)
    except UnicodeDecodeError as error:
        return data[: error.start].decode(plain, errors="ignore").count("\n") + 1
    return 1


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _require_windows(path: Path) -> None:
    with path.open("rb") as file:
        for row, line in enumerate(file, start=1):
            try:
                line.decode("cp1252")
            except UnicodeDecodeError as error:
                problem = Text(
                    "Die Zeichen der Zeile gehören zu keiner bekannten Kodierung.",
                    "The row's characters have no known encoding.",
                )
                raise refusal(path, row, "", problem, _SAVE_AS_UTF8) from error


_NUL = Text(
    "Die Zeile enthält Nullzeichen: sie ist kein Text, oder UTF-16 ohne Kennung.",
    "The row holds null characters: it is no text, or UTF-16 that does not say so.",
)
_SAVE_AS_UTF8 = Text("Speichern Sie die Datei neu als „CSV UTF-8“.", "Save the file anew as “CSV UTF-8”.")


def _mixed_words(proven: int, foreign: int) -> tuple[Text, Text]:
    return (
        Text(
            f"Die Datei mischt Kodierungen: Zeile {proven} ist UTF-8, Zeile {foreign} nicht.",
            f"The file mixes encodings: row {proven} is UTF-8, row {foreign} is not.",
        ),
        Text(
            "Die Teile stammen aus verschiedenen Programmen: speichern Sie jeden als „CSV UTF-8“ "
            "und fügen Sie sie dann zusammen.",
            "Its parts come from different programs: save each as “CSV UTF-8”, then join them.",
        ),
    )


def _first_rows(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return [line for line, _ in zip(file, range(_SAMPLE_ROWS), strict=False)]


def _delimiter_of(rows: list[str]) -> str:
    """The one by which all rows have the same number of fields, and most of them; the header decides a tie."""
    found: list[tuple[bool, int, int]] = []
    for position, delimiter in enumerate(_DELIMITERS):
        widths = [
            len(fields) for fields in csv.reader(io.StringIO("".join(rows), newline=""), delimiter=delimiter) if fields
        ]
        whole = widths[:-1] if len(rows) == _SAMPLE_ROWS and len(widths) > 2 else widths
        found.append((len(set(whole)) == 1 and whole[0] > 1, widths[0] if widths else 0, -position))
    best = max(found)
    return _DELIMITERS[-best[2]]


def _require_names(path: Path, header: tuple[str, ...], row: int) -> None:
    doubled = sorted({name for name in header if header.count(name) > 1 and name})
    if doubled:
        problem = Text(
            f"Spalten heißen gleich: {', '.join(doubled)}.", f"Columns have the same name: {', '.join(doubled)}."
        )
        raise refusal(
            path, row, doubled[0], problem, Text("Benennen Sie sie verschieden.", "Give them different names.")
        )
    if not any(header):
        raise refusal(
            path, row, "", Text("Die Spalten haben keine Namen.", "The columns have no names."), _HEADER_FIRST
        )


def _require_heading(path: Path, header: tuple[str, ...], rows: list[list[str]], row: int) -> None:
    """A first row that holds what the others hold is no heading, and must not be left out of the numbers."""
    columns = {name: [one[at] for one in rows if at < len(one) and one[at]] for at, name in enumerate(header) if name}
    repeated = [name for name, fields in columns.items() if name in fields and not _NUMBER.fullmatch(name)]
    numbers = [
        name
        for name, fields in columns.items()
        if _NUMBER.fullmatch(name) and fields and all(map(_NUMBER.fullmatch, fields))
    ]
    if repeated and len(repeated) + len(numbers) == len(columns):
        problem = Text(
            f"Die erste Zeile sieht aus wie eine Antwort: „{repeated[0]}“ steht auch darunter.",
            f"The first row looks like an answer: “{repeated[0]}” stands below as well.",
        )
        remedy = Text(
            "Setzen Sie eine Zeile mit den Namen der Spalten darüber; sind es die Namen, ändern Sie einen.",
            "Put a row with the columns' names above it; if these are the names, change one.",
        )
        raise refusal(path, row, repeated[0], problem, remedy)


def _width_words(found: int, expected: int, delimiter: str) -> tuple[Text, Text]:
    return (
        Text(f"Die Zeile hat {found} statt {expected} Felder.", f"The row has {found} fields instead of {expected}."),
        Text(
            f"Zwischen Feldern steht „{delimiter}“, Text mit diesem Zeichen gehört in Anführungszeichen.",
            f"Fields are separated by “{delimiter}”; text with this character belongs in quotes.",
        ),
    )
