"""`leitplanke survey`: questionnaires and answers in the files of other programs, checked and told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli import paper_commands
from leitplanke.cli.arguments import add_command
from leitplanke.cli.codes import DONE, FAULTY_INPUT
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.exchange.surveys.answer_formats import AnswerFormat, answer_bytes
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.surveys.losses import Imported, ImportedResponses, Loss
    from leitplanke.participation.model import Questionnaire, Response

STRUCTURES = ("xlsform", "limesurvey", "codebook", "codebook-pdf")
TABLES = tuple(AnswerFormat)


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    survey = commands.add_parser("survey", help="questionnaires and answers in other formats", allow_abbrev=False)
    actions = survey.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_import(actions)
    _add_export(actions)
    _add_validate(actions)
    _add_lint(actions)
    paper_commands.add_to(actions)


def _add_import(actions: Commands) -> None:
    found = add_command(actions, "import", _import, "turn a LimeSurvey or XLSForm file, or answers, into our JSON")
    found.add_argument("file", type=Path, metavar="FILE", help=".lss .lsg .lsq .lsa .txt .xlsx .xls .csv")
    found.add_argument("--out", type=Path, required=True, metavar="FILE", help="the JSON to write")
    found.add_argument("--json", action="store_true", help="the report for machines")
    found.add_argument(
        "--questionnaire", type=Path, metavar="QUESTIONNAIRE", help="FILE holds answers to this questionnaire.json"
    )
    found.add_argument(
        "--audience", metavar="ID", help="of all answers, if the file does not say it (default the first)"
    )
    found.add_argument("--frame", default="import", metavar="ID", help="of all answers, likewise (default import)")
    found.add_argument("--mode", default="online", metavar="MODE", help="of all answers, likewise (default online)")


def _add_export(actions: Commands) -> None:
    found = add_command(actions, "export", _export, "write a questionnaire, or answers to it, for other programs")
    found.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")
    found.add_argument("--to", required=True, choices=(*STRUCTURES, *TABLES), help="tables need --responses")
    found.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    found.add_argument("--responses", type=Path, metavar="RESPONSES", help="responses.json")


def _add_validate(actions: Commands) -> None:
    found = add_command(actions, "validate", _validate, "check a questionnaire and answers, say what is not translated")
    found.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")
    found.add_argument("--responses", type=Path, metavar="RESPONSES", help="responses.json, held against it")


def _add_lint(actions: Commands) -> None:
    found = add_command(actions, "lint", _lint, "advice on plain and fair wording, German and English")
    found.add_argument("file", type=Path, metavar="QUESTIONNAIRE", help="questionnaire.json")
    found.add_argument("--json", action="store_true", help="the advice for machines")


def _import(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.surveys.documents import questionnaire_bytes, responses_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.surveys.formats import read_survey  # noqa: PLC0415 - likewise
    from leitplanke.exchange.surveys.response_reader import read_answers  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import ResponseMode  # noqa: PLC0415 - likewise

    data, name = options.file.read_bytes(), options.file.name
    found: Imported | ImportedResponses
    if options.questionnaire is None:
        found = read_survey(data, file=name)
        written = questionnaire_bytes(found.questionnaire)
    else:
        asked = _questionnaire(options.questionnaire)
        audience = options.audience or asked.audiences[0].id
        mode = ResponseMode(options.mode) if options.mode in set(ResponseMode) else ResponseMode.OTHER
        found = read_answers(data, asked, file=name, audience=audience, frame=options.frame, mode=mode)
        written = responses_bytes(found.responses, asked)
    with to_the_end():
        write_file(options.out, written, is_private=options.questionnaire is not None)
        _tell(found, options)
    return DONE


def _export(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it

    asked = _questionnaire(options.file)
    if options.to in TABLES and options.responses is None:
        complain(
            Text("Welche Antworten? Nennen Sie --responses.", "Which answers? Name --responses."), options.language
        )
        return FAULTY_INPUT
    losses: tuple[Loss, ...] = ()
    if options.to in STRUCTURES:
        data, losses = _structure(options.to, asked, options.language)
    else:
        data = answer_bytes(AnswerFormat(options.to), asked, _responses(options.responses), options.language)
    with to_the_end():
        write_file(options.out, data, is_private=options.to in TABLES)
        _tell_losses(losses, options.language)
        say(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


def _structure(kind: str, asked: Questionnaire, language: Language) -> tuple[bytes, tuple[Loss, ...]]:
    from leitplanke.exchange.surveys.limesurvey.writer import limesurvey_bytes  # noqa: PLC0415 - slow libraries
    from leitplanke.exchange.surveys.xlsform.writer import xlsform_bytes  # noqa: PLC0415 - likewise
    from leitplanke.report.paper.codebook import codebook_html, codebook_pdf  # noqa: PLC0415 - likewise

    if kind in {"codebook", "codebook-pdf"}:
        return (codebook_html if kind == "codebook" else codebook_pdf)(asked, language), ()
    return xlsform_bytes(asked) if kind == "xlsform" else limesurvey_bytes(asked)


def _validate(options: argparse.Namespace) -> int:
    from leitplanke.participation.languages import untranslated  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.participation.piping import unknown_pipes  # noqa: PLC0415 - likewise

    asked = _questionnaire(options.file)
    for missing in untranslated(asked):
        words = Text(f"{missing.path}: fehlt in {missing.language}", f"{missing.path}: not in {missing.language}")
        complain(words, options.language)
    for path, name in unknown_pipes(asked):
        words = Text(f"{path}: {{{{{name}}}}} gibt es nicht", f"{path}: there is no {{{{{name}}}}}")
        complain(words, options.language)
    counts = (len(asked.questions), len(asked.sections))
    words = Text(
        "{} Fragen in {} Abschnitten, ohne Fehler".format(*counts),
        "{} questions in {} sections, without a fault".format(*counts),
    )
    say(words, options.language)
    return DONE if options.responses is None else _validate_responses(asked, options)


def _validate_responses(asked: Questionnaire, options: argparse.Namespace) -> int:
    """Rules that look at the day are judged by the last one there is: answers carry no time."""
    from datetime import date  # noqa: PLC0415 - of use here alone

    from leitplanke.participation.answer_faults import answer_faults  # noqa: PLC0415 - slow libraries behind it

    responses, faulty = _responses(options.responses), 0
    for one in responses:
        found = answer_faults(asked, one.answers, audience=one.audience, today=date.max)
        faulty += bool(found)
        for fault in found:
            where = ".".join(filter(None, (fault.question, fault.item)))
            words = fault.words
            complain(Text(f"{one.key}: {where}: {words.de}", f"{one.key}: {where}: {words.en}"), options.language)
    counts = (len(responses), faulty)
    words = Text("{} Antwortbögen, {} mit Fehlern".format(*counts), "{} responses, {} with faults".format(*counts))
    say(words, options.language)
    return FAULTY_INPUT if faulty else DONE


def _lint(options: argparse.Namespace) -> int:
    from leitplanke.participation.lint import advice_on  # noqa: PLC0415 - slow libraries behind it

    found = advice_on(_questionnaire(options.file))
    if options.json:
        rows = [
            {
                "path": one.path, "language": one.language, "code": one.code.value, "excerpt": one.excerpt,
                "words": one.words.in_language(options.language),
            }
            for one in found
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return DONE
    for one in found:
        place = f"{one.path} [{one.language}]" if one.language else one.path
        print(f"{place}: {one.code.value}: „{one.excerpt}“ {one.words.in_language(options.language)}")
    say(Text(f"{len(found)} Hinweise", f"{len(found)} pieces of advice"), options.language)
    return DONE


def _questionnaire(path: Path) -> Questionnaire:
    from leitplanke.exchange.surveys.documents import read_questionnaire  # noqa: PLC0415 - slow libraries behind it

    return read_questionnaire(path.read_bytes(), file=path.name)


def _responses(path: Path) -> tuple[Response, ...]:
    from leitplanke.exchange.surveys.documents import read_responses  # noqa: PLC0415 - slow libraries behind it

    return read_responses(path.read_bytes(), file=path.name)


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
    _tell_losses(found.losses, options.language)


def _tell_losses(losses: Iterable[Loss], language: Language) -> None:
    for loss in losses:
        words = {True: Text("fehlt", "lost"), False: Text("anders", "changed")}[loss.is_lost].in_language(language)
        where = Text(f"Zeile {loss.line}", f"line {loss.line}").in_language(language) if loss.line else ""
        place = ", ".join(filter(None, (loss.place, where, loss.name)))
        print(f"{words}: {place}: {loss.words.in_language(language)}")


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
