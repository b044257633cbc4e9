"""A whole town as one value of the core."""

from dataclasses import replace

from django.db import transaction

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.town import Town as TownValue
from leitplanke.exchange.town_check import Flaw, plan_flaws
from leitplanke.participation.model import Frame, Questionnaire
from leitplanke_web.discussion import queries as discussion
from leitplanke_web.evidence import queries as evidence
from leitplanke_web.monitoring import queries as monitoring
from leitplanke_web.participation import queries as participation
from leitplanke_web.process import queries as process
from leitplanke_web.roadmap import queries as roadmap
from leitplanke_web.strategy import queries as strategy
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.versions import lock


@transaction.atomic
def town_value(town: Town) -> TownValue:
    """Everything that is stored of the town, as it stood at one moment."""
    value = _without_responses(town)
    earlier, later = participation.other_versions(town)
    responses = participation.responses(town, to=value.questionnaire)
    return replace(
        value,
        responses=responses,
        earlier=earlier,
        later=later,
        process=process.kept_process(town),
        discussions=discussion.kept_discussions(town),
    )


@transaction.atomic
def flaws_of(town: Town, *, questionnaire: Questionnaire | None = None) -> tuple[Flaw, ...]:
    """What keeps the town's strategy and resources, as they are stored now, from being a folder's.

    With a questionnaire: if this version were the one that is evaluated.
    """
    value = _without_responses(town)
    return plan_flaws(value if questionnaire is None else replace(value, questionnaire=questionnaire))


def _without_responses(town: Town) -> TownValue:
    town = lock(town)  # whoever changes a part of it takes the same lock
    questionnaire = participation.questionnaire(town)
    populations = evidence.populations(town)
    return TownValue(
        profile=town.profile,
        details=town.details,
        questionnaire=questionnaire,
        frames=_frames(participation.frames(town), populations),
        responses=(),
        workshops=participation.workshops(town),
        populations=populations,
        themes=evidence.themes(town),
        quotes=evidence.quote_consent(town),
        codings=evidence.codings(town, questionnaire.version),
        priority_question=town.priority_question,
        draft=strategy.draft_of(town),
        resources=roadmap.resources_of(town),
        status_rows=monitoring.status_rows(town),
        replies=monitoring.replies(town),
        services=strategy.service_values(town),
    )


def _frames(frames: tuple[Frame, ...], populations: tuple[PopulationTable, ...]) -> tuple[Frame, ...]:
    """The frames with the size of their population as it is told there: staff enter it once, with its table."""
    sizes = {table.audience: table.total for table in populations}
    return tuple(replace(frame, population=sizes.get(frame.audience, frame.population)) for frame in frames)
