"""Phones in the room: join, write, mark; what is sent twice counts once, what comes late is not lost."""

import pytest
from django.test import Client
from django_scopes import scope

from factories.workshops import DAY, entry_of, led, phone_in, planned, room_of, running, voted
from leitplanke.participation.meeting.marks import pair_id, pairs_of
from leitplanke_web.workshops.actions.planning import close_workshop
from leitplanke_web.workshops.actions.taking_part import MOST_CARDS
from leitplanke_web.workshops.models import Ballot, Card, Participant, Workshop
from leitplanke_web.workshops.queries import step_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def ideas(town, moderator):
    return led(planned(town, moderator), moderator, "ideas")


def _card(phone, workshop, text, **more):
    page = phone.get(room_of(workshop)).content.decode()
    sent = {name: entry_of(page, name) for name in ("proof", "step", "key")}
    return phone.post(room_of(workshop), {"go": "card", **sent, "text": text, **more})


def _cards(workshop):
    with scope(town=workshop.town):
        return list(Card.objects.filter(workshop=workshop).values_list("step", "group", "text"))


def test_code_is_understood_as_people_type_it(ideas):
    typed = f" {ideas.code[:3].lower()}-{ideas.code[3:].lower()}".replace("0", "o").replace("1", "l")
    answer = Client().get(f"/{ideas.town_id}/werkstatt/", {"code": typed})

    assert (answer.status_code, answer.url) == (302, room_of(ideas))


def test_wrong_code_is_told_and_leads_nowhere(ideas):
    answer = Client().get(f"/{ideas.town_id}/werkstatt/", {"code": "XXXXXX"})

    assert answer.status_code == 422
    assert "Diesen Code gibt es nicht" in answer.content.decode()
    assert Client().get(f"/{ideas.town_id}/werkstatt/XXXXXX/").status_code == 404


def test_looking_stores_nothing_and_sets_no_cookie(ideas):
    answer = Client().get(room_of(ideas))

    assert (answer.status_code, answer.cookies) == (200, {})
    with scope(town=ideas.town):
        assert not Participant.objects.exists()


def test_who_joins_twice_is_one_person(ideas):
    phone = Client()
    entry = entry_of(phone.get(room_of(ideas)).content.decode())
    sent = {"go": "join", "entry": entry, "group": "citizens"}
    phone.post(room_of(ideas), sent)
    phone.post(room_of(ideas), sent)
    Client().post(room_of(ideas), sent)  # the same form, sent again without its cookie
    phone.post(room_of(ideas), {**sent, "group": "politics"})

    with scope(town=ideas.town):
        assert list(Participant.objects.values_list("group", flat=True)) == ["citizens"]


def test_cookie_is_for_the_day_and_for_no_script(ideas):
    cookie = phone_in(ideas).cookies["werkstatt"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)
    with scope(town=ideas.town):
        assert not Participant.objects.filter(key__contains=cookie.value).exists()


def test_card_hangs_with_its_group(ideas):
    phone = phone_in(ideas, group="politics")

    assert _card(phone, ideas, "Mehr Busse\r\nam Abend").status_code == 302
    assert _cards(ideas) == [("ideas", "politics", "Mehr Busse\nam Abend")]
    assert "Mehr Busse" in phone.get(room_of(ideas)).content.decode()


def test_card_sent_twice_hangs_once(ideas):
    phone = phone_in(ideas)
    for _ in range(3):
        assert _card(phone, ideas, "Mehr Busse", key="the-same-key").status_code == 302

    assert len(_cards(ideas)) == 1


def test_same_key_of_two_phones_is_two_cards(ideas):
    for _ in range(2):
        _card(phone_in(ideas), ideas, "Mehr Busse", key="the-same-key")

    assert len(_cards(ideas)) == 2


def test_script_on_a_card_is_words(ideas, moderation):
    phone = phone_in(ideas)
    _card(phone, ideas, "<script>alert(1)</script>")

    for page in (phone.get(room_of(ideas)), moderation.get(_work(ideas, "moderation/"))):
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_card_without_words_or_with_too_many_comes_back(ideas, text):
    answer = _card(phone_in(ideas), ideas, text)

    assert answer.status_code == 422
    assert "Fehler:" in answer.content.decode()
    assert _cards(ideas) == []


def test_late_card_hangs_where_it_belongs(ideas, moderator):
    phone = phone_in(ideas)
    page = phone.get(room_of(ideas)).content.decode()
    sent = {name: entry_of(page, name) for name in ("proof", "step", "key")}
    led(ideas, moderator, "dots")

    assert phone.post(room_of(ideas), {"go": "card", **sent, "text": "Aus dem Funkloch"}).status_code == 302
    assert _cards(ideas) == [("ideas", "citizens", "Aus dem Funkloch")]


