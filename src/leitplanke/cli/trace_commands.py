"""`leitplanke trace`: from what people said to what the town does, and back."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import say
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.report.whole_trace import WholeTrace


def add_to(commands: Commands) -> None:
    """Declare the command."""
    trace = add_command(commands, "trace", _trace, "what a measure rests on and what became of it, both ways")
    trace.add_argument("town", type=Path, metavar="TOWN", help="the town folder, or what `leitplanke run` wrote")
    start = trace.add_mutually_exclusive_group(required=True)
    for kind, words in _STARTS.items():
        start.add_argument(
            f"--{kind.replace('_', '-')}", dest="start", type=f"{kind}:{{}}".format, metavar="ID", help=words
        )
    trace.add_argument("--json", action="store_true", help="print the trace as JSON instead of a list")


_WHERE = {
    "measure": Text("Nennen Sie eine Kennung aus measures.csv.", "Name an identifier of measures.csv."),
    "finding": Text(
        "Nennen Sie eine veröffentlichte Erkenntnis, etwa publikum.frage.antwort oder werkstatt.bündel.",
        "Name a published finding, such as audience.question.option or workshop.cluster.",
    ),
}
_STARTS = {
    "measure": "the measure",
    "guardrail": "or a guardrail",
    "goal": "or a digital goal",
    "overall_goal": "or an overall goal",
    "finding": "or a published finding or cluster, such as citizens.areas.childcare",
}


def _trace(options: argparse.Namespace) -> int:
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - of no use to --help
    from leitplanke.report.whole_trace import KINDS  # noqa: PLC0415 - slow libraries behind it

    try:
        found = _found(options.town, options.start)
    except KeyError as error:
        kind, _, identifier = options.start.partition(":")
        raise InvalidValueError(
            kind,
            Text(
                f"{KINDS[kind].de} „{identifier}“ gibt es nicht.",
                f"There is no {KINDS[kind].en} “{identifier}”.",
            ),
            _WHERE.get(
                kind, Text("Nennen Sie eine Kennung aus strategy.toml.", "Name an identifier of strategy.toml.")
            ),
        ) from error
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _tell(found, options.language)
    return DONE


def _found(folder: Path, start: str) -> WholeTrace:
    """From the documents where they lie, else from evidence and strategy alone, which take seconds."""
    from leitplanke import chain  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.model import EvidenceReport  # noqa: PLC0415 - likewise
    from leitplanke.exchange.documents import from_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.monitoring.model import Progress  # noqa: PLC0415 - likewise
    from leitplanke.report.whole_trace import trace_of  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import Roadmap  # noqa: PLC0415 - likewise
    from leitplanke.strategy.derive import derive_strategy  # noqa: PLC0415 - likewise
    from leitplanke.strategy.model import Strategy  # noqa: PLC0415 - likewise

    if (folder / "strategy.json").is_file() and not (folder / "town.toml").is_file():
        return trace_of(
            start,
            strategy=from_bytes(Strategy, (folder / "strategy.json").read_bytes()),
            evidence=from_bytes(EvidenceReport, (folder / "evidence.json").read_bytes()),
            roadmap=from_bytes(Roadmap, (folder / "roadmap.json").read_bytes()),
            replies=from_bytes(Progress, (folder / "progress.json").read_bytes()).replies,
        )
    town = read_town(folder)
    kind, _, identifier = start.partition(":")
    if kind == "measure" and identifier not in {one.id for one in town.draft.measures}:
        raise KeyError(start)  # before anything is computed
    evidence = from_bytes(EvidenceReport, chain.run_evidence(town)["evidence.json"])
    strategy = derive_strategy(evidence, draft=town.draft, provenance=evidence.provenance)
    return trace_of(start, strategy=strategy, evidence=evidence, replies=town.replies)


def _as_json(found: WholeTrace) -> dict[str, object]:
    return {
        "start": found.start,
        "title": found.title.by_language(),
        "nodes": [
            {"id": one.id, "kind": one.kind, "words": one.words.by_language(), "note": one.note.by_language()}
            for one in found.nodes
        ],
        "links": [{"because_of": cause, "leads_to": effect} for cause, effect in found.links],
        "missing": [one.by_language() for one in found.missing],
    }


def _tell(found: WholeTrace, language: Language) -> None:
    from leitplanke.report.whole_trace import KINDS  # noqa: PLC0415 - slow libraries behind it

    say(found.title, language)
    for node in found.nodes:
        causes = [cause for cause, effect in found.links if effect == node.id]
        rests = f"  ← {', '.join(causes)}" if causes else ""
        note = f" ({node.note.in_language(language)})" if node.note.de else ""
        print(f"{KINDS[node.kind].in_language(language)} {node.id}: {node.words.in_language(language)}{note}{rests}")
    for missing in found.missing:
        print(f"! {missing.in_language(language)}")
