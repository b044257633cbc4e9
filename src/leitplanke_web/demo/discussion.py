"""A discussion of Ahornstein that is under way: everything in it is invented, as the town is."""

from datetime import date, timedelta
from random import Random
from typing import Final

from django.utils import timezone

from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import Discussion as DiscussionValue
from leitplanke.participation.discussion import Standing
from leitplanke.participation.meeting import Topic
from leitplanke_web.accounts.models import Person
from leitplanke_web.discussion.actions.moderating import cluster_contributions, moderate, tell
from leitplanke_web.discussion.actions.planning import open_discussion, plan_discussion
from leitplanke_web.discussion.actions.taking_part import contribute
from leitplanke_web.discussion.tickets import Ticket, new_ticket, read_ticket
from leitplanke_web.towns.models import Town

DAYS_AGO, DAYS_LEFT = 7, 21
TITLE: Final = Text(
    "Entwurf: Das Rathaus kommt ins Haus (erfunden)",
    "Draft: the town hall comes to your home (invented)",
    "Das Rathaus kommt zu Ihnen (ausgedacht)",
)
DRAFT: Final = Text(
    "Wir wollen ein mobiles Bürgerbüro ausprobieren: Wer nicht ins Rathaus kommen kann, bekommt Besuch.\n\n"
    "Was ist Ihnen dabei wichtig? Für welche Anliegen sollte jemand kommen, und wer sollte zuerst besucht werden?",
    "We want to try a mobile citizens’ office: whoever cannot come to the town hall gets a visit.\n\n"
    "What matters to you? For which matters should somebody come, and who should be visited first?",
    "Manche Menschen können nicht ins Rathaus kommen.\n\nDie Stadt will diese Menschen besuchen.\n\n"
    "Was ist Ihnen wichtig? Schreiben Sie es uns.",
)
STATEMENTS: Final = (
    Topic("t1", Text("Der Besuch soll nichts kosten.", "The visit should be free of charge.")),
    Topic("t2", Text("Termine soll es auch am Abend geben.", "There should be appointments in the evening as well.")),
    Topic("t3", Text("Zuerst sollen Pflegeheime besucht werden.", "Nursing homes should be visited first.")),
)
CLUSTER: Final = "Besuch am Abend und am Samstag"
ABOUT_TIME: Final = (
    "Bitte auch abends, tagsüber arbeitet meine Tochter, und ohne sie verstehe ich die Formulare nicht.",
    "Samstag wäre gut.",
)
OTHERS: Final = ("Mein Vater braucht einen neuen Ausweis und kann nicht mehr Treppen steigen.",)
TOLD: Final = "Ich bin 84 und habe kein Internet. Ich möchte anrufen können und eine feste Person haben."
INSULT: Final = "Ihr im Rathaus seid doch alle zu faul!"
REASON: Final = "Der Beitrag beleidigt Menschen."
WAITING: Final = "Bringen Sie auch das Gerät für die Unterschrift mit?"


def put_up_discussion(town: Town, editor: Person, *, today: date) -> None:
    """A draft with contributions: two in a cluster, one that was told, one hidden, one that waits."""
    value = DiscussionValue(
        TITLE, DRAFT, today - timedelta(days=DAYS_AGO), today + timedelta(days=DAYS_LEFT), STATEMENTS
    )
    row = plan_discussion(town, editor, value)
    open_discussion(row, editor, seen_version=row.version, today=value.begins_on)

    def said(number: int) -> Ticket:
        form = new_ticket(row.pk, now=timezone.now(), random=Random(number))  # noqa: S311 - an example that may be known
        return read_ticket(form, discussion=row.pk)

    texts = (*ABOUT_TIME, *OTHERS, INSULT, WAITING)
    for number, text in enumerate(texts):
        contribute(row, said(number), text=text, wants_receipt=False, today=today)
    tell(row, editor, said(len(texts)), text=TOLD, wants_receipt=False, today=today)
    shown = [said(number).key for number in (*range(len(ABOUT_TIME) + len(OTHERS)), len(texts))]
    moderate(row, editor, shown, seen=Standing.WAITING, standing=Standing.SHOWN)
    hidden = [said(texts.index(INSULT)).key]
    moderate(row, editor, hidden, seen=Standing.WAITING, standing=Standing.HIDDEN, reason=REASON)
    bundled: dict[int, int | None] = {said(number).key: None for number in range(len(ABOUT_TIME))}
    cluster_contributions(row, editor, seen=bundled, into=None, title=CLUSTER)
