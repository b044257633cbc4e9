"""Towns in every state that staff pages tell apart, and people who may see them, for tests in a browser."""

from dataclasses import replace
from functools import cache

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from django_scopes import scope

from factories import handovers
from factories.discussions import CONTRIBUTION, DISCUSSION, closed, editor_of, named
from factories.discussions import running as discussed
from factories.editing import next_version
from factories.every_answer import every_answer
from factories.participation import POPULATION, PROVENANCE
from factories.priorities import enter_priorities
from factories.process import weighed, whole_process
from factories.published import unpublished_town
from factories.runs import finished_run, publication_row, run_row
from factories.studies import repair_study, robustness_study
from factories.surveys import FAR, open_survey
from factories.town_folder import related_town_files
from factories.towns import small_town
from factories.web import PersonFactory, person_in
from factories.workshops import running
from leitplanke.evidence.model import EvidenceReport
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.documents import to_bytes
from leitplanke.exchange.obstacles import Obstacle, Subject
from leitplanke.kernel.dates import Month
from leitplanke.kernel.progress import StageDone
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import UnitLoad, YearBudget
from leitplanke.strategy.model import PublicService
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.actions.records import keep_document
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.strategy.actions import store_services
from leitplanke_web.towns.models import Membership, Role, Town

NEW, RUNNING, STUCK, CHANGED, SAME, CURRENT = "neu", "laeuft", "hakt", "erlenbach", "gleich", "aktuell"
TOWNS = (NEW, RUNNING, STUCK, CHANGED, SAME, CURRENT)
CLOSED = "d-2"  # a discussion of CHANGED that is over
UNOPENED = "d-2027-02-08"  # a draft of a discussion of CHANGED, made by the process
WORKSHOP, ROOM = "w-2026-12-01", "MEETUP"  # a workshop of CHANGED and the code of its room
DRAFT = "2027-1"  # a questionnaire of CHANGED that is being built
ONLY_EDITED = NEW  # whose editor the administrator of the other towns is
_ROADMAP = handovers.roadmap()
_LINE = _ROADMAP.assignments[0]
_OVERLOADED = replace(
    _ROADMAP,
    assignments=(
        replace(_LINE, start=Month("2026-12"), end=Month("2027-05"), mode="bought"),
        replace(_LINE, measure="parking"),
    ),
    omissions=(),
    loads=(UnitLoad("office", (9_999,) * 24, (200,) * 24),),
    budgets=tuple(YearBudget(year, 900_000_000, 6_000_000, 250_025, 3_000_000) for year in (2026, 2027)),
    value=990,
)
_OBSTACLES = (
    Obstacle(Text("Kein Fahrplan hält alles ein.", "No roadmap keeps everything.")),
    Obstacle(Text("„Kita online“ ist Pflicht.", "“Childcare online” is mandatory."), Subject.MEASURE, "kita_online"),
    Obstacle(Text("„Bürgerbüro“ hat nicht mehr Personal.", "“Office” has no more staff."), Subject.UNIT, "office"),
    Obstacle(Text("2026 fehlt Geld.", "Money is missing in 2026."), Subject.YEAR, "2026"),
)


def towns_in_every_state() -> None:
    """One town for each state: never computed, computing, stuck, changed since published, computed alike, all done."""
    small_town(NEW)
    _computing(unpublished_town(RUNNING))
    _stuck(unpublished_town(STUCK))
    _changed(small_town(CHANGED, given=related_town_files()))
    enter_priorities(Town.objects.get(id=CHANGED))
    open_survey(Town.objects.get(id=CHANGED), closes_on=FAR)
    next_version(Town.objects.get(id=CHANGED), DRAFT)
    _with_results(Town.objects.get(id=CHANGED))
    _with_workshop(Town.objects.get(id=CHANGED))
    _with_discussions(Town.objects.get(id=CHANGED))
    _with_services(Town.objects.get(id=CHANGED))
    same = unpublished_town(SAME)
    publication_row(same, note="Erste Fassung.\nAlles ist erfunden.")
    _finished(same)
    current = unpublished_town(CURRENT)
    publication_row(current, run=_finished(current))


@cache
def rich_report() -> EvidenceReport:
    """Questions of every kind, answered by enough people; some answers by too few."""
    return report_evidence(
        every_answer(), populations=(POPULATION,), themes=(), priority_question="order", provenance=PROVENANCE
    )


