"""A town's roadmap for the programs in which a town hall goes on working; light enough for a web page."""

from collections.abc import Callable, Mapping

from leitplanke.exchange.planning.bars import Timetable, roadmap_timetable
from leitplanke.exchange.planning.icalendar import plan_calendar
from leitplanke.exchange.planning.ms_project import plan_project
from leitplanke.exchange.planning.openproject import plan_openproject
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

ROADMAP_FILES: Mapping[str, Callable[[Timetable], bytes]] = {
    "roadmap.ics": plan_calendar,
    "roadmap.xml": plan_project,
    "roadmap-openproject.json": plan_openproject,
}


def export_roadmap(strategy: Strategy, roadmap: Roadmap, *, name: str) -> bytes:
    """A town's roadmap as one of `ROADMAP_FILES`, by the town's own names."""
    return ROADMAP_FILES[name](roadmap_timetable(strategy, roadmap))
