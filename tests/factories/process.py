"""A process with everything that can hang on it, for tests: phases, actors, material, a room that weighed criteria."""

from dataclasses import replace
from datetime import date
from random import Random

from django_scopes import scope

from factories.photos import jpeg
from factories.workshops import joined, led, planned
from leitplanke.exchange.processes import shipped_templates
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Mark, pair_id
from leitplanke.participation.meeting.marks import pairs_of
from leitplanke.participation.process import Actor, Level, Process, new_id, process_from
from leitplanke_web.accounts.models import Person
from leitplanke_web.process.actions.actors import add_actor
from leitplanke_web.process.actions.making import make_materials
from leitplanke_web.process.actions.planning import begin_process
from leitplanke_web.towns.models import Town
from leitplanke_web.workshops.actions.photos import add_photo
from leitplanke_web.workshops.actions.taking_part import vote
from leitplanke_web.workshops.models import Photo, Workshop

BEGINS = date(2026, 9, 7)  # a Monday


def medium(*, title: str = "Digitale Stadt", is_public: bool = True, begins_on: date = BEGINS) -> Process:
    """The medium template."""
    template = shipped_templates().template("medium")
    assert template is not None
    return process_from(template, title=Text(title), begins_on=begins_on, is_public=is_public)


def with_owner(process: Process, owner: str) -> Process:
    """The same, every task with this owner."""
    phases = (
        replace(phase, tasks=tuple(replace(task, owner=owner) for task in phase.tasks)) for phase in process.phases
    )
    return replace(process, phases=tuple(phases))


def actor(name: str, *, interest: Level = Level.HIGH, influence: Level = Level.LOW, **more: str) -> Actor:
    """An actor among the citizens."""
    return Actor(new_id(name, ()), name, "citizens", interest, influence, **more)


def whole_process(town: Town, person: Person, *, words: str = "", size: int = 1) -> None:
    """A process, its material but that of the survey, and `size` actors; `words` are for members of the town alone."""
    with scope(town=town):
        begin_process(town, person, with_owner(medium(), f"{words}amt"))
        make_materials(town, person, "discussion", random=Random(1))
        for number in range(size):
            value = actor(f"Beirat {number}", reached_by=f"{words}weg")
            add_actor(town, person, lambda _, value=value: value)


def weighed(town: Town, person: Person, *, words: str = "Stellwand", votes: int = 5) -> Workshop:
    """A workshop in which people of one group compared criteria, with a photo of the wall."""
    workshop = led(planned(town, person, template="criteria", title="Was zählt?"), person, "pairs")
    step = workshop.value.step("pairs")
    assert step is not None
    pairs = [pair_id(*pair) for pair in pairs_of(step)]
    people = [joined(workshop, 100 + number) for number in range(votes)]
    with scope(town=town):
        for one in people:
            marks = [Mark(pair, 3.0 if pair.startswith("benefit~") else 1.0) for pair in pairs]
            vote(workshop, one, step="pairs", marks=marks)
    led(workshop, person, "swing")
    with scope(town=town):
        points = {"benefit": 100, "inclusion": 60, "goals": 40, "relief": 0, "effort": 0, "risk": 0}
        for one in people:
            vote(workshop, one, step="swing", marks=[Mark(item, value) for item, value in points.items()])
        add_photo(workshop, person, jpeg(), words=words)
    return workshop


def photo_of(workshop: Workshop) -> int:
    """The number of its photo."""
    with scope(town=workshop.town):
        return Photo.objects.get(workshop=workshop).pk
