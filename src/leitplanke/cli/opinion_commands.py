"""`leitplanke opinions`: who votes alike on statements, what unites and what divides."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands

PARTICIPANTS = "participants.csv"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    opinions = add_command(
        commands, "opinions", _opinions, "find groups that vote alike on statements, in an export of Polis"
    )
    opinions.add_argument("folder", type=Path, metavar="FOLDER", help="the export: comments.csv, votes.csv, …")
    opinions.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help=f"where opinions.html, opinions.json and {PARTICIPANTS} (confidential) go",
    )
    opinions.add_argument("--json", action="store_true", help="print the report as JSON instead of sentences")
    opinions.add_argument(
        "--seed", type=whole_number, default=1, metavar="N", help="same seed, same groups (default 1)"
    )
    opinions.add_argument(
        "--meta",
        metavar="ID,ID",
        help="statements about the person, which form no groups; “none” if there are none (default: as the export "
        "says, or by their words)",
    )


def _opinions(options: argparse.Namespace) -> int:
    from leitplanke.evidence.opinions import group_opinions, report_opinions  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.opinions.report import LEAST_TOLD  # noqa: PLC0415 - likewise
    from leitplanke.exchange import opinion_files as files  # noqa: PLC0415 - likewise
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise
    from leitplanke.exchange.polis import read_polis  # noqa: PLC0415 - likewise
    from leitplanke.report.conversation import render_opinions, sentences  # noqa: PLC0415 - likewise

    if options.out is not None:
        require_folder(options.out)
    export = read_polis(options.folder, meta=_meta(options.meta))
    for note in export.notes:
        complain(note, options.language)
    grouping = group_opinions(export.votes, seed=options.seed, smallest=LEAST_TOLD)
    report = report_opinions(export.votes, grouping, seed=options.seed)
    agreement = files.agreement_with_polis(export, grouping)
    document = files.opinions_json(report, export, agreement, language=options.language)
    if options.json:
        sys.stdout.write(document.decode())
    else:
        for line in sentences(report, topic=export.topic, language=options.language):
            print(line)
        _tell_agreement(agreement, options)
    if options.out is not None:
        contents = {
            "opinions.html": render_opinions(report, topic=export.topic, notes=export.notes).encode(),
            "opinions.json": document,
            PARTICIPANTS: files.participants_csv(export.votes, grouping),
        }
        with to_the_end():
            write_whole(options.out, contents, private=(PARTICIPANTS,))
            complain(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


def _meta(listed: str | None) -> frozenset[str] | None:
    if listed is None:
        return None
    names = frozenset(name.strip() for name in listed.split(",") if name.strip())
    return frozenset() if names == {"none"} else names


def _tell_agreement(agreement: float | None, options: argparse.Namespace) -> None:
    if agreement is not None:
        value = f"{agreement:.2f}"
        say(
            Text(
                f"\nÜbereinstimmung mit den Gruppen des Exports (bereinigter Rand-Index): {value.replace('.', ',')}",
                f"\nAgreement with the groups of the export (adjusted Rand index): {value}",
            ),
            options.language,
        )
