"""`leitplanke survey paper` and `scan`: a questionnaire on paper, and what its scans say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError, require
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse
    from random import Random

    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.paper.scan import ScanReading
    from leitplanke.participation.model import Questionnaire
    from leitplanke.report.paper.sheets import PrintedSheets

SIZES = ("normal", "large", "fillable")
MOST_SHEETS = 2_000
_IN_THE_BROWSER = Text(
    "Damit die Bögen im Browser zählen: dort unter „Umfrage“, „Papier“ layout.json und numbers.csv anmelden.",
    "For the sheets to count in the browser: register layout.json and numbers.csv there, under “Survey”, “Paper”.",
)


def add_to(actions: Commands) -> None:
    """Declare the commands."""
    printing = add_command(actions, "paper", _paper, "print a questionnaire: sheets.pdf, layout.json, numbers.csv")
    printing.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")
    printing.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the folder to write into")
    printing.add_argument("--audience", metavar="ID", help="who is asked (default the first)")
    printing.add_argument(
        "--size", choices=SIZES, default="normal", help="14 points, 20 points, or 14 to fill in on a screen"
    )
    printing.add_argument(
        "--in", dest="sheet_language", default="de", metavar="TAG", help="de, plain, en, … (default de)"
    )
    printing.add_argument("--count", type=whole_number, default=1, metavar="N", help="how many sheets (default 1)")
    printing.add_argument("--seed", type=whole_number, help="draw the numbers anew in the same way, for tests alone")
    scan = add_command(actions, "scan", _scan, "propose the ticks of scanned sheets, each with its picture")
    scan.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")
    scan.add_argument("scan", type=Path, metavar="SCAN", help=".pdf .tif .png .jpg, 150 dpi or more")
    scan.add_argument("--layout", type=Path, required=True, metavar="LAYOUT", help="layout.json, written when printing")
    scan.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="the folder to write into")


def _paper(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.paper.layout import layout_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.paper.numbers import numbers_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.surveys.documents import read_questionnaire  # noqa: PLC0415 - likewise
    from leitplanke.participation.codes import new_code  # noqa: PLC0415 - likewise

    require_folder(options.out)
    asked = read_questionnaire(options.file.read_bytes(), file=options.file.name)
    random = _randomness(options.seed)
    sheets = tuple(new_code(random) for _ in range(_count(options)))
    printed = _printed(asked, sheets, options)
    contents = {
        "sheets.pdf": printed.pdf,
        "layout.json": layout_bytes(printed.layout),
        "numbers.csv": numbers_bytes(sheets),
    }
    with to_the_end():
        write_whole(options.out, contents, private=["sheets.pdf", "numbers.csv"])
        count, pages = len(sheets), printed.layout.pages
        words = Text(
            f"{count} {'Bogen' if count == 1 else 'Bögen'} mit je {pages} {'Seite' if pages == 1 else 'Seiten'} "
            f"in {options.out}",
            f"{count} {'sheet' if count == 1 else 'sheets'} of {pages} {'page' if pages == 1 else 'pages'} each "
            f"in {options.out}",
        )
        say(words, options.language)
        say(_IN_THE_BROWSER, options.language)
    return DONE


def _printed(asked: Questionnaire, sheets: tuple[str, ...], options: argparse.Namespace) -> PrintedSheets:
    from leitplanke.exchange.paper.layout import PaperSize  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.participation.languages import written_languages  # noqa: PLC0415 - likewise
    from leitplanke.report.paper.sheets import fillable_sheet, print_sheets  # noqa: PLC0415 - likewise

    audience = options.audience or asked.audiences[0].id
    known = [one.id for one in asked.audiences]
    require(
        holds=audience in known,
        field="audience",
        problem=Text(f"Die Zielgruppe „{audience}“ gibt es nicht.", f"There is no audience “{audience}”."),
        remedy=Text(f"Bekannt sind: {', '.join(known)}.", f"Known are: {', '.join(known)}."),
    )
    written = written_languages(asked)
    require(
        holds=options.sheet_language in written,
        field="in",
        problem=Text(
            f"In der Sprache „{options.sheet_language}“ ist der Fragebogen nicht geschrieben.",
            f"The questionnaire is not written in the language “{options.sheet_language}”.",
        ),
        remedy=Text(f"Geschrieben ist er in: {', '.join(written)}.", f"It is written in: {', '.join(written)}."),
    )
    if options.size == "fillable":
        return fillable_sheet(asked, audience=audience, sheet=sheets[0], language=options.sheet_language)
    size = PaperSize(options.size)
    return print_sheets(asked, audience=audience, sheets=sheets, size=size, language=options.sheet_language)


def _count(options: argparse.Namespace) -> int:
    most = 1 if options.size == "fillable" else MOST_SHEETS
    require(
        holds=1 <= options.count <= most,
        field="count",
        problem=Text(f"{options.count} Bögen sind nicht möglich.", f"{options.count} sheets are not possible."),
        remedy=Text(f"Erlaubt sind 1 bis {most}.", f"1 to {most} are allowed."),
    )
    return int(options.count)


def _randomness(seed: int | None) -> Random:
    from random import Random, SystemRandom  # noqa: PLC0415 - of use here alone

    return SystemRandom() if seed is None else Random(seed)  # noqa: S311 - asked for, and said to be for tests


def _scan(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.paper.layout import read_layout  # noqa: PLC0415 - likewise
    from leitplanke.exchange.paper.proposals import proposal_files  # noqa: PLC0415 - likewise
    from leitplanke.exchange.paper.scan import read_scan  # noqa: PLC0415 - likewise
    from leitplanke.exchange.surveys.documents import read_questionnaire  # noqa: PLC0415 - likewise

    require_folder(options.out)
    asked = read_questionnaire(options.file.read_bytes(), file=options.file.name)
    layout = read_layout(options.layout.read_bytes(), file=options.layout.name)
    try:
        reading = read_scan(options.scan.read_bytes(), asked, (layout,), file=options.scan.name)
    except InvalidValueError as refused:
        fault = Fault(options.layout.name, None, refused.field, refused.problem, refused.remedy)
        raise FaultyInputError((fault,)) from refused
    if not reading.sheets:
        raise FaultyInputError(tuple(_faults(reading, options.scan.name)))
    contents = proposal_files(reading)
    with to_the_end():
        write_whole(options.out, contents, private=list(contents))
        _tell(reading, options)
    return DONE


def _faults(reading: ScanReading, file: str) -> list[Fault]:
    return [Fault(f"{file} [{fault.page}]", None, "", fault.problem, Text("")) for fault in reading.faults]


def _tell(reading: ScanReading, options: argparse.Namespace) -> None:
    from leitplanke.participation.codes import shown_code  # noqa: PLC0415 - slow libraries behind it

    for fault in reading.faults:
        where = Text(f"Seite {fault.page}: ", f"Page {fault.page}: ")
        complain(Text(where.de + fault.problem.de, where.en + fault.problem.en), options.language)
    for sheet in reading.sheets:
        ticks, look = sum(one.is_set and bool(one.box.value) for one in sheet.boxes), ", ".join(sheet.doubtful)
        number = shown_code(sheet.sheet)
        words = Text(f"{ticks} Kreuze, ansehen: {look or '–'}", f"{ticks} ticks, look at: {look or '–'}")
        say(Text(f"{number}: {words.de}", f"{number}: {words.en}"), options.language)
    say(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
