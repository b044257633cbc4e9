"""Erlenbach, which has secrets, and Otterbach, whose people try to get at them.

Everything of Erlenbach that was never published holds a word that begins with `SECRET`; what only Erlenbach has is
called `ONLY_HERE`. Otterbach has the same things but these.
"""

from dataclasses import dataclass, replace

from django.contrib.sessions.models import Session
from django_scopes import scope, scopes_disabled

from factories import handovers
from factories.accounts import administrator_of
from factories.coding import coded_apart
from factories.discussions import CONTRIBUTION, DISCUSSION, named, ticket
from factories.discussions import running as discussed
from factories.editing import next_version
from factories.priorities import enter_priorities
from factories.process import photo_of, weighed, whole_process
from factories.runs import finished_run, publication_row, run_row
from factories.studies import repair_study, robustness_study
from factories.surveys import FAR, open_survey
from factories.town_folder import related_town_files
from factories.towns import Rows, small_town, stored_rows
from factories.web import PersonFactory, person_in
from factories.workshops import running
from leitplanke.exchange.documents import digest, to_bytes
from leitplanke.exchange.forms import SERVICES
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import Standing
from leitplanke_web.accounts.models import Person
from leitplanke_web.discussion.actions.moderating import moderate
from leitplanke_web.discussion.actions.taking_part import contribute
from leitplanke_web.discussion.models import Contribution
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.towns.models import Membership, Role, Town

SECRET = "nurhier"  # noqa: S105 - a word to look for
ONLY_HERE = "only_here"
PUBLISHED, UNPUBLISHED = (1, 2), 3  # numbers of Erlenbach's runs, of which the first two became its versions
WAITING = 4
REPAIRED = 6  # the number of its run that found how to repair the roadmap of the unpublished one
REPORT = digest(to_bytes(handovers.evidence()))  # the digest that their pages of results have in their address
WEIGHED = "w-2026-12-01-2"  # another one, in which criteria were weighed
WORKSHOP, ROOM = "w-2026-12-01", "MEETUP"  # a workshop of Erlenbach and the code of its room
NEXT = "2027-1"  # the draft of a questionnaire that both have


@dataclass(frozen=True, slots=True)
class TwoTowns:
    """Erlenbach with an administrator of its own and a member, and Otterbach."""

    attacked: Town
    administrator: Person
    member: int
    photo: int
    other: Town


@scopes_disabled()
def two_towns() -> TwoTowns:
    """Both, with their runs and versions."""
    attacked, other = _with_secrets(), small_town("otterbach", given=related_town_files())
    administrator = administrator_of(attacked, name=f"{SECRET}verwaltung", email=f"{SECRET}a@example.org")
    person = person_in(attacked, Role.EDITOR, name=f"{SECRET}mitglied", email=f"{SECRET}m@example.org")
    with scope(town=attacked):
        texts = range(WAITING, WAITING + 1)
        coded_apart(attacked, first=person, second=administrator, numbers=texts, words=f"{SECRET}wunsch")
    with scope(town=attacked):
        held = running(attacked, words=f"{SECRET}karte", moderator=person)  # the title is for the room
        type(held).objects.filter(pk=held.pk).update(code=ROOM)
        whole_process(attacked, person, words=SECRET)
        photo = photo_of(weighed(attacked, person, words=f"{SECRET}foto"))
        talk = discussed(attacked, person, words="Öffentlich")
        contribute(talk, ticket(talk, 9), text=f"{SECRET}beitrag", wants_receipt=False, today=talk.value.begins_on)
        hidden = Contribution.objects.filter(discussion=talk, standing=Standing.WAITING).values_list("key", flat=True)
        moderate(talk, person, list(hidden), seen=Standing.WAITING, standing=Standing.HIDDEN, reason="Beleidigung.")
        named(talk, identifier=DISCUSSION, key=CONTRIBUTION)
    next_version(attacked, ONLY_HERE, title=f"{SECRET}fassung")
    enter_priorities(attacked, who=f"{SECRET}bewerter")
    enter_priorities(other)
    for town in (attacked, other):
        next_version(town, NEXT)
        open_survey(town, closes_on=FAR)
        publication_row(town, published_by="Amt", run=finished_run(town, participation=_record(), started_by="Amt"))
    publication_row(attacked, published_by="Amt", run=finished_run(attacked, participation=_record(), started_by="Amt"))
    unpublished = _unpublished_run(attacked)
    run_row(attacked, started_by=f"{SECRET}lauf")
    robustness_study(unpublished)
    repair_study(unpublished)
    return TwoTowns(attacked, administrator, Membership.objects.get(person=person).pk, photo, other)


