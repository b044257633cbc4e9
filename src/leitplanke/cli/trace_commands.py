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
    from leitplanke.report.measure_trace import MeasureTrace


def add_to(commands: Commands) -> None:
    """Declare the command."""
    trace = add_command(commands, "trace", _trace, "what a measure rests on and what became of it, both ways")
    trace.add_argument("town", type=Path, metavar="TOWN", help="the town folder, or what `leitplanke run` wrote")
    trace.add_argument("--measure", required=True, metavar="ID", help="the measure")
    trace.add_argument("--json", action="store_true", help="print the trace as JSON instead of a list")


def _trace(options: argparse.Namespace) -> int:
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - of no use to --help

    try:
        found = _found(options.town, options.measure)
    except KeyError as error:
        raise InvalidValueError(
            "measure",
            Text(f"Die Maßnahme „{options.measure}“ gibt es nicht.", f"There is no measure “{options.measure}”."),
            Text("Nennen Sie eine Kennung aus measures.csv.", "Name an identifier of measures.csv."),
        ) from error
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False, indent=1))
    else:
        _tell(found, options.language)
    return DONE


def _found(folder: Path, measure: str) -> MeasureTrace:
    """From the documents where they lie, else from evidence and strategy alone, which take seconds."""
    from leitplanke import chain  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.model import EvidenceReport  # noqa: PLC0415 - likewise
    from leitplanke.exchange.documents import from_bytes  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.monitoring.model import Progress  # noqa: PLC0415 - likewise
    from leitplanke.report.measure_trace import trace_measure  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import Roadmap  # noqa: PLC0415 - likewise
    from leitplanke.strategy.derive import derive_strategy  # noqa: PLC0415 - likewise
    from leitplanke.strategy.model import Strategy  # noqa: PLC0415 - likewise

    if (folder / "strategy.json").is_file() and not (folder / "town.toml").is_file():
        return trace_measure(
            measure,
            strategy=from_bytes(Strategy, (folder / "strategy.json").read_bytes()),
            evidence=from_bytes(EvidenceReport, (folder / "evidence.json").read_bytes()),
            roadmap=from_bytes(Roadmap, (folder / "roadmap.json").read_bytes()),
            replies=from_bytes(Progress, (folder / "progress.json").read_bytes()).replies,
        )
    town = read_town(folder)
    if measure not in {one.id for one in town.draft.measures}:
        raise KeyError(measure)
    evidence = from_bytes(EvidenceReport, chain.run_evidence(town)["evidence.json"])
    strategy = derive_strategy(evidence, draft=town.draft, provenance=evidence.provenance)
    return trace_measure(measure, strategy=strategy, evidence=evidence, replies=town.replies)


def _as_json(found: MeasureTrace) -> dict[str, object]:
    return {
        "measure": found.measure,
        "title": found.title.by_language(),
        "nodes": [
            {"id": one.id, "kind": one.kind, "words": one.words.by_language(), "note": one.note.by_language()}
            for one in found.nodes
        ],
        "links": [{"because_of": cause, "leads_to": effect} for cause, effect in found.links],
        "missing": [one.by_language() for one in found.missing],
    }


def _tell(found: MeasureTrace, language: Language) -> None:
    from leitplanke.report.measure_trace import KINDS  # noqa: PLC0415 - slow libraries behind it

    say(found.title, language)
    for node in found.nodes:
        causes = [cause for cause, effect in found.links if effect == node.id]
        rests = f"  ← {', '.join(causes)}" if causes else ""
        note = f" ({node.note.in_language(language)})" if node.note.de else ""
        print(f"{KINDS[node.kind].in_language(language)} {node.id}: {node.words.in_language(language)}{note}{rests}")
    for missing in found.missing:
        print(f"! {missing.in_language(language)}")
