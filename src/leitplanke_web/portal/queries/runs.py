"""Runs of the chain, and what they came to."""

from django.db.models import QuerySet

from leitplanke.report.edition import Documents
from leitplanke_web.portal.models import UNFINISHED, Run, RunState
from leitplanke_web.portal.queries.published import parsed_documents
from leitplanke_web.towns.models import Town


def runs(town: Town) -> QuerySet[Run]:
    """All runs, the latest first."""
    return Run.objects.filter(town=town).order_by("-number")


def run_numbered(town: Town, number: int) -> Run | None:
    """The run with this number."""
    return runs(town).select_related("town").filter(number=number).first()


def unfinished_run(town: Town) -> Run | None:
    """The run that waits or is under way."""
    return runs(town).filter(state__in=UNFINISHED).first()


def latest_done_run(town: Town) -> Run | None:
    """The latest run that made all documents."""
    return runs(town).filter(state=RunState.DONE).first()


def documents_of_run(run: Run) -> Documents:
    """What a finished run made, as values of the core."""
    assert run.profile is not None
    return parsed_documents(Town(pk=run.town_id), profile=run.profile, digests=run.digests)
