"""Discussions for tests: planned, running with contributions, closed."""

from datetime import date, timedelta
from random import Random

from django.test import Client
from django.utils import timezone
from django_scopes import scope

from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import Discussion as DiscussionValue
from leitplanke.participation.discussion import Moderation, Standing
from leitplanke.participation.meeting import Topic
from leitplanke_web.accounts.models import Person
from leitplanke_web.discussion.actions.moderating import cluster_contributions, moderate
from leitplanke_web.discussion.actions.planning import close_discussion, open_discussion, plan_discussion
from leitplanke_web.discussion.actions.taking_part import contribute, vote
from leitplanke_web.discussion.models import Contribution, Discussion
from leitplanke_web.discussion.tickets import Ticket, new_ticket, read_ticket
from leitplanke_web.towns.models import Role, Town

DISCUSSION, CONTRIBUTION = "d-1", 4711  # what `named` may call them


def value(*, today: date, moderation: Moderation = Moderation.BEFORE, title: str = "Digitale Stadt") -> DiscussionValue:
    """A draft that is up for comment today, with two statements."""
    return DiscussionValue(
        title=Text(title, "Digital town", "Die Stadt im Internet"),
        draft=Text("Wir planen Termine am Samstag.\n\nUnd mehr.", "We plan appointments on Saturday."),
        begins_on=today,
        ends_on=today + timedelta(days=14),
        statements=(Topic("t1", Text("Termine am Samstag.")), Topic("t2", Text("Alles online."))),
        moderation=moderation,
    )


def ticket(row: Discussion, number: int) -> Ticket:
    """The ticket of a form."""
    return read_ticket(new_ticket(row.pk, now=timezone.now(), random=Random(number)), discussion=row.pk)


def editor_of(town: Town, name: str = "Mona") -> Person:
    """Somebody who moderates."""
    with scope(town=town):
        return person_in(town, Role.EDITOR, name=name, email=f"{name.lower()}@{town.pk}.example.org")


def running(
    town: Town,
    person: Person,
    *,
    words: str = "Mehr Busse",
    title: str = "Digitale Stadt",
    moderation: Moderation = Moderation.BEFORE,
    number: int = 3,
) -> Discussion:
    """A discussion with contributions: one in a cluster, one by itself, the last one waits."""
    today = timezone.localdate()
    with scope(town=town):
        row = plan_discussion(town, person, value(today=today, moderation=moderation, title=title))
        open_discussion(row, person, seen_version=row.version, today=today)
        for each in range(number):
            contribute(row, ticket(row, each), text=f"{words} {each}", wants_receipt=each == 0, today=today)
        vote(row, ticket(row, 100), marks={"t1": 1}, today=today)
        if moderation is Moderation.BEFORE:
            keys = Contribution.objects.filter(
                discussion=row, text__in=[f"{words} {each}" for each in range(number - 1)]
            )
            moderate(row, person, keys.values_list("key", flat=True), seen=Standing.WAITING, standing=Standing.SHOWN)
        first = Contribution.objects.get(discussion=row, text=f"{words} 0")
        cluster_contributions(row, person, seen={first.key: None}, into=None, title="Verkehr")
    return row


def closed(town: Town, person: Person, *, words: str = "Mehr Busse", title: str = "Digitale Stadt") -> Discussion:
    """A closed one with two clusters: two contributions."""
    row = running(town, person, words=words, title=title, moderation=Moderation.AFTER, number=2)
    with scope(town=town):
        close_discussion(row, person, today=timezone.localdate())
    return row


def named(row: Discussion, *, identifier: str, key: int) -> None:
    """Call it so, and the first contribution that everybody reads, so that addresses can be written down."""
    with scope(town=row.town):
        type(row).objects.filter(pk=row.pk).update(identifier=identifier)
        first = Contribution.objects.filter(discussion=row, standing=Standing.SHOWN).order_by("text").first()
        Contribution.objects.filter(pk=first.pk).update(key=key)
    row.identifier = identifier


def ticket_of(client: Client, address: str) -> str:
    """What a form on this page carries."""
    page = client.get(address).content.decode()
    return page.split('name="ticket" value="')[1].split('"', maxsplit=1)[0]
