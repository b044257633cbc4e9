"""Counting while a survey runs."""

from collections.abc import Iterable

from django.db.models import F

from leitplanke.participation.fieldwork import tallies
from leitplanke_web.participation.models import FieldTally, PageCount, Response, Survey


def count_page(survey: Survey, *, audience: str, question: str) -> None:
    """Count that the page which begins with this question came up for the first time on a sheet."""
    mine = PageCount.objects.filter(survey=survey, audience=audience, question=question)
    if not mine.update(reached=F("reached") + 1):
        row = PageCount(town_id=survey.town_id, survey=survey, audience=audience, question=question)
        PageCount.objects.bulk_create([row], ignore_conflicts=True)
        mine.update(reached=F("reached") + 1)


def keep_tallies(survey: Survey, responses: Iterable[Response]) -> None:
    """Keep what may be told of these answers in place of what the mix before kept, within its transaction."""
    pages = PageCount.objects.filter(survey=survey).values_list("audience", "question", "reached")
    found = tallies(
        survey.questionnaire.value,
        ((row.audience, row.answers) for row in responses),
        {(audience, question): reached for audience, question, reached in pages},
    )
    FieldTally.objects.filter(survey=survey).delete()
    FieldTally.objects.bulk_create(
        [
            FieldTally(
                town_id=survey.town_id,
                survey=survey,
                audience=one.audience,
                question=one.question,
                counted=one.counted,
                option=one.option,
                count=one.count,
            )
            for one in found
        ],
        batch_size=500,
    )