def strangers(towns: TwoTowns) -> dict[str, Person]:
    """Everybody with an account who has nothing to do with Erlenbach."""
    with scope(town=towns.other):
        return {
            "editor of another town": person_in(towns.other, Role.EDITOR, name="Edda Otter"),
            "administrator of another town": administrator_of(towns.other, name="Ada Otter"),
            "person without a town": PersonFactory(name="Nele Niemand"),
        }


def stored_but_sessions() -> dict[str, Rows]:
    """Everything that the database holds, by table; whoever signs in has a session."""
    sessions = Session._meta.db_table
    return {rows.table: replace(rows, rows=_sorted(rows)) for rows in stored_rows() if rows.table != sessions}


def _sorted(rows: Rows) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted(rows.rows, key=repr))


def _with_secrets() -> Town:
    files = related_town_files()
    measure = next(line for line in files["measures.csv"].splitlines() if line.startswith("visits;"))
    mode = next(line for line in files["modes.csv"].splitlines() if line.startswith("visits;"))
    examination = next(line for line in files["examinations.csv"].splitlines() if line.startswith("visits;"))
    files["measures.csv"] += measure.replace("visits;Hausbesuche", f"{ONLY_HERE};{SECRET}vorhaben") + "\n"
    files["modes.csv"] += mode.replace("visits", ONLY_HERE) + "\n"
    files["examinations.csv"] += examination.replace("visits", ONLY_HERE) + "\n"
    files["gates.csv"] += f"{ONLY_HERE};{SECRET}beschluss;;;;\n"
    files["choices.csv"] += f"{ONLY_HERE};{SECRET}auswahl;;kita_online;;1\n"
    files["grants.csv"] += f"{ONLY_HERE};{SECRET}topf;;100;;;\n"
    files["units.csv"] += f"{ONLY_HERE};{SECRET}stelle;\n"
    head, *months = files["capacity.csv"].splitlines()
    files["capacity.csv"] = "\n".join((f"{head};{ONLY_HERE}", *(f"{line};1" for line in months))) + "\n"
    files["answers_staff.csv"] = files["answers_staff.csv"].replace("Schnellere Rechner", f"{SECRET}antwort", 1)
    files["workshops.json"] = files["workshops.json"].replace("Parkplätze", f"{SECRET}karte")
    files["status.csv"] = files["status.csv"].replace("Krankheit", f"{SECRET}ursache")
    aim = f'[[overall_goals]]\nid = "{ONLY_HERE}"\ntitle = {{ de = "{SECRET}wunsch" }}\n'
    aim += f'source = {{ de = "{SECRET}papier" }}\n\n'
    goal = (
        f'[[goals]]\nid = "{ONLY_HERE}"\ntitle = {{ de = "{SECRET}ziel" }}\nserves = []\n'
        'indicator = { de = "Zahl" }\nunit = { de = "Prozent" }\nbaseline = 1.0\ntarget = 2.0\ndue = 2030-12-31\n\n'
    )
    files["strategy.toml"] = files["strategy.toml"].replace("[[goals]]", f"{aim}{goal}[[goals]]", 1)
    action = f'[[fields]]\nid = "{ONLY_HERE}"\ntitle = {{ de = "{SECRET}feld" }}\n\n'
    files["strategy.toml"] = files["strategy.toml"].replace("[[fields]]", f"{action}[[fields]]", 1)
    header = ";".join(SERVICES.needed)
    files["services.csv"] = f"{header}\n{ONLY_HERE};;{SECRET}leistung{';' * (len(SERVICES.needed) - 3)}\n"
    return load_town({name: text.encode() for name, text in files.items()}, actor=f"{SECRET}betrieb")


def _record() -> object:
    """The confidential record of what single people said, which no page shows to anybody."""
    record = handovers.participation()
    return replace(record, questionnaire=replace(record.questionnaire, title=Text(f"{SECRET}bogen")))


def _unpublished_run(town: Town) -> Run:
    """A finished run that nobody published: each of its documents says something that no other one says."""
    evidence, strategy, progress = handovers.evidence(), handovers.strategy(), handovers.progress()
    measures = tuple(replace(one, title=Text(f"{SECRET}entwurf")) for one in strategy.draft.measures)
    return finished_run(
        town,
        state=RunState.DONE,
        started_by=f"{SECRET}lauf",
        evidence=replace(evidence, question_texts={"areas": Text(f"{SECRET}frage")}),
        strategy=replace(strategy, draft=replace(strategy.draft, measures=measures)),
        roadmap=handovers.roadmap(unit_names={"office": Text(f"{SECRET}amt")}),
        progress=replace(progress, replies=(replace(progress.replies[0], reason=Text(f"{SECRET}grund")),)),
    )