def test_card_after_the_end_is_refused_with_its_words(ideas, moderator):
    phone = phone_in(ideas)
    page = phone.get(room_of(ideas)).content.decode()
    sent = {name: entry_of(page, name) for name in ("proof", "step", "key")}
    with scope(town=ideas.town):
        close_workshop(ideas, moderator, present={"citizens": 1})
    answer = phone.post(room_of(ideas), {"go": "card", **sent, "text": "Zu spät"})

    assert answer.status_code == 409
    assert "Zu spät" in answer.content.decode()
    assert _cards(ideas) == []


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 400), ("same-site", 400), ("none", 302), ("same-origin", 302), (None, 302)]
)
def test_page_from_elsewhere_joins_nobody(ideas, site, status):
    entry = entry_of(Client().get(room_of(ideas)).content.decode())  # one that somebody else has asked for
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    answer = Client().post(room_of(ideas), {"go": "join", "entry": entry, "group": "citizens"}, headers=headers)

    assert (answer.status_code, "werkstatt" in answer.cookies) == (status, status == 302)
    with scope(town=ideas.town):
        assert Participant.objects.count() == (status == 302)


def test_form_from_elsewhere_is_refused(ideas):
    phone = phone_in(ideas)
    forged = {"go": "card", "step": "ideas", "key": "a-key-of-mine", "text": "Fremd"}

    assert phone.post(room_of(ideas), forged).status_code == 400
    assert phone.post(room_of(ideas), {**forged, "proof": "0" * 64}).status_code == 400
    assert Client().post(room_of(ideas), {"go": "join", "entry": "x", "group": "citizens"}).status_code == 400
    assert _cards(ideas) == []


def test_own_card_can_be_taken_back_and_nobody_elses(ideas):
    mine, other = phone_in(ideas), phone_in(ideas)
    _card(mine, ideas, "Meine")
    with scope(town=ideas.town):
        card = Card.objects.get().pk
    for phone, left in ((other, 1), (mine, 0), (mine, 0)):
        proof = entry_of(phone.get(room_of(ideas)).content.decode(), "proof")
        assert phone.post(room_of(ideas), {"go": "back", "proof": proof, "card": card}).status_code == 302
        assert len(_cards(ideas)) == left


def test_one_phone_cannot_bury_the_wall(ideas):
    phone = phone_in(ideas)
    with scope(town=ideas.town):
        person = Participant.objects.get()
        Card.objects.bulk_create(
            Card(town=ideas.town, workshop=ideas, step="ideas", group="citizens", text="x", key=str(n), author=person)
            for n in range(MOST_CARDS)
        )
    answer = _card(phone, ideas, "Eine zu viel")

    assert answer.status_code == 422
    assert len(_cards(ideas)) == MOST_CARDS


def test_three_hundred_cards_in_two_minutes_all_hang(ideas, moderation, django_assert_max_num_queries):
    phone = phone_in(ideas)
    page = phone.get(room_of(ideas)).content.decode()
    sent = {name: entry_of(page, name) for name in ("proof", "step")}
    phones = [phone, *(phone_in(ideas) for _ in range(3))]
    for number in range(300):
        one = phones[number % 4]
        if number < 4:
            sent["proof"] = entry_of(one.get(room_of(ideas)).content.decode(), "proof")
            one.proof = sent["proof"]
        sent_now = {
            "go": "card",
            "step": "ideas",
            "proof": one.proof,
            "key": f"key-{number:04}",
            "text": f"Karte {number}",
        }
        assert one.post(room_of(ideas), sent_now).status_code == 302

    assert [text for _, _, text in _cards(ideas)] == [f"Karte {number}" for number in range(300)]
    with django_assert_max_num_queries(10):
        assert "300 Karten hängen" in moderation.get(_work(ideas, "moderation/stand/")).content.decode()


def test_wall_says_nothing_while_nothing_changes(ideas, django_assert_max_num_queries):
    phone = phone_in(ideas)
    address = f"{room_of(ideas)}stand/"
    with scope(town=ideas.town):
        seen = Workshop.objects.get().changes
    with django_assert_max_num_queries(2):
        assert phone.get(address, {"seen": seen, "step": "ideas"}).status_code == 204
    _card(phone, ideas, "Neu")
    answer = phone.get(address, {"seen": seen, "step": "ideas"})

    assert answer.status_code == 200
    assert "Neu" in answer.content.decode()


