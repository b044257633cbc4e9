"""Runs of the chain, studies of what they made, and what they came to."""

from django.db.models import Q, QuerySet

from leitplanke.report.edition import Documents
from leitplanke_web.portal.models import UNFINISHED, Run, RunKind, RunState
from leitplanke_web.portal.queries.published import parsed_documents
from leitplanke_web.towns.models import Town


def runs(town: Town) -> QuerySet[Run]:
    """All runs, the latest first."""
    return Run.objects.filter(town=town).order_by("-number")


def chains(town: Town) -> QuerySet[Run]:
    """Those that compute a roadmap, the latest first."""
    return runs(town).filter(kind=RunKind.CHAIN)


def studies(town: Town, kind: RunKind) -> QuerySet[Run]:
    """Those that answer this kind of question about a roadmap, the latest first, with question and answer."""
    return runs(town).filter(kind=kind).select_related("study__of")


def run_numbered(town: Town, number: int) -> Run | None:
    """The run with this number."""
    return runs(town).select_related("town", "study__of", "near").filter(number=number).first()


def unfinished_run(town: Town) -> Run | None:
    """The run that waits or is under way, of any kind."""
    return runs(town).filter(state__in=UNFINISHED).first()


def latest_runs(town: Town) -> tuple[Run | None, Run | None]:
    """The latest run of the chain, and the latest that made all documents; often the same one."""
    latest, done = (found.values("number")[:1] for found in (chains(town), chains(town).filter(state=RunState.DONE)))
    found = list(chains(town).filter(Q(number=latest) | Q(number=done)))
    return next(iter(found), None), next((run for run in found if run.is_done), None)


def latest_done_run(town: Town) -> Run | None:
    """The latest run that made all documents."""
    return chains(town).filter(state=RunState.DONE).first()


def latest_digest(town: Town, stage: str) -> str:
    """The SHA-256 of what the latest finished run made of a stage, empty before there is one."""
    found = chains(town).filter(state=RunState.DONE).values_list("digests", flat=True).first()
    return str((found or {}).get(stage, ""))


def documents_of_run(run: Run) -> Documents:
    """What a finished run made, as values of the core."""
    assert run.profile is not None
    return parsed_documents(Town(pk=run.town_id), profile=run.profile, digests=run.digests)