def _with_workshop(town: Town) -> None:
    """A workshop that is under way, with cards, a cluster and dots; phones join with `ROOM`."""
    with scope(town=town):
        held = running(town)
        type(held).objects.filter(pk=held.pk).update(code=ROOM)
        planner = person_in(town, Role.EDITOR, name="Paula", email="paula@example.org")
        whole_process(town, planner)
        weighed(town, planner)


def _with_discussions(town: Town) -> None:
    """One that runs, with a contribution that waits and one that was hidden; one that is closed."""
    person = editor_of(town, "Dora")
    row = discussed(town, person)
    named(row, identifier=DISCUSSION, key=CONTRIBUTION)
    named(closed(town, person, title="Samstags im Rathaus"), identifier=CLOSED, key=CONTRIBUTION + 1)


def _with_services(town: Town) -> None:
    """One of which everything is known, and one of which nothing is."""
    known = PublicService(
        "passport", Text("Reisepass beantragen", "Apply for a passport"), cases_per_year=1_200, counted_in=2025,
        minutes_per_case=35, minutes_when_digital=12, online_percent=10,
    )  # fmt: skip
    with scope(town=town):
        store_services(town, (known, PublicService("dog_tax", Text("Hundesteuer anmelden", "Register a dog"))))


def _with_results(town: Town) -> None:
    """An earlier report than that of the town's latest run, with much to show."""
    report = rich_report()
    with scope(town=town):
        keep_document(town, to_bytes(report), provenance=report.provenance)


def administrator_of_all() -> Person:
    """Somebody with a second factor who administers every town but the new one, which they edit."""
    person = PersonFactory(name="Ada Amt", email="ada@example.org")
    for name in TOWNS:
        role = Role.EDITOR if name == ONLY_EDITED else Role.ADMINISTRATOR
        Membership.objects.create(person=person, town_id=name, role=role)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    return person


def newcomers() -> tuple[Person, Person, Person]:
    """Somebody without town or second factor, somebody invited, somebody whom a directory signs in."""
    town = Town.objects.get(id=CHANGED)
    alone = PersonFactory(name="Nele Neu", email="nele@example.org")
    invited = person_in(town, Role.EDITOR, name="Ivo Invité", email="ivo.invite.mit-langer-adresse@example.org")
    by_directory = PersonFactory(name="Dora Dienst", email="dora@example.org")
    for person in (invited, by_directory):
        person.set_unusable_password()
        person.save()
    return alone, invited, by_directory


def codes_of(person: Person) -> Authenticator:
    """The person's app for codes."""
    return Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)


def _computing(town: Town) -> None:
    outcome = StageDone("evidence", Text("17 Erkenntnisse", "17 findings"), "0" * 64)
    run_row(town, state=RunState.RUNNING, stage="roadmap", steps_done=4, steps_planned=20, outcomes=(outcome,))


def _stuck(town: Town) -> None:
    faulty = (Obstacle(Text("Die Maßnahme „Parken“ nennt eine Einheit, die fehlt.", "A unit is missing.")),)
    failed = (Obstacle(Text("Der Speicher reicht nicht.", "There is not enough memory.")),)
    run_row(town, state=RunState.FAULTY, obstacles=faulty, ended_at=timezone.now())
    run_row(town, state=RunState.FAILED, obstacles=failed, ended_at=timezone.now())
    run_row(town, state=RunState.CANCELLED, ended_at=timezone.now())
    run_row(town, state=RunState.CONFLICT, obstacles=_OBSTACLES, ended_at=timezone.now())


def _changed(town: Town) -> None:
    publication_row(town, note="Erste Fassung. Alles ist erfunden.")
    strategy = handovers.strategy()
    late = replace(strategy.draft.measures[0], deadline=Month("2026-12"))
    draft = replace(strategy.draft, measures=(late, *strategy.draft.measures[1:]))
    run = _finished(town, roadmap=_OVERLOADED, strategy=replace(strategy, draft=draft))
    robustness_study(run, ended_at=timezone.now())
    repair_study(run, ended_at=timezone.now())
    record(deed="measure.changed", actor="Edda Ehrlich", town=town.id, subject="kita_online", details={})


def _finished(town: Town, **documents: object) -> Run:
    return finished_run(town, read_at=timezone.now(), ended_at=timezone.now(), **documents)