def test_wall_leads_on_when_the_room_went_on(ideas, moderator):
    phone = phone_in(ideas)
    led(ideas, moderator, "dots")
    answer = phone.get(f"{room_of(ideas)}stand/", {"seen": 0, "step": "ideas"})

    assert "data-next" in answer.content.decode()


def test_wall_leads_to_the_end_when_the_workshop_is_over(ideas, moderator):
    phone = phone_in(ideas)
    with scope(town=ideas.town):
        close_workshop(ideas, moderator, present={"citizens": 1})
    answer = phone.get(f"{room_of(ideas)}stand/", {"seen": ideas.changes, "step": "ideas"})
    there = phone.get(room_of(ideas)).content.decode()

    assert f'data-next href="{room_of(ideas)}"' in answer.content.decode()
    assert "zu Ende" in there
    assert not any(sign in there for sign in ("data-next", "hx-get"))  # it leads on once


def test_dots_count_once_per_person_and_the_latest_counts(town):
    workshop = running(town)
    phone = phone_in(workshop)
    page = phone.get(room_of(workshop)).content.decode()
    cluster = page.split('name="mark-')[1].split('"')[0]
    sent = {"go": "vote", "step": "dots", "proof": entry_of(page, "proof")}
    for number, status in ((1, 302), (3, 302), (4, 422), (-1, 422), ("x", 422)):
        assert phone.post(room_of(workshop), {**sent, f"mark-{cluster}": number}).status_code == status

    with scope(town=town):
        found = [[(mark.item, mark.value) for mark in row.marks] for row in Ballot.objects.order_by("pk")]
    assert found == [[(cluster, 3.0)], [(cluster, 3.0)]]


def test_opinions_and_comparisons_are_kept_and_contradictions_told(town, moderator):
    workshop = led(planned(town, moderator, template="criteria"), moderator, "pairs")
    phone = phone_in(workshop)
    page = phone.get(room_of(workshop)).content.decode()
    sent = {"go": "vote", "step": "pairs", "proof": entry_of(page, "proof")}
    pairs = ("benefit~inclusion", "benefit~effort", "inclusion~effort")
    step = workshop.value.step("pairs")
    others = {f"mark-{pair_id(*pair)}": "1" for pair in pairs_of(step)}
    incomplete = phone.post(room_of(workshop), {**sent, f"mark-{pairs[0]}": "9"})
    odd = {f"mark-{pair}": value for pair, value in zip(pairs, ("9", "0.111111111111", "9"), strict=True)}
    answer = phone.post(room_of(workshop), {**sent, **others, **odd}, follow=True)

    assert incomplete.status_code == 422
    assert "Fehler:" in incomplete.content.decode()
    assert "Ihre Vergleiche passen nicht ganz zusammen" in answer.content.decode()


def test_before_and_after_nobody_can_join(town, moderator):
    workshop = planned(town, moderator)
    phone = Client()

    assert f"{DAY.day}. Dezember" in phone.get(room_of(workshop)).content.decode()
    led(workshop, moderator, "welcome")
    entry = entry_of(phone.get(room_of(workshop)).content.decode())
    with scope(town=town):
        close_workshop(workshop, moderator, present={})
    assert phone.post(room_of(workshop), {"go": "join", "entry": entry, "group": "citizens"}).status_code == 409
    assert "zu Ende" in phone.get(room_of(workshop)).content.decode()


def _work(workshop, tail=""):
    return f"/{workshop.town_id}/arbeit/werkstaetten/{workshop.identifier}/{tail}"


def test_risks_are_weighed_on_a_phone_and_told_on_the_wall(town, moderator, moderation):
    workshop = led(planned(town, moderator, template="guardrails"), moderator, "weighing")
    room = room_of(workshop)
    phone = phone_in(workshop)
    page = phone.get(room).content.decode()
    entry = {"proof": entry_of(page, "proof"), "go": "vote", "step": "weighing"}
    voted(workshop, 4, "weighing", {"leak~likely": 3, "leak~harm": 2})
    half = phone.post(room, {**entry, "mark-leak~likely": "3"})
    both = phone.post(room, {**entry, "mark-leak~likely": "3", "mark-leak~harm": "2"})
    with scope(town=town):
        told = step_result(workshop, workshop.value.step("weighing"))
    wall = moderation.get(_work(workshop, "moderation/?ergebnis")).content.decode()

    assert "Wie wahrscheinlich ist das?" in page
    assert half.status_code == 422
    assert "fehlt eine der beiden Angaben" in half.content.decode()
    assert both.status_code == 302
    assert told.result.everybody == ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (6.0, 3.0, 2.0))
    assert "<td>6,0 (wahrscheinlich 3,0, schlimm 2,0)</td>" in wall
