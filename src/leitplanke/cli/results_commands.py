"""`leitplanke report`: an evidence report as a document to hand round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import say, to_the_end
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Declare the command."""
    report = add_command(commands, "report", _report, "an evidence report as PDF/UA to read or as DOCX to go on with")
    report.add_argument("data", type=Path, metavar="EVIDENCE.json", help="the evidence report")
    report.add_argument("--pdf", type=Path, metavar="FILE.pdf", help="write an accessible PDF (PDF/UA-1)")
    report.add_argument("--docx", type=Path, metavar="FILE.docx", help="write a Word file")
    report.add_argument(
        "--in", dest="written_in", type=Language, choices=list(Language), default=Language.DE, help="default de"
    )


def _report(options: argparse.Namespace) -> int:
    from leitplanke.evidence.model import EvidenceReport  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.documents import digest, from_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - likewise
    from leitplanke.report.results.content import document_of  # noqa: PLC0415 - likewise
    from leitplanke.report.results.pdf import results_pdf  # noqa: PLC0415 - likewise
    from leitplanke.report.results.word import results_docx  # noqa: PLC0415 - likewise

    if options.pdf is None and options.docx is None:
        raise InvalidValueError(
            "",
            Text("Es fehlt, was geschrieben werden soll.", "It is not said what to write."),
            Text("Nennen Sie --pdf, --docx oder beides.", "Give --pdf, --docx or both."),
        )
    content = options.data.read_bytes()
    evidence = from_bytes(EvidenceReport, content)
    document = document_of(evidence, language=options.written_in, sha256=digest(content))
    files: dict[Path, bytes] = {}
    if options.pdf is not None:
        files[options.pdf] = results_pdf(document)
    if options.docx is not None:
        files[options.docx] = results_docx(document, as_of=evidence.provenance.as_of)
    with to_the_end():
        for path, made in files.items():
            write_file(path, made)
        names = ", ".join(map(str, files))
        say(Text(f"Geschrieben: {names}", f"Written: {names}"), options.language)
    return DONE
