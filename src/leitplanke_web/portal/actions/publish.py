"""Publishing a finished run as a version that never changes, and taking one back."""

from dataclasses import dataclass

from django.db import transaction

from leitplanke.strategy.guardrails import blocking_checks
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.queries import reports_of
from leitplanke_web.portal.models import Exemption, Publication, Run, RunState, Withdrawal
from leitplanke_web.portal.queries.runs import documents_of_run
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

MOST_NOTE = 2000


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class RunNotDoneError(Exception):
    """Only a run that ended with all documents can be published."""

    number: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class AlreadyPublishedError(Exception):
    """The run is published already, as version `version`."""

    version: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class PublishedMeanwhileError(Exception):
    """Since the person looked, somebody else has published version `version`: what they compared with is old."""

    version: int
    published_by: str


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class TellsOfFewError(Exception):
    """Beside what was published since the run began, its tables would tell of few people by subtraction."""

    number: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class AlreadyWithdrawnError(Exception):
    """The version was taken back before."""

    version: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class GuardrailsOpenError(Exception):
    """Measures violate guardrails or are unchecked, and nobody says in public why it is published all the same."""

    count: int


@transaction.atomic
def publish(run: Run, person: Person, *, seen_version: int, note: str = "", exemption: str = "") -> Publication:
    """Publish a finished run as the town's next version.

    Measures that violate a guardrail or are unchecked keep it from the public, unless `exemption` says why not; it is
    kept with the version, for everybody to read.

    `seen_version` is the version that was current when the person decided, 0 for none: of two people who publish at
    once one wins, and the other is told. Raises `RunNotDoneError`, `AlreadyPublishedError`, `PublishedMeanwhileError`,
    `TellsOfFewError`, `GuardrailsOpenError`.
    """
    town = run.town
    require_role(town, person, Role.EDITOR)
    town = lock(town)  # two people publish one after the other
    run = Run.objects.get(pk=run.pk)
    _require_publishable(run)
    published = Publication.objects.filter(town=town).order_by("-number")
    current, last = published.filter(withdrawal=None).first(), published.first()
    if current is not None and current.number != seen_version:
        raise PublishedMeanwhileError(current.number, current.published_by)
    _require_nothing_by_subtraction(town, run)
    points = _blocking(run)
    if points and not exemption:
        raise GuardrailsOpenError(len(points))
    number = 0 if last is None else last.number
    publication = Publication.objects.create(
        town=town,
        number=number + 1,
        run=run,
        profile=run.profile,
        digests=run.digests,
        note=note,
        licence=town.details.licence or "",
        published_by=person.name,
    )
    if points:
        Exemption.objects.create(town=town, publication=publication, points=points, reason=exemption)
    record(
        deed="publication.published",
        actor=person.name,
        town=town.pk,
        subject=str(publication.number),
        details={"run": run.number, **({"exemption": exemption, "points": points} if points else {})},
    )
    return publication


@transaction.atomic
def withdraw(publication: Publication, person: Person, *, reason: str) -> Withdrawal:
    """Take a version back: it and its files are not shown any more, the reason is; the one before holds again.

    Raises `AlreadyWithdrawnError`.
    """
    town = publication.town
    require_role(town, person, Role.EDITOR)
    town = lock(town)
    if Withdrawal.objects.filter(publication=publication).exists():
        raise AlreadyWithdrawnError(publication.number)
    withdrawal = Withdrawal.objects.create(town=town, publication=publication, reason=reason, withdrawn_by=person.name)
    record(
        deed="publication.withdrawn",
        actor=person.name,
        town=town.pk,
        subject=str(publication.number),
        details={"reason": reason},
    )
    return withdrawal


def _blocking(run: Run) -> list[dict[str, str]]:
    strategy = documents_of_run(run).strategy
    found = blocking_checks(strategy.checks, measures=strategy.draft.measures)
    return [{"measure": one.measure, "guardrail": one.guardrail, "verdict": one.verdict.value} for one in found]


def _require_publishable(run: Run) -> None:
    if run.is_study or run.state != RunState.DONE:
        raise RunNotDoneError(run.number)
    published = Publication.objects.filter(run=run).values_list("number", flat=True).first()
    if published is not None:
        raise AlreadyPublishedError(published)


def _require_nothing_by_subtraction(town: Town, run: Run) -> None:
    """A run knows what was published when it began; what was published since counts as well, also if taken back."""
    rows = Publication.objects.filter(town=town).order_by("number").values_list("digests", flat=True)
    digests = dict.fromkeys(one["evidence"] for one in rows)
    if not digests or run.digests["evidence"] in digests:
        return
    from leitplanke.evidence.versions import keep_published  # noqa: PLC0415 - numpy and the solver behind it

    reports = reports_of(town, (*digests, run.digests["evidence"]))
    report = reports[run.digests["evidence"]]
    if keep_published(report, [reports[sha256] for sha256 in digests]) is not report:
        raise TellsOfFewError(run.number)
