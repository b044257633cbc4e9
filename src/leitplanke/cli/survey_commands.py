"""`leitplanke survey`: questionnaires and answers in the files of other programs, checked and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.surveys.losses import Imported, ImportedResponses


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    survey = commands.add_parser("survey", help="questionnaires and answers in other formats", allow_abbrev=False)
    actions = survey.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_import(actions)
    _add_validate(actions)


def _add_import(actions: Commands) -> None:
    found = add_command(actions, "import", _import, "turn a LimeSurvey or XLSForm file into questionnaire.json")
    found.add_argument("file", type=Path, metavar="FILE", help=".lss .lsg .lsq .lsa .txt .xlsx .xls .csv")
    found.add_argument("--out", type=Path, required=True, metavar="FILE", help="the questionnaire.json to write")
    found.add_argument("--json", action="store_true", help="the report for machines")


def _add_validate(actions: Commands) -> None:
    found = add_command(actions, "validate", _validate, "check a questionnaire, and say what is not translated")
    found.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")


def _import(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.surveys.documents import questionnaire_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.surveys.formats import read_survey  # noqa: PLC0415 - likewise

    found = read_survey(options.file.read_bytes(), file=options.file.name)
    with to_the_end():
        write_file(options.out, questionnaire_bytes(found.questionnaire))
        _tell(found, options)
    return DONE


def _validate(options: argparse.Namespace) -> int:
    from leitplanke.exchange.surveys.documents import read_questionnaire  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.participation.languages import untranslated  # noqa: PLC0415 - likewise
    from leitplanke.participation.piping import unknown_pipes  # noqa: PLC0415 - likewise

    questionnaire = read_questionnaire(options.file.read_bytes(), file=options.file.name)
    for missing in untranslated(questionnaire):
        complain(
            Text(f"{missing.path}: fehlt in {missing.language}", f"{missing.path}: not in {missing.language}"),
            options.language,
        )
    for path, name in unknown_pipes(questionnaire):
        complain(Text(f"{path}: {{{{{name}}}}} gibt es nicht", f"{path}: there is no {{{{{name}}}}}"), options.language)
    counts = (len(questionnaire.questions), len(questionnaire.sections))
    say(
        Text(
            "{} Fragen in {} Abschnitten, ohne Fehler".format(*counts),
            "{} questions in {} sections, without a fault".format(*counts),
        ),
        options.language,
    )
    return DONE


def _tell(found: Imported | ImportedResponses, options: argparse.Namespace) -> None:
    """The table of what arrived and the list of what did not; with --json as one value."""
    if options.json:
        print(json.dumps(_report(found, options.language), ensure_ascii=False, indent=1))
        return
    from leitplanke.exchange.surveys.losses import PART_WORDS  # noqa: PLC0415 - slow libraries behind it

    heads = {Language.DE: ("", "in der Datei", "angekommen"), Language.EN: ("", "in the file", "arrived")}
    print("{:<28}{:>14}{:>14}".format(*heads[options.language]))
    for row in found.tally:
        print(f"{PART_WORDS[row.part].in_language(options.language):<28}{row.found:>14}{row.arrived:>14}")
    for loss in found.losses:
        words = {True: Text("fehlt", "lost"), False: Text("anders", "changed")}[loss.is_lost].in_language(
            options.language
        )
        where = Text(f"Zeile {loss.line}", f"line {loss.line}").in_language(options.language) if loss.line else ""
        place = ", ".join(filter(None, (loss.place, where, loss.name)))
        print(f"{words}: {place}: {loss.words.in_language(options.language)}")


def _report(found: Imported | ImportedResponses, language: Language) -> dict[str, object]:
    return {
        "source": found.source,
        "counts": {row.part.value: {"found": row.found, "arrived": row.arrived} for row in found.tally},
        "losses": [
            {
                "part": loss.part.value, "name": loss.name, "place": loss.place, "line": loss.line,
                "is_lost": loss.is_lost, "words": loss.words.in_language(language),
            }
            for loss in found.losses
        ],
    }  # fmt: skip
