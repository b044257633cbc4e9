"""Everything that a town folder holds, as values of the stages."""

from dataclasses import dataclass

from leitplanke.evidence.model import PopulationTable, Theme
from leitplanke.kernel.provenance import Source
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Reply, StatusRow
from leitplanke.participation.model import Frame, Questionnaire, Response, Workshop
from leitplanke.roadmap.model import Resources
from leitplanke.strategy.model import StrategyDraft


@dataclass(frozen=True, slots=True)
class Town:
    """A town's raw input after every check. `sources` names each file that was read with its SHA-256, by name."""

    profile: TownProfile
    questionnaire: Questionnaire
    frames: tuple[Frame, ...]
    responses: tuple[Response, ...]
    workshops: tuple[Workshop, ...]
    populations: tuple[PopulationTable, ...]
    themes: tuple[Theme, ...]
    priority_question: str
    draft: StrategyDraft
    resources: Resources
    status_rows: tuple[StatusRow, ...]
    replies: tuple[Reply, ...]
    sources: tuple[Source, ...]
