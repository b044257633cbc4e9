"""Everybody writes, votes, objects and looks up: once, anonymously, and nothing typed is lost."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from factories.discussions import closed, editor_of, running, ticket, ticket_of
from leitplanke.participation.discussion import Moderation
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.discussion.actions.taking_part import keys_of
from leitplanke_web.discussion.floods import MOST_SENT
from leitplanke_web.discussion.models import Ballot, Contribution, Notice

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> \u202egnal " + "W" * 300


def _of(row, tail=""):
    return f"/{row.town_id}/diskussion/{row.identifier}/{tail}"


def _texts(row, **wanted):
    with scope(town=row.town):
        return sorted(Contribution.objects.filter(discussion=row, **wanted).values_list("text", flat=True))


def test_contribution_waits_is_released_and_then_everybody_reads_it(town, moderator, moderation):
    row = running(town, moderator, number=1)
    visitor = Client(enforce_csrf_checks=True)
    mine = ticket_of(visitor, _of(row, "mitreden/"))
    answer = visitor.post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": "  Bänke am Bach  "})

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert not answer.cookies
    assert "Bänke am Bach" not in visitor.get(_of(row)).content.decode()
    with scope(town=town):
        key = Contribution.objects.get(text="Bänke am Bach").key
    moderation.post(f"/{town.pk}/arbeit/diskussionen/{row.identifier}/beitraege/", {"contribution": key, "go": "show"})
    assert "Bänke am Bach" in visitor.get(_of(row)).content.decode()


def test_contribution_is_read_at_once_where_the_town_looks_afterwards(town, moderator):
    row = running(town, moderator, moderation=Moderation.AFTER, number=1)
    mine = ticket_of(Client(), _of(row, "mitreden/"))
    Client().post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": "Sofort"})

    assert "Sofort" in Client().get(_of(row)).content.decode()


def test_form_sent_twice_is_one_contribution_with_one_receipt(town, moderator):
    row = running(town, moderator, number=1)
    sent = {"go": "send", "ticket": ticket_of(Client(), _of(row, "mitreden/")), "text": "Einmal", "receipt": "on"}
    first, second = (Client().post(_of(row, "mitreden/"), sent).content.decode() for _ in range(2))

    assert _texts(row, text="Einmal") == ["Einmal"]
    assert "lp-code--large" in first
    assert first == second


@pytest.mark.parametrize("mine", ["", "geraten", "e30:x:y"])
def test_form_that_no_page_wrote_is_refused(town, moderator, mine):
    row = running(town, moderator, number=1)
    before = _texts(row)

    statuses = {
        Client()
        .post(_of(row, tail), {"go": "send", "ticket": mine, "text": "x", "words": "x", "mark-t1": "1"})
        .status_code
        for tail in ("mitreden/", "abstimmen/")
    }

    assert (statuses, _texts(row)) == ({400}, before)


def test_ticket_of_another_discussion_is_refused(town, moderator):
    first, second = running(town, moderator, number=1), running(town, moderator, number=1, title="Zweite")
    mine = ticket_of(Client(), _of(first, "mitreden/"))

    assert Client().post(_of(second, "mitreden/"), {"go": "send", "ticket": mine, "text": "x"}).status_code == 400


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_faulty_contribution_comes_back_with_what_was_typed(town, moderator, text):
    row = running(town, moderator, number=1)
    mine = ticket_of(Client(), _of(row, "mitreden/"))
    answer = Client().post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": text, "receipt": "on"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Fehler:" in page
    assert f'name="ticket" value="{mine}"' in page
    assert text.strip()[:100] in page
    assert "checked" in page


def test_hostile_text_is_kept_escaped_and_isolated(town, moderator):
    row = running(town, moderator, moderation=Moderation.AFTER, number=1)
    mine = ticket_of(Client(), _of(row, "mitreden/"))
    Client().post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": HOSTILE})
    page = Client().get(_of(row)).content.decode()

    assert _texts(row, text=HOSTILE) == [HOSTILE]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_page_that_stood_open_for_long_comes_back_with_a_new_ticket(town, moderator):
    row = running(town, moderator, number=1)
    mine = ticket_of(Client(), _of(row, "mitreden/"))
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        answer = Client().post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": "Spät"})
    page = answer.content.decode()

    assert (answer.status_code, _texts(row, text="Spät")) == (422, [])
    assert "Spät</textarea>" in page
    assert f'value="{mine}"' not in page


def test_contribution_after_the_end_is_shown_again_and_not_kept(town, moderator):
    row = running(town, moderator, number=1)
    last = datetime.combine(row.value.ends_on, time(23, 50), tzinfo=timezone.get_current_timezone())
    with time_machine.travel(last, tick=False):
        mine = ticket_of(Client(), _of(row, "mitreden/"))
    with time_machine.travel(last + timedelta(minutes=20), tick=False):
        answer = Client().post(_of(row, "mitreden/"), {"go": "send", "ticket": mine, "text": "Zu spät"})
        looked = Client().get(_of(row, "mitreden/"))

    assert (answer.status_code, looked.status_code, _texts(row, text="Zu spät")) == (409, 200, [])
    assert "Zu spät" in answer.content.decode()
    assert "zu Ende" in looked.content.decode()


def test_planned_discussion_is_found_by_nobody(town, moderator):
    row = running(town, moderator, number=1)
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        statuses = {
            Client().get(_of(row, tail)).status_code for tail in ("", "mitreden/", "abstimmen/", "leichte-sprache/")
        }
        listed = Client().get(f"/{town.pk}/diskussion/").content.decode()

    assert statuses == {404}
    assert row.identifier not in listed


def test_flood_from_one_address_is_stopped_and_nothing_typed_is_lost(town, moderator):
    row = running(town, moderator, number=1)
    address = _of(row, "mitreden/")
    for number in range(MOST_SENT):
        Client().post(address, {"go": "send", "ticket": ticket_of(Client(), address), "text": f"Flut {number}"})
    answer = Client().post(address, {"go": "send", "ticket": ticket_of(Client(), address), "text": "Eine zu viel"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "Eine zu viel</textarea>" in answer.content.decode()
    assert _texts(row, text="Eine zu viel") == []
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert (
        other.post(address, {"go": "send", "ticket": ticket_of(other, address), "text": "Von woanders"}).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("bound", "moderation"), [("MOST_WAITING", Moderation.BEFORE), ("MOST_CONTRIBUTIONS", Moderation.AFTER)]
)
def test_more_than_anybody_can_read_is_refused(town, moderator, monkeypatch, bound, moderation):
    row = running(town, moderator, number=1, moderation=moderation)
    monkeypatch.setattr(f"leitplanke_web.discussion.actions.taking_part.{bound}", 2)
    address = _of(row, "mitreden/")
    statuses = [
        Client()
        .post(address, {"go": "send", "ticket": ticket_of(Client(), address), "text": f"Nummer {number}"})
        .status_code
        for number in range(2)
    ]

    assert statuses[-1] == 422


def test_keys_that_are_none_are_left_out():
    assert keys_of(["7", "", "-1", "²", "9" * 19, "9" * 5_000, str(2**62 - 1), str(2**62)]) == [7, 2**62 - 1]


def test_vote_is_counted_once_and_the_latest_counts(town, moderator):
    row = running(town, moderator, number=1)
    address = _of(row, "abstimmen/")
    mine = ticket_of(Client(), address)
    with scope(town=town):
        before = Ballot.objects.filter(discussion=row).count()
    for sent in ({"mark-t1": "1"}, {"mark-t1": "-1", "mark-t2": "0"}):
        assert Client().post(address, {"go": "send", "ticket": mine, **sent}).status_code == 200

    with scope(town=town):
        ballots = Ballot.objects.filter(discussion=row)
        assert ballots.count() == before + 1
        marks = [[(mark.item, mark.value) for mark in one.marks] for one in ballots]
    assert [("t1", -1.0), ("t2", 0.0)] in marks


@pytest.mark.parametrize("sent", [{}, {"mark-t1": "2"}, {"mark-t1": "1e999"}, {"mark-t9": "1"}])
def test_vote_for_nothing_or_something_else_comes_back(town, moderator, sent):
    row = running(town, moderator, number=1)
    address = _of(row, "abstimmen/")

    assert Client().post(address, {"go": "send", "ticket": ticket_of(Client(), address), **sent}).status_code == 422


def test_few_votes_are_not_told_and_many_are(town, moderator):
    row = running(town, moderator, number=1)
    address = _of(row, "abstimmen/")
    later = timezone.now() + timedelta(days=20)
    with time_machine.travel(later, tick=False):
        few = Client().get(_of(row)).content.decode()
    for number in range(40):
        sent = {"mark-t1": "1", "mark-t2": "1" if number % 2 else "-1"}
        one = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert one.post(address, {"go": "send", "ticket": ticket_of(one, address), **sent}).status_code == 200
    with time_machine.travel(later, tick=False):
        many = Client().get(_of(row)).content.decode()

    assert "Zu wenige haben abgestimmt" in few
    assert "2 Gruppen stimmen je für sich ähnlich ab" in many
    assert "Termine am Samstag." in many
    assert "Zu wenige haben abgestimmt" not in many


def test_notice_reaches_the_moderation_once_and_is_settled(town, moderator, moderation):
    row = running(town, moderator)
    with scope(town=town):
        key = Contribution.objects.get(text="Mehr Busse 0").key
    address = _of(row, f"melden/{key}/")
    mine = ticket_of(Client(), address)
    for _ in range(2):
        assert Client().post(address, {"go": "send", "ticket": mine, "words": "Nennt einen Namen."}).status_code == 200
    with scope(town=town):
        assert Notice.objects.count() == 1
    beside = f"/{town.pk}/arbeit/diskussionen/{row.identifier}/beitraege/"
    assert "Nennt einen Namen." in moderation.get(beside).content.decode()
    moderation.post(beside, {"noticed": "1", "contribution": key, "go": "hide", "reason": "Nennt jemanden."})

    page = Client().get(_of(row)).content.decode()
    assert "Mehr Busse 0" not in page
    assert "Nennt jemanden." in page
    with scope(town=town):
        assert Notice.objects.count() == 0
    assert Client().get(address).status_code == 404


def test_receipt_finds_its_contribution_in_every_standing(town, moderator, moderation):
    row = running(town, moderator, number=1)
    address, look = _of(row, "mitreden/"), f"/{town.pk}/diskussion-nachsehen/"
    sent = {"go": "send", "ticket": ticket_of(Client(), address), "text": "Meins", "receipt": "on"}
    page = Client().post(address, sent).content.decode()
    code = page.split('lp-code--large">')[1].split("<", maxsplit=1)[0]
    visitor = Client(enforce_csrf_checks=True)

    waiting = visitor.post(look, {"go": "show", "receipt": code.lower()}).content.decode()
    with scope(town=town):
        key = Contribution.objects.get(text="Meins").key
    beside = f"/{town.pk}/arbeit/diskussionen/{row.identifier}/beitraege/"
    moderation.post(beside, {"contribution": key, "go": "hide", "reason": "Zu laut."})
    hidden = visitor.post(look, {"go": "show", "receipt": code}).content.decode()
    moderation.post(beside, {"contribution": key, "go": "show", "stand": "hidden"})
    shown = visitor.post(look, {"go": "show", "receipt": code}).content.decode()

    assert "bevor ihn alle lesen" in waiting
    assert "Meins" in waiting
    assert "Zu laut." in hidden
    assert "Antwort steht noch aus." in shown
    assert visitor.post(look, {"go": "show", "receipt": "0000-0000-00000"}).status_code == 422
    assert visitor.post(look, {"receipt": code}).status_code == 400


def test_own_contribution_is_withdrawn_and_leaves_its_place(town, moderator):
    row = running(town, moderator, moderation=Moderation.AFTER, number=1)
    address, look = _of(row, "mitreden/"), f"/{town.pk}/diskussion-nachsehen/"
    sent = {"go": "send", "ticket": ticket_of(Client(), address), "text": "Unbedacht", "receipt": "on"}
    page = Client().post(address, sent).content.decode()
    code = page.split('lp-code--large">')[1].split("<", maxsplit=1)[0]

    unsure = Client().post(look, {"go": "withdraw", "receipt": code})
    done = Client().post(look, {"go": "withdraw", "receipt": code, "sure": "on"})

    assert (unsure.status_code, done.status_code) == (422, 200)
    assert _texts(row, standing="withdrawn") == [""]
    public = Client().get(_of(row)).content.decode()
    assert "Unbedacht" not in public
    assert "hat zurückgezogen" in public
    assert AuditLine.objects.filter(deed__contains="withdraw").count() == 0


def test_contribution_of_a_closed_discussion_stays(town, moderator):
    row = closed(town, moderator)
    look = f"/{town.pk}/diskussion-nachsehen/"
    answer = Client().post(look, {"go": "withdraw", "receipt": ticket(row, 0).receipt, "sure": "on"})

    assert "Das geht leider nicht mehr" in answer.content.decode()
    assert _texts(row, standing="withdrawn") == []


def test_simple_language_falls_back_to_a_sentence(town, moderator):
    row = running(town, moderator, number=1)
    page = Client().get(_of(row, "leichte-sprache/")).content.decode()

    assert "Die Stadt im Internet" in page
    assert "noch nicht in Leichter Sprache" in page


def test_page_asks_the_same_of_the_database_whatever_the_number(town, moderator):
    row = running(town, moderator, number=2)
    other = running(town, editor_of(town, "Zweite"), number=9, words="Viel", title="Zwei")
    counts = []
    for one in (row, other):
        with CaptureQueriesContext(connection) as asked:
            Client().get(_of(one))
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 8
