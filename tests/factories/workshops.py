"""Workshops for tests: planned, running with cards and votes, and phones that take part."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from random import Random

from django.test import Client
from django_scopes import scope

from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Mark, agenda_from
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.workshops.actions.moderating import cluster_cards
from leitplanke_web.workshops.actions.planning import lead_to, plan_workshop
from leitplanke_web.workshops.actions.taking_part import join, vote, write_card
from leitplanke_web.workshops.models import Card, Participant, Workshop

DAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def planned(town: Town, person: Person, *, template: str = "ideas", title: str = "Was zuerst?") -> Workshop:
    """A workshop that nobody can join yet."""
    agenda = agenda_from(template, title=Text(title), held_on=DAY, begins_at=time(18), place="Rathaus, Saal 1")
    with scope(town=town):
        return plan_workshop(town, person, agenda, random=Random(1))


def led(workshop: Workshop, person: Person, step: str) -> Workshop:
    """The workshop at this step."""
    with scope(town=workshop.town):
        lead_to(workshop, person, step, seen_step=workshop.step, now=NOW)
        workshop.refresh_from_db()
    return workshop


def joined(workshop: Workshop, number: int, *, group: str = "citizens") -> Participant:
    """A phone that takes part."""
    with scope(town=workshop.town):
        return join(workshop, f"token {number}", group=group)


def voted(workshop: Workshop, number: int, step: str, marks: Mapping[str, float], *, group: str = "citizens") -> None:
    """So many more phones have marked this in the step where the room is."""
    with scope(town=workshop.town):
        before = Participant.objects.filter(workshop=workshop).count()
        for one in range(number):
            person = join(workshop, f"voter {before + one}", group=group)
            vote(workshop, person, step=step, marks=[Mark(item, value) for item, value in marks.items()])


def running(
    town: Town,
    *,
    words: str = "Mehr Busse",
    cards: int = 2,
    title: str = "Was zuerst?",
    moderator: Person | None = None,
) -> Workshop:
    """A workshop where dots are put: cards of two people, one cluster, one vote; the editor's name says nothing."""
    with scope(town=town):
        person = moderator or person_in(town, Role.EDITOR, name="Mona", email=f"mona@{town.pk}.example.org")
    workshop = led(planned(town, person, title=title), person, "ideas")
    with scope(town=town):
        first, second = joined(workshop, 1), joined(workshop, 2, group="politics")
        for number in range(cards):
            write_card(
                workshop, (first, second)[number % 2], step="ideas", text=f"{words} {number}", key=f"key {number}"
            )
        chosen = Card.objects.filter(workshop=workshop).order_by("pk").first()
        cluster_cards(workshop, person, "ideas", seen={chosen.pk: None}, into=None, title="Verkehr")
        led(workshop, person, "dots")
        chosen.refresh_from_db()
        vote(workshop, first, step="dots", marks=(Mark(f"c{chosen.cluster_id}", 3),))
    return workshop


def entry_of(page: str, name: str = "entry") -> str:
    """The value of a hidden field on a page."""
    return page.split(f'name="{name}" value="')[1].split('"', maxsplit=1)[0]


def phone_in(workshop: Workshop, *, group: str = "citizens") -> Client:
    """A browser that has joined."""
    client = Client(enforce_csrf_checks=True)
    address = room_of(workshop)
    entry = entry_of(client.get(address).content.decode())
    assert client.post(address, {"go": "join", "entry": entry, "group": group}).status_code == 302
    return client


def room_of(workshop: Workshop) -> str:
    """Where it joins."""
    return f"/{workshop.town_id}/werkstatt/{workshop.code}/"
