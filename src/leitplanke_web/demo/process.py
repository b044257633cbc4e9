"""The second round of the fictitious town: its first plan is carried out while the next workshops run."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from leitplanke.exchange.processes import shipped_templates
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import Actor, Level, Process, new_id, process_from
from leitplanke_web.accounts.models import Person
from leitplanke_web.process.actions.actors import add_actor
from leitplanke_web.process.actions.planning import begin_process
from leitplanke_web.towns.models import Town

WEEKS_AGO = 13  # in the medium template the workshops are weeks 11 to 16
TITLE = Text(
    "Digitale Stadt Ahornstein: die zweite Runde (erfunden)",
    "Digital town of Ahornstein: the second round (invented)",
)
NOTE = "Beispiel, erfunden."
_ACTORS = (
    ("Lenkungskreis Digitales", "administration", Level.HIGH, Level.HIGH, "Bürgermeisteramt", "Sitzung jeden Monat"),
    ("Fraktionen im Stadtrat", "politics", Level.MIDDLE, Level.HIGH, "Bürgermeisteramt", "über die Fraktionsbüros"),
    ("Kämmerei", "administration", Level.LOW, Level.HIGH, "Lenkungskreis", "Dienstbesprechung"),
    ("Personalrat", "administration", Level.HIGH, Level.MIDDLE, "Hauptamt", "Monatsgespräch"),
    ("Seniorenbeirat", "citizens", Level.HIGH, Level.LOW, "Sozialamt", "Sitzung und Aushang in den Begegnungsstätten"),
    ("Elternvertretungen der Kitas", "citizens", Level.HIGH, Level.LOW, "Jugendamt", "über die Leitungen der Kitas"),
    ("Beirat für Menschen mit Behinderung", "citizens", Level.HIGH, Level.LOW, "Sozialamt", "Sitzung, leichte Sprache"),
    ("Gewerbeverein", "companies", Level.MIDDLE, Level.MIDDLE, "Wirtschaftsförderung", "Stammtisch im Quartal"),
    ("Sportvereine", "associations", Level.LOW, Level.LOW, "Sportamt", "Rundschreiben der Stadt"),
)


def begin_example_process(town: Town, person: Person, *, today: date) -> None:
    """A process in its third phase, with one task that somebody forgot; and who has a part in it."""
    template = shipped_templates().template("medium")
    assert template is not None
    begins_on = today - timedelta(days=today.weekday(), weeks=WEEKS_AGO)
    value = process_from(template, title=TITLE, begins_on=begins_on, is_public=True)
    begin_process(town, person, _lived(value, today=today))
    for name, group, interest, influence, invited_by, reached_by in _ACTORS:
        actor = Actor("new", name, group, interest, influence, invited_by, reached_by, NOTE)
        add_actor(town, person, partial(_named, actor))


def _named(actor: Actor, taken: frozenset[str]) -> Actor:
    return replace(actor, id=new_id(actor.name, taken))


def _lived(process: Process, *, today: date) -> Process:
    """What was due is done, but for the latest of it."""
    due = [task for phase in process.phases for task in phase.tasks if task.due_on < today]
    forgotten = max(due, key=lambda task: task.due_on)
    return replace(
        process,
        phases=tuple(
            replace(
                phase,
                tasks=tuple(
                    replace(task, is_done=task.due_on < today and task is not forgotten) for task in phase.tasks
                ),
            )
            for phase in process.phases
        ),
    )
