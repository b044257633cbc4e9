"""The chain in a terminal.

Exit codes: 0 done, 1 the machine failed us (no space, no permission), 2 the input is faulty, 3 no roadmap keeps all
demands, 130 interrupted. Everything slow is imported in the command that needs it: `--help` must answer at once.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import leitplanke
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.progress import StageDone, StageStarted, StageWorked
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from leitplanke.exchange.town import Town
    from leitplanke.roadmap.model import RoadmapConflictError

DONE, FAILED, FAULTY_INPUT, NO_ROADMAP, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit code."""
    options = build_parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop_like_ctrl_c)
    _print_on_any_terminal()
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except FaultyInputError as refused:
        return _tell_faults(refused, options.language)
    except InvalidValueError as refused:
        fault = Fault(str(getattr(options, "town", "")), None, refused.field, refused.problem, refused.remedy)
        return _tell_faults(FaultyInputError((fault,)), options.language)
    except BrokenPipeError:
        return _end_unheard(options.language)
    except OSError as trouble:
        return _tell_trouble(trouble, options.language)
    except KeyboardInterrupt:
        _complain(Text("Abgebrochen, nichts geschrieben.", "Interrupted, nothing written."), options.language)
        return INTERRUPTED
    return code


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="leitplanke", description="From participation to a roadmap a town can keep.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"leitplanke {leitplanke.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_validate(commands)
    _add_tidy(commands)
    _add_import(commands)
    _add_schemas(commands)
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = _add_command(commands, "run", _run, "compute results, strategy, roadmap and report from a town's raw answers")
    run.add_argument("town", type=Path, metavar="TOWN", help="the town folder, see docs/town-folder.md")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the documents go")
    run.add_argument("--seed", type=_whole_number, default=1, metavar="N", help="same seed, same documents (default 1)")
    run.add_argument(
        "--seconds",
        type=_seconds,
        metavar="S",
        help="stop the search for a roadmap after S seconds; two runs may differ",
    )


def _add_validate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    validate = _add_command(commands, "validate", _validate, "check a town's files and name every fault")
    validate.add_argument("town", type=Path, metavar="TOWN", help="the town folder")


def _add_tidy(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    tidy = _add_command(commands, "tidy", _tidy, "write a town's files in canonical form, whose hashes documents name")
    tidy.add_argument("town", type=Path, metavar="TOWN", help="the town folder")
    tidy.add_argument("--out", type=Path, required=True, metavar="DIR", help="the town folder to write")


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    formats = commands.add_parser("import", help="turn foreign data into a town folder", allow_abbrev=False)
    kinds = formats.add_subparsers(title="formats", required=True, metavar="FORMAT")
    pabulib = _add_command(kinds, "pabulib", _import_pabulib, "a participatory-budgeting vote in Pabulib's .pb format")
    pabulib.add_argument("file", type=Path, metavar="FILE.pb", help="the vote")
    pabulib.add_argument("--out", type=Path, required=True, metavar="TOWN", help="the town folder to write")


def _add_schemas(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    schemas = _add_command(commands, "schemas", _schemas, "write the JSON Schemas of the handover documents")
    schemas.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the schemas go")


def _add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:], allow_abbrev=False)
    parser.add_argument(
        "--language", type=Language, choices=list(Language), default=Language.DE, help="of messages (default de)"
    )
    parser.set_defaults(command=command)
    return parser


def _run(options: argparse.Namespace) -> int:
    from leitplanke import chain  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import RoadmapConflictError  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.solve import Stop, UndecidedError  # noqa: PLC0415 - likewise

    _require_folder(options.out)
    town = read_town(options.town)
    stop = Stop() if options.seconds is None else Stop(neighbourhoods=sys.maxsize, seconds=options.seconds)
    try:
        result = chain.run(town, seed=options.seed, stop=stop, listen=_StageTable(options.language).listen)
    except RoadmapConflictError as conflict:
        return _tell_conflict(conflict, town, options.language)
    except UndecidedError:
        return _tell_undecided(options.language)
    with _to_the_end():
        write_whole(options.out, result.files, private=chain.CONFIDENTIAL_FILES)
        _say(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


def _validate(options: argparse.Namespace) -> int:
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import town_files  # noqa: PLC0415 - likewise

    town = read_town(options.town)
    counts = (len(town_files(town)), len(town.responses), len(town.draft.measures))
    _say(
        Text(
            "{} Dateien ohne Fehler: {} Antworten, {} Maßnahmen.".format(*counts),
            "{} files without a fault: {} responses, {} measures.".format(*counts),
        ),
        options.language,
    )
    return DONE


def _tidy(options: argparse.Namespace) -> int:
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise

    _require_folder(options.out)
    town = read_town(options.town)
    with _to_the_end():
        names = write_town(town, folder=options.out)
        counts = (len(names), options.out)
        _say(Text("{} Dateien nach {}".format(*counts), "{} files to {}".format(*counts)), options.language)
    return DONE


def _import_pabulib(options: argparse.Namespace) -> int:
    from leitplanke.exchange.pabulib import read_pabulib, town_of  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise

    _require_folder(options.out)
    vote = read_pabulib(options.file.read_bytes(), name=options.file.name)
    for note in vote.notes:
        _complain(note, options.language)
    town = town_of(vote)
    counts = (len(vote.ballots), len(vote.projects), options.out)
    with _to_the_end():
        write_town(town, folder=options.out)
        _say(
            Text(
                "{} Stimmzettel und {} Vorhaben; weiter mit: leitplanke run {} --out OUT".format(*counts),
                "{} ballots and {} projects; go on with: leitplanke run {} --out OUT".format(*counts),
            ),
            options.language,
        )
    return DONE


def _schemas(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.schemas import schemas  # noqa: PLC0415 - likewise

    _require_folder(options.out)
    contents = schemas()
    with _to_the_end():
        write_whole(options.out, contents)
    return DONE


class _StageTable:
    """Prints one line per stage as it ends: what came out, the seconds it took, the start of its hash."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._started = time.perf_counter()
        heads = {
            Language.DE: ("Stufe", "Ergebnis", "Sekunden", "SHA-256"),
            Language.EN: ("stage", "outcome", "seconds", "SHA-256"),
        }
        self._print(*heads[language])

    def listen(self, event: StageStarted | StageWorked | StageDone) -> None:
        match event:
            case StageStarted():
                self._started = time.perf_counter()
                self._show_work(f"{event.stage} …")
            case StageWorked():
                planned = "" if event.planned == sys.maxsize else f"/{event.planned}"
                gap = "" if event.gap is None else f", {event.gap:.1%}"
                self._show_work(f"{event.stage} {event.done}{planned}{gap}")
            case StageDone():
                self._show_work("")
                seconds = f"{time.perf_counter() - self._started:.1f}"
                self._print(event.stage, event.outcome.in_language(self._language), seconds, event.sha256[:12])

    def _print(self, stage: str, outcome: str, seconds: str, sha256: str) -> None:
        print(f"{stage:<14} {outcome:<62} {seconds:>8}  {sha256}", flush=True)

    def _show_work(self, words: str) -> None:
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _require_folder(folder: Path) -> None:
    """Refuse what cannot become a folder before the long work, not after it."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _print_on_any_terminal() -> None:
    """A terminal without umlauts or typographic quotes shows a question mark in their place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _end_unheard(language: Language) -> int:
    """Whoever read the output has gone, as `head` does: end in silence, also when Python empties its buffer."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _complain(Text("Niemand liest die Ausgabe mehr.", "Nobody reads the output any more."), language)
    return FAILED


def _tell_trouble(trouble: OSError, language: Language) -> int:
    from leitplanke.exchange.files import cause  # noqa: PLC0415 - nothing slow, but of no use to --help

    place = f"{trouble.filename}: " if trouble.filename else ""
    why = cause(trouble)
    _complain(Text(f"Das ging nicht: {place}{why.de}", f"This failed: {place}{why.en}"), language)
    return FAILED


def _tell_faults(refused: FaultyInputError, language: Language) -> int:
    for fault in refused.faults:
        print(fault.in_language(language), file=sys.stderr)
    count = len(refused.faults)
    faults = "1 fault" if count == 1 else f"{count} faults"
    _complain(Text(f"{count} Fehler, nichts geschrieben.", f"{faults}, nothing written."), language)
    return FAULTY_INPUT


def _tell_conflict(conflict: RoadmapConflictError, town: Town, language: Language) -> int:
    from leitplanke.roadmap import conflict_words as words  # noqa: PLC0415 - slow libraries behind it

    _complain(words.describe_conflict(conflict.demands), language)
    names = words.names_of_subjects(town.draft, town.resources)
    for demand in conflict.demands:
        print(f"  - {words.describe(demand, names).in_language(language)}", file=sys.stderr)
    later = words.ANOTHER_MAY_SHOW
    _complain(Text(f"Nichts geschrieben. {later.de}", f"Nothing written. {later.en}"), language)
    return NO_ROADMAP


def _tell_undecided(language: Language) -> int:
    from leitplanke.roadmap.conflict_words import UNDECIDED, UNDECIDED_REMEDY  # noqa: PLC0415 - likewise

    _complain(
        Text(
            f"{UNDECIDED.de} Nichts geschrieben. {UNDECIDED_REMEDY.de}",
            f"{UNDECIDED.en} Nothing written. {UNDECIDED_REMEDY.en}",
        ),
        language,
    )
    return NO_ROADMAP


def _say(words: Text, language: Language) -> None:
    print(words.in_language(language))


def _complain(words: Text, language: Language) -> None:
    print(words.in_language(language), file=sys.stderr)


def _whole_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at most 18 digits")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0 and up to a day")
    return seconds


@contextmanager
def _to_the_end() -> Iterator[None]:
    """Finish the short writing before an interrupt counts, so that "nothing written" is never said of what was."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, signal.SIG_IGN) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)


def _stop_like_ctrl_c(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
