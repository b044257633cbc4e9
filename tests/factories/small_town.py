"""The invented town of `documents` with nine of its measures and two of its units, every kind of content among them."""

from dataclasses import replace
from typing import Any

from factories import documents as full
from leitplanke.evidence.model import EvidenceReport
from leitplanke.monitoring.model import Progress
from leitplanke.roadmap.model import Assignment, Omission, Reason, Roadmap, SelectionComparison, UnitLoad
from leitplanke.strategy.model import Strategy

MEASURES = tuple(full.measure_id(index) for index in (0, 1, 2, 4, 7, 10, 11, 19, 38))
UNITS = ("it", "finance")
LEFT_OUT = "companies"
BUSY_MONTHS = 12


def small_documents() -> dict[str, Any]:
    """Everything that `render_report` takes, as small as every section and every kind of content allow."""
    return full.documents(
        evidence=_evidence(), strategy=_strategy(), roadmap=_roadmap(), progress=_progress(full.progress())
    )


def _evidence() -> EvidenceReport:
    one = full.evidence()
    tables = tuple(
        replace(table, cells=table.cells[:3]) if table.question == "areas" else table for table in _of_kept(one.tables)
    )
    return replace(
        one,
        responses=_of_kept(one.responses),
        tables=tables,
        themes=_of_kept(one.themes),
        priorities=tuple(replace(item, priorities=item.priorities[:3]) for item in _of_kept(one.priorities)),
    )


def _of_kept(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(item for item in items if item.audience != LEFT_OUT)


def _strategy() -> Strategy:
    one = full.strategy()
    draft = replace(one.draft, measures=tuple(measure for measure in one.draft.measures if measure.id in MEASURES))
    scores = [score for score in one.scores if score.measure in MEASURES and score.audience != LEFT_OUT]
    audiences = dict.fromkeys(score.audience for score in scores)
    return replace(
        one,
        draft=draft,
        checks=tuple(check for check in one.checks if check.measure in MEASURES),
        scores=tuple(
            replace(score, rank=rank)
            for audience in audiences
            for rank, score in enumerate((score for score in scores if score.audience == audience), start=1)
        ),
        trace=tuple(link for link in one.trace if _is_kept(link.because_of) and _is_kept(link.leads_to)),
    )


def _is_kept(place: str) -> bool:
    kind, _, identifier = place.partition(":")
    return kind != "measure" or identifier in MEASURES


def _roadmap() -> Roadmap:
    one = full.roadmap()
    return replace(
        one,
        assignments=tuple(_with_kept_reasons(line) for line in one.assignments if line.measure in MEASURES),
        omissions=tuple(_with_kept_reasons(line) for line in one.omissions if line.measure in MEASURES),
        loads=tuple(_quiet(load) for load in one.loads if load.unit in UNITS),
        comparison=SelectionComparison(("m00",), ("m01", "m02"), ("m11",), 7_000_000, 5_000_000, 16_000, 13_000),
    )


def _quiet(load: UnitLoad) -> UnitLoad:
    """With work in the first year alone, the first month fully loaded."""
    idle = (0,) * (len(load.used) - BUSY_MONTHS)
    return replace(load, used=(load.available[0], *load.used[1:BUSY_MONTHS], *idle))


def _with_kept_reasons(line: Assignment | Omission) -> Any:
    return replace(line, reasons=tuple(_with_kept_competitors(reason) for reason in line.reasons))


def _with_kept_competitors(reason: Reason) -> Reason:
    return replace(reason, competitors=tuple(one for one in reason.competitors if one in MEASURES))


def _progress(one: Progress) -> Progress:
    measures = tuple(measure for measure in one.measures if measure.measure in MEASURES)
    states = [measure.state for measure in measures]
    return replace(
        one,
        measures=measures,
        count_by_state={state: states.count(state) for state in one.count_by_state if state in states},
        late=tuple(measure for measure in one.late if measure in MEASURES),
        replies=tuple(replace(reply, ref="m04") if reply.ref == "m09" else reply for reply in one.replies),
    )
