"""What became of one answer, for whoever holds its receipt."""

from dataclasses import dataclass

from django.utils import timezone

from leitplanke.evidence.themes import Codebook
from leitplanke.kernel.texts import Language
from leitplanke.report.sections.own_answer import OwnAnswer, build
from leitplanke_web.evidence.queries import themes
from leitplanke_web.participation.queries import ToldAnswer, answer_of_receipt, said_in
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.editions import Reading, edition_of
from leitplanke_web.portal.queries.published import current_publication
from leitplanke_web.towns.models import Town


@dataclass(frozen=True, slots=True)
class Story:
    """What the answer says and what followed; `became` is None before results of it are published."""

    said: tuple[ToldAnswer, ...]
    can_be_withdrawn: bool
    became: OwnAnswer | None
    publication: Publication | None


def story_of(town: Town, code: str, *, language: Language) -> Story | None:
    """The story of the answer with this receipt code; None if the town has none."""
    answer = answer_of_receipt(town, code)
    if answer is None:
        return None
    said = said_in(
        answer, priority_question=town.priority_question, language=language.value, today=timezone.localdate()
    )
    publication = current_publication(town) if answer.is_evaluated else None
    if publication is None:
        return Story(said, not answer.is_evaluated, None, None)
    edition = edition_of(Reading(publication, language, is_numbered=False))
    codebook = Codebook.of(themes(town), answer.questionnaire)
    personal = {question.id for question in answer.questionnaire.questions if question.about_person}
    given = (one for one in answer.answers if one.question not in personal)  # whoever holds the paper may read it
    became = build(edition, given, audience=answer.audience, codebook=codebook)
    return Story(said, can_be_withdrawn=False, became=became, publication=publication)
