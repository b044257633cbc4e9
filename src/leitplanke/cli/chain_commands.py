"""`leitplanke run`: the whole chain of a town; `publish`: an evidence report as open data."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, seconds, whole_number
from leitplanke.cli.codes import DONE, NO_ROADMAP
from leitplanke.cli.promises import require_near
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.progress import StageDone, StageStarted, StageWorked
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.town import Town
    from leitplanke.roadmap.model import RoadmapConflictError


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    _add_run(commands)
    _add_publish(commands)


def _add_run(commands: Commands) -> None:
    run = add_command(commands, "run", _run, "compute results, strategy, roadmap and report from a town's raw answers")
    run.add_argument("town", type=Path, metavar="TOWN", help="the town folder, see docs/town-folder.md")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the documents go")
    run.add_argument("--seed", type=whole_number, default=1, metavar="N", help="same seed, same documents (default 1)")
    add_published(run)
    run.add_argument(
        "--near", type=Path, metavar="ROADMAP.json", help="the published roadmap that the new one stays near to"
    )
    run.add_argument(
        "--most-changes",
        type=whole_number,
        metavar="N",
        help="with --near: so many measures may change (default 0: as few as can be)",
    )
    run.add_argument(
        "--seconds",
        type=seconds,
        metavar="S",
        help="stop the search for a roadmap after S seconds; two runs may differ",
    )


def add_published(command: argparse.ArgumentParser) -> None:
    """Declare `--published`."""
    command.add_argument(
        "--published",
        type=Path,
        action="append",
        default=[],
        metavar="EVIDENCE.json",
        help="a report published before, once for each, the oldest first: no difference shall tell of few people",
    )


def _add_publish(commands: Commands) -> None:
    publish = add_command(commands, "publish", _publish, "an evidence report as open data with metadata by DCAT-AP.de")
    publish.add_argument("document", type=Path, metavar="EVIDENCE.json", help="the evidence report")
    publish.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files go")
    publish.add_argument("--publisher", required=True, metavar="NAME", help="who publishes")
    publish.add_argument(
        "--licence", type=Licence, choices=list(Licence), required=True, help="under which the data are given away"
    )
    publish.add_argument("--address", type=_address, required=True, metavar="URL", help="where the files will lie")
    publish.add_argument("--ags", default="", metavar="KEY", help="the municipality's key, 8 digits")
    publish.add_argument("--contributor", default="", metavar="URL", help="the id that GovData gave the publisher")


def _publish(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.open_data import Offer, open_data  # noqa: PLC0415 - likewise

    require_folder(options.out)
    offer = Offer(
        publisher=options.publisher,
        licence=options.licence,
        address=options.address,
        ags=options.ags,
        contributor=options.contributor,
    )
    files = open_data(options.document.read_bytes(), offer)
    with to_the_end():
        write_whole(options.out, files)
        names = ", ".join(files)
        say(Text(f"{names} nach {options.out}", f"{names} to {options.out}"), options.language)
    return DONE


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as https://town.example/data/")
    return text if text.endswith("/") else f"{text}/"


def _run(options: argparse.Namespace) -> int:
    from leitplanke import chain  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import RoadmapConflictError  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.solve import Stop, UndecidedError  # noqa: PLC0415 - likewise

    require_folder(options.out)
    require_near(options.near, {"--most-changes": options.most_changes is not None})
    town = read_town(options.town)
    near = None
    if options.near is not None:
        near = chain.PublishedRoadmap(options.near.read_bytes(), options.most_changes or 0)
    stop = Stop() if options.seconds is None else Stop(neighbourhoods=sys.maxsize, seconds=options.seconds)
    try:
        result = chain.run(
            town,
            seed=options.seed,
            published=[path.read_bytes() for path in options.published],
            near=near,
            stop=stop,
            listen=StageTable(options.language).listen,
        )
    except RoadmapConflictError as conflict:
        return _tell_conflict(conflict, town, options.language)
    except UndecidedError:
        return _tell_undecided(options.language)
    with to_the_end():
        write_whole(options.out, result.files, private=chain.CONFIDENTIAL_FILES)
        say(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


class StageTable:
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
        """Print what happened."""
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


def _tell_conflict(conflict: RoadmapConflictError, town: Town, language: Language) -> int:
    from leitplanke.roadmap import conflict_words as words  # noqa: PLC0415 - slow libraries behind it

    complain(words.describe_conflict(conflict.demands), language)
    audiences = {one.id: one.name for one in town.questionnaire.audiences}
    names = words.names_of_subjects(town.draft, town.resources, audiences)
    for demand in conflict.demands:
        print(f"  - {words.describe(demand, names).in_language(language)}", file=sys.stderr)
    later = words.ANOTHER_MAY_SHOW
    complain(Text(f"Nichts geschrieben. {later.de}", f"Nothing written. {later.en}"), language)
    return NO_ROADMAP


def _tell_undecided(language: Language) -> int:
    from leitplanke.roadmap.conflict_words import UNDECIDED, UNDECIDED_REMEDY  # noqa: PLC0415 - likewise

    complain(
        Text(
            f"{UNDECIDED.de} Nichts geschrieben. {UNDECIDED_REMEDY.de}",
            f"{UNDECIDED.en} Nothing written. {UNDECIDED_REMEDY.en}",
        ),
        language,
    )
    return NO_ROADMAP
