"""Staff plan a workshop, change its agenda, invite, close it, and see what became of its clusters."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import time

import pytest
from django.db import connection, transaction
from django_scopes import scope

from factories.workshops import DAY, NOW, led, phone_in, planned, room_of, running, voted
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.meeting import StepKind
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.queries import workshops as recorded
from leitplanke_web.towns.versions import lock
from leitplanke_web.workshops.actions.planning import change_agenda, forget_phones, lead_to
from leitplanke_web.workshops.models import Ballot, Card, Cluster, Participant, Workshop

pytestmark = pytest.mark.django_db
ALL = "/erlenbach/arbeit/werkstaetten/"


def _one(workshop, tail=""):
    return f"{ALL}{workshop.identifier}/{tail}"


def _stored(town):
    with scope(town=town):
        return Workshop.objects.get()


def test_workshop_is_planned_from_a_template(moderation):
    sent = {"title": "Was zuerst?", "held_on": "2026-12-01", "begins_at": "18:00", "place": "Saal", "template": "ideas"}
    first = moderation.post("/erlenbach/arbeit/werkstatt-neu/", sent)
    second = moderation.post("/erlenbach/arbeit/werkstatt-neu/", sent)

    assert (first.url, second.url) == (f"{ALL}w-2026-12-01/", f"{ALL}w-2026-12-01-2/")
    page = moderation.get(first.url).content.decode()
    assert "18:10–18:30" in page
    assert AuditLine.objects.filter(deed="workshop.planned", subject="w-2026-12-01").count() == 1


def test_workshop_without_title_or_day_comes_back(town, moderation):
    answer = moderation.post("/erlenbach/arbeit/werkstatt-neu/", {"title": "", "held_on": "morgen", "template": "x"})

    assert answer.status_code == 422
    with scope(town=town):
        assert not Workshop.objects.exists()


def _agenda_entries(workshop):
    agenda = workshop.value
    sent = {
        "version": str(workshop.version), "title": agenda.title.de, "goal": agenda.goal.de,
        "held_on": agenda.held_on.isoformat(), "begins_at": f"{agenda.begins_at:%H:%M}", "place": agenda.place,
        "groups": "\n".join(group.name.de for group in agenda.groups), "minimum_group": "5",
    }  # fmt: skip
    for place, step in enumerate(agenda.steps, 1):
        mine = {"title": step.title.de, "place": place, "minutes": step.minutes, "goal": step.goal.de}
        mine |= {"prompt": step.prompt.de, "board": step.board, "dots": step.dots or ""}
        sent |= {f"{step.id}-{name}": str(value) for name, value in mine.items()}
    return sent


def test_agenda_is_changed_and_keeps_its_translations(town, moderation, moderator):
    workshop = planned(town, moderator)
    sent = _agenda_entries(workshop) | {
        "begins_at": "19:30", "add": "opinions", "ideas-minutes": "25", "welcome-remove": "on",
        "groups": "Verwaltung\nSchule", "minimum_group": "6",
    }  # fmt: skip
    answer = moderation.post(_one(workshop, "ablauf/"), sent)
    changed = _stored(town).value

    assert answer.url == _one(workshop, "ablauf/")  # the new step wants to be filled in
    assert (changed.begins_at, changed.minimum_group) == (time(19, 30), 6)
    assert [(step.id, step.minutes) for step in changed.steps][:2] == [("ideas", 25), ("sorting", 20)]
    assert changed.steps[-1].kind is StepKind.OPINIONS
    assert [(group.id, group.name.en) for group in changed.groups] == [("administration", "Administration"), ("g1", "")]


def test_agenda_says_what_is_wrong(town, moderation, moderator):
    workshop = planned(town, moderator)
    for change, words in (
        ({"minimum_group": "2"}, "größer oder gleich 5"),
        ({"ideas-remove": "on"}, "Vor dem Punkten werden keine Karten geschrieben."),
        ({"ideas-minutes": "0"}, "größer oder gleich 1"),
    ):
        answer = moderation.post(_one(workshop, "ablauf/"), _agenda_entries(workshop) | change)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words

    assert _stored(town).version == 1


def test_two_editors_of_an_agenda_see_both_versions(town, moderation, moderator):
    workshop = planned(town, moderator)
    moderation.post(_one(workshop, "ablauf/"), _agenda_entries(workshop) | {"title": "Die erste Fassung"})
    answer = moderation.post(_one(workshop, "ablauf/"), _agenda_entries(workshop) | {"title": "Die zweite Fassung"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "Die erste Fassung" in page
    assert "Die zweite Fassung" in page
    assert _stored(town).value.title.de == "Die erste Fassung"


def test_agenda_stays_once_the_room_has_begun(town, moderation, moderator):
    workshop = led(planned(town, moderator), moderator, "welcome")
    answer = moderation.post(_one(workshop, "ablauf/"), _agenda_entries(workshop) | {"title": "Zu spät"})

    assert answer.status_code == 422
    assert _stored(town).value.title.de == "Was zuerst?"


def _without_welcome(workshop):
    return replace(workshop.value, steps=workshop.value.steps[1:])


def test_room_is_led_by_the_agenda_as_it_is_stored(town, moderator):
    workshop = planned(town, moderator)
    with scope(town=town):
        change_agenda(_stored(town), moderator, _without_welcome(workshop), seen_version=1)
        with pytest.raises(InvalidValueError):
            lead_to(workshop, moderator, "welcome", seen_step="", now=NOW)

    assert _stored(town).state == "planned"


@pytest.mark.django_db(transaction=True)
def test_who_opens_waits_for_who_changes_the_agenda(town, moderator):
    workshop = planned(town, moderator)

    def opened():
        try:
            with scope(town=town):
                lead_to(workshop, moderator, "welcome", seen_step="", now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with scope(town=town), transaction.atomic():
            lock(town)
            opening = pool.submit(opened)
            wait([opening], timeout=0.5)
            change_agenda(_stored(town), moderator, _without_welcome(workshop), seen_version=1)
        with pytest.raises(InvalidValueError):
            opening.result(timeout=10)

    assert (_stored(town).state, _stored(town).value.steps[0].id) == ("planned", "ideas")


def test_workshop_that_nobody_joined_is_discarded(town, moderation, moderator):
    workshop = planned(town, moderator)
    sent = {"go": "discard", "version": str(workshop.version)}
    stale = moderation.post(_one(workshop), {**sent, "version": "7"}, follow=True)
    assert "Jemand hat den Ablauf inzwischen geändert." in stale.content.decode()
    assert _stored(town).pk == workshop.pk
    gone = moderation.post(_one(workshop), sent)

    assert gone.url == ALL
    assert moderation.get(_one(workshop)).status_code == 404
    assert AuditLine.objects.filter(deed="workshop.discarded", subject=workshop.identifier).count() == 1


def test_workshop_that_has_begun_is_not_discarded(town, moderation, moderator):
    workshop = led(planned(town, moderator), moderator, "welcome")
    page = moderation.get(_one(workshop)).content.decode()
    answer = moderation.post(_one(workshop), {"go": "discard", "version": str(workshop.version)}, follow=True)

    assert "Werkstatt verwerfen" not in page
    assert "Die Werkstatt hat schon begonnen." in answer.content.decode()
    assert _stored(town).state == "open"


def test_invitation_holds_time_place_and_address(town, moderation, moderator):
    workshop = planned(town, moderator)
    content = moderation.get(_one(workshop, "einladung.ics")).content.decode()

    assert "DTSTART;TZID=Europe/Berlin:20261201T180000\r\n" in content
    assert "LOCATION:Rathaus\\, Saal 1\r\n" in content
    assert room_of(workshop) in content.replace("\r\n ", "")


def test_poster_shows_code_and_mark(town, moderation, moderator):
    workshop = planned(town, moderator)
    page = moderation.get(_one(workshop, "aushang/")).content.decode()

    assert workshop.code in page
    assert 'src="data:image/svg+xml' in page


def test_closing_makes_the_record_and_forgets_the_phones(town, moderation):
    workshop = running(town)
    with scope(town=town):
        item = f"c{Cluster.objects.get().pk}"
    voted(workshop, 4, "dots", {item: 1})
    sent = {f"present-{group.id}": "0" for group in workshop.value.groups}
    missing = moderation.post(_one(workshop), {**sent, "present-citizens": "12", "sure": "on"})
    unsure = moderation.post(_one(workshop), {**sent, "present-citizens": "12", "present-politics": "11"})
    answer = moderation.post(_one(workshop), {**sent, "present-citizens": "12", "present-politics": "11", "sure": "on"})

    assert "Von Politik gibt es Karten oder Punkte, aber niemand war da." in missing.content.decode()
    assert (missing.status_code, unsure.status_code, answer.status_code) == (422, 422, 302)
    with scope(town=town):
        record = recorded(town)[-1]
        assert not Participant.objects.exists()
        assert not Card.objects.exclude(author=None).exists()
        assert not Ballot.objects.exclude(participant=None).exists()
    assert (record.id, record.held_on) == (workshop.identifier, DAY)
    assert [(group.id, group.participants) for group in record.groups] == [("politics", 11), ("citizens", 12)]
    assert [(card.group, card.text) for card in record.cards] == [
        ("citizens", "Mehr Busse 0"), ("politics", "Mehr Busse 1"),
    ]  # fmt: skip
    assert [(vote.group, vote.dots) for vote in record.dots] == [("citizens", 7)]


@pytest.mark.parametrize("left", ["cards", "dots"])
def test_closing_with_nobody_there_refuses_to_lose_what_was_said(town, moderation, left):
    workshop = running(town)
    with scope(town=town):
        (Ballot if left == "cards" else Card).objects.all().delete()
        Participant.objects.all().delete()
    sent = {f"present-{group.id}": "0" for group in workshop.value.groups}
    answer = moderation.post(_one(workshop), {**sent, "sure": "on"})

    assert answer.status_code == 422
    assert "gibt es Karten oder Punkte, aber niemand war da. Tragen Sie ein" in answer.content.decode()
    assert _stored(town).state == "open"


def test_empty_workshop_that_nobody_came_to_is_closed_and_recorded_nowhere(town, moderation, moderator):
    workshop = led(planned(town, moderator), moderator, "welcome")
    with scope(town=town):
        before = len(recorded(town))
    sent = {f"present-{group.id}": "0" for group in workshop.value.groups}

    assert moderation.post(_one(workshop), {**sent, "sure": "on"}).status_code == 302
    with scope(town=town):
        assert (_stored(town).state, len(recorded(town))) == ("closed", before)


def test_closed_workshop_shows_missing_links_as_missing(town, moderation):
    workshop = running(town)
    sent = {f"present-{group.id}": "12" for group in workshop.value.groups}
    moderation.post(_one(workshop), {**sent, "sure": "on"})
    page = moderation.get(_one(workshop)).content.decode()
    again = moderation.post(_one(workshop), {**sent, "sure": "on"})

    assert page.count("noch keine") == page.count("steht aus") == 2  # the cluster, and the cards without one
    assert again.status_code == 422


def test_pages_of_a_workshop_ask_the_same_whatever_hangs(town, moderation, django_assert_max_num_queries):
    workshop = running(town, cards=60)
    phone = phone_in(workshop)
    for tail in ("", "moderation/", "moderation/stand/", "karten/ideas/", "protokoll/"):
        with django_assert_max_num_queries(10):
            assert moderation.get(_one(workshop, tail)).status_code == 200
    with django_assert_max_num_queries(8):
        assert phone.get(room_of(workshop)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_night_forgets_the_phones_of_closed_workshops_and_changes_nothing(town, moderation):
    assert not forget_phones()
    workshop = running(town)
    sent = {f"present-{group.id}": "12" for group in workshop.value.groups}
    moderation.post(_one(workshop), {**sent, "sure": "on"})
    with scope(town=town):
        before = [list(model.objects.order_by("pk").values()) for model in (Card, Ballot)]

    assert forget_phones()
    with scope(town=town):
        assert [list(model.objects.order_by("pk").values()) for model in (Card, Ballot)] == before != [[], []]
