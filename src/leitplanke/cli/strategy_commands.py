"""`leitplanke strategy`: the strategy as documents to hand round, and what differs from an earlier one."""

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
    from leitplanke.report.results.content import Document
    from leitplanke.report.strategy_papers.telling import Sources

PAPERS = ("strategy", "plain", "guardrails", "measures")


def add_to(commands: Commands) -> None:
    """Declare the command."""
    strategy = add_command(
        commands, "strategy", _strategy, "the strategy as PDF/UA or DOCX, and what differs from an earlier one"
    )
    strategy.add_argument("folder", type=Path, metavar="DIR", help="what `leitplanke run` wrote")
    strategy.add_argument(
        "--paper",
        choices=PAPERS,
        default=PAPERS[0],
        help="compact (default), in plain German, the guardrails for the council, or measure profiles",
    )
    strategy.add_argument("--measure", action="append", metavar="ID", help="of `measures`: this one; may be repeated")
    strategy.add_argument("--pdf", type=Path, metavar="FILE.pdf", help="write an accessible PDF (PDF/UA-1)")
    strategy.add_argument("--docx", type=Path, metavar="FILE.docx", help="write a Word file")
    strategy.add_argument("--since", type=Path, metavar="EARLIER", help="tell what differs from what lies there")
    strategy.add_argument(
        "--in", dest="written_in", type=Language, choices=list(Language), default=Language.DE, help="default de"
    )


def _strategy(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.report.results.pdf import results_pdf  # noqa: PLC0415 - likewise
    from leitplanke.report.results.word import results_docx  # noqa: PLC0415 - likewise

    if options.pdf is None and options.docx is None and options.since is None:
        raise InvalidValueError(
            "",
            Text("Es fehlt, was geschehen soll.", "It is not said what to do."),
            Text("Nennen Sie --pdf, --docx oder --since.", "Give --pdf, --docx or --since."),
        )
    sources = _read(options.folder)
    files: dict[Path, bytes] = {}
    if options.pdf is not None or options.docx is not None:
        document = _paper(sources, options)
        if options.pdf is not None:
            files[options.pdf] = results_pdf(document)
        if options.docx is not None:
            files[options.docx] = results_docx(document, as_of=sources.strategy.provenance.as_of)
    if options.since is not None:
        _tell_changes(_read(options.since), sources, options.language)
    with to_the_end():
        for path, made in files.items():
            write_file(path, made)
        if files:
            names = ", ".join(map(str, files))
            say(Text(f"Geschrieben: {names}", f"Written: {names}"), options.language)
    return DONE


def _read(folder: Path) -> Sources:
    from leitplanke.evidence.model import EvidenceReport  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.documents import digest, from_bytes  # noqa: PLC0415 - likewise
    from leitplanke.report.strategy_papers.telling import Sources  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import Roadmap  # noqa: PLC0415 - likewise
    from leitplanke.strategy.model import Strategy  # noqa: PLC0415 - likewise

    contents = {name: (folder / name).read_bytes() for name in ("evidence.json", "strategy.json", "roadmap.json")}
    return Sources(
        strategy=from_bytes(Strategy, contents["strategy.json"]),
        evidence=from_bytes(EvidenceReport, contents["evidence.json"]),
        roadmap=from_bytes(Roadmap, contents["roadmap.json"]),
        digests={name: digest(content) for name, content in contents.items()},
    )


def _paper(sources: Sources, options: argparse.Namespace) -> Document:
    from leitplanke.report.strategy_papers import papers  # noqa: PLC0415 - slow libraries behind it

    if options.measure:
        known = {one.id for one in sources.strategy.draft.measures}
        for name in options.measure:
            if options.paper != "measures" or name not in known:
                raise InvalidValueError(
                    "measure",
                    Text(f"„{name}“ passt hier nicht.", f"“{name}” does not fit here."),
                    Text(
                        "Nennen Sie --paper measures und eine Kennung der Strategie.",
                        "Give --paper measures and an identifier of the strategy.",
                    ),
                )
    return papers.paper(options.paper, sources, language=options.written_in, measures=options.measure)


def _tell_changes(before: Sources, after: Sources, language: Language) -> None:
    from leitplanke.report.strategy_papers.changes import KIND, changes  # noqa: PLC0415 - slow libraries behind it

    found = changes(before.strategy, after.strategy)
    for change in found:
        identifier = f" {change.id}" if change.id else ""
        name, kind = change.name.in_language(language), KIND[change.kind].in_language(language)
        print(f"{change.what.in_language(language)}{identifier}: {name} ({kind})")
        for one in change.fields:
            old, new = (text.in_language(language) or "–" for text in (one.before, one.after))
            print(f"  {one.field.in_language(language)}: {old} → {new}")
    if not found:
        say(Text("Beide Strategien sagen dasselbe.", "Both strategies say the same."), language)
