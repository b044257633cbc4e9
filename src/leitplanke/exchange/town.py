"""Everything that a town folder holds, as values of the stages."""

from dataclasses import dataclass

from leitplanke.evidence.codings import Coding
from leitplanke.evidence.model import PopulationTable, QuoteConsent, Theme
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Reply, StatusRow
from leitplanke.participation.discussion_kept import KeptDiscussion
from leitplanke.participation.model import Frame, Questionnaire, Response, Workshop
from leitplanke.participation.process import KeptProcess
from leitplanke.roadmap.model import Resources
from leitplanke.strategy.model import PublicService, StrategyDraft


@dataclass(frozen=True, slots=True)
class Town:
    """A town's input after every check: all that its folder says, and nothing of how it is written there.

    The order of every list is part of it, but for these: responses stand by audience (in the questionnaire's order) and
    key, fiscal years by year, the reference selection by name, the variables of a population table in the
    questionnaire's order, the capacity of a unit by month of the plan. `earlier` and `later` are the other published
    versions of the questionnaire, before and after the one that is evaluated; what was answered to them is not here.
    `services`, `process` and `discussions` are those of the town; no document is made from them.
    """

    profile: TownProfile
    details: TownDetails
    questionnaire: Questionnaire
    frames: tuple[Frame, ...]
    responses: tuple[Response, ...]
    workshops: tuple[Workshop, ...]
    populations: tuple[PopulationTable, ...]
    themes: tuple[Theme, ...]
    quotes: QuoteConsent | None
    codings: tuple[Coding, ...]
    priority_question: str
    draft: StrategyDraft
    resources: Resources
    status_rows: tuple[StatusRow, ...]
    replies: tuple[Reply, ...]
    earlier: tuple[Questionnaire, ...] = ()
    later: tuple[Questionnaire, ...] = ()
    services: tuple[PublicService, ...] = ()
    process: KeptProcess = KeptProcess()  # noqa: RUF009 - frozen
    discussions: tuple[KeptDiscussion, ...] = ()
