"""Everything that was read from a town folder, sound or not, before it is put together."""

from dataclasses import dataclass

from leitplanke.evidence.codings import Coding
from leitplanke.evidence.model import PopulationTable, QuoteConsent, Theme
from leitplanke.exchange.listing import Rows
from leitplanke.exchange.places import Located
from leitplanke.exchange.references import Contributions
from leitplanke.exchange.town_measures import MeasureTables
from leitplanke.exchange.town_texts import QuestionnaireEntry, StrategyEntry, TownEntry
from leitplanke.kernel.dates import Month
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.relations import Choice
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Reply, StatusRow
from leitplanke.participation.discussion_kept import KeptDiscussion
from leitplanke.participation.model import Frame, Question, Questionnaire, Response, Workshop
from leitplanke.participation.process import KeptProcess
from leitplanke.roadmap.model import FiscalYear, Pot
from leitplanke.strategy.model import Gate, GuardrailCheck, PublicService


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a town with their places. None: that file could not be read."""

    town: TownEntry | None
    details: TownDetails | None
    questionnaire: QuestionnaireEntry | None
    versions: tuple[tuple[Questionnaire, ...], tuple[Questionnaire, ...]]
    frames: Rows[Frame]
    responses: list[Response]
    populations: list[Located[PopulationTable]]
    themes: list[Located[Theme]]
    quotes: Located[QuoteConsent] | None
    codings: Rows[Coding]
    workshops: list[Located[Workshop]]
    contributions: Contributions
    strategy: StrategyEntry | None
    gates: Rows[Gate]
    measures: MeasureTables
    choices: Rows[Choice]
    checks: Rows[GuardrailCheck]
    units: Rows[tuple[str, Text]]
    capacity: Rows[tuple[Month, tuple[int, ...]]]
    budgets: Rows[FiscalYear]
    grants: Rows[Pot]
    reference: Rows[str]
    status: Rows[StatusRow]
    replies: Rows[Reply]
    services: Rows[PublicService]
    process: KeptProcess
    discussions: tuple[KeptDiscussion, ...]
    listed: tuple[str, ...]

    @property
    def profile(self) -> TownProfile | None:
        """The town's profile, if it is sound."""
        return self.town.profile.value if self.town is not None and self.town.profile is not None else None

    @property
    def priority_question(self) -> Question | None:
        """The question that asks what comes first, if it is there and sound."""
        if self.town is None or self.town.priority_question is None or self.questionnaire is None:
            return None
        return self.questionnaire.question(self.town.priority_question.value)

    @property
    def audiences(self) -> frozenset[str] | None:
        """The ids of all audiences."""
        return None if self.questionnaire is None else self.questionnaire.known_audiences

    def strategy_ids(self, key: str) -> frozenset[str] | None:
        """The ids in one list of strategy.toml."""
        return None if self.strategy is None else self.strategy.known[key]
