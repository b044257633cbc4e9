"""Moderators lead the room, order cards with the keyboard, two at once, and get minutes that wrote themselves."""

import io
from datetime import date

import docx
import pikepdf
import pytest
from django_scopes import scope

from factories.workshops import entry_of, led, phone_in, planned, room_of, running, voted
from leitplanke.participation.meeting import Noted, NotedKind
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.workshops.actions.moderating import note
from leitplanke_web.workshops.actions.planning import close_workshop
from leitplanke_web.workshops.models import Card, Cluster, Note, Workshop
from leitplanke_web.workshops.queries import step_result
from pdf_ua import faults

pytestmark = pytest.mark.django_db


def _one(workshop, tail=""):
    return f"/{workshop.town_id}/arbeit/werkstaetten/{workshop.identifier}/{tail}"


def _stored(town):
    with scope(town=town):
        return Workshop.objects.get()


@pytest.fixture
def workshop(town):
    return running(town, cards=3)


@pytest.fixture
def cards(workshop):
    with scope(town=workshop.town):
        return list(Card.objects.all())


def test_room_is_led_step_by_step(town, moderation, moderator):
    workshop = planned(town, moderator)
    for seen, step in (("", "welcome"), ("welcome", "ideas"), ("ideas", "welcome")):
        moderation.post(_one(workshop, "moderation/"), {"seen": seen, "step": step})
        assert (_stored(town).step, _stored(town).state) == (step, "open")

    assert AuditLine.objects.filter(deed="workshop.led").count() == 3


def test_two_moderators_lead_on_once(town, moderation, moderator):
    workshop = led(planned(town, moderator), moderator, "welcome")
    sent = {"seen": "welcome", "step": "ideas"}
    first, second = (moderation.post(_one(workshop, "moderation/"), sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Jemand anderes hat schon weitergeschaltet." in second.content.decode()
    assert _stored(town).step == "ideas"


def test_unknown_step_is_refused(town, moderation, moderator):
    workshop = planned(town, moderator)

    assert moderation.post(_one(workshop, "moderation/"), {"seen": "", "step": "nowhere"}).status_code == 422
    assert _stored(town).state == "planned"


def test_paper_cards_are_typed_once(workshop, moderation, cards):
    sent = {"go": "type", "key": "a-key-of-this-form", "group": "companies", "lines": "Parkplätze\n\n Breitband \n"}
    for words in ("2 Karten hängen.", "Diese Karten hingen schon."):
        page = moderation.post(_one(workshop, "karten/ideas/"), sent, follow=True).content.decode()
        assert words in page

    with scope(town=workshop.town):
        typed = list(Card.objects.exclude(pk__in=[card.pk for card in cards]).values_list("group", "text"))
    assert typed == [("companies", "Parkplätze"), ("companies", "Breitband")]


def test_cards_are_clustered_without_dragging(workshop, moderation, cards):
    chosen = [f"{card.pk}:" for card in cards[1:]]
    moderation.post(_one(workshop, "karten/ideas/"), {"go": "cluster", "card": chosen, "title": "Rad"})

    with scope(town=workshop.town):
        assert [str(card.cluster) for card in Card.objects.select_related("cluster")] == ["Verkehr", "Rad", "Rad"]


def test_card_that_another_moderator_moved_stays_and_both_places_are_told(workshop, moderation, cards):
    sent = {"go": "cluster", "card": [f"{card.pk}:" for card in cards[1:]]}
    moderation.post(_one(workshop, "karten/ideas/"), {**sent, "card": f"{cards[1].pk}:", "title": "Rad"})
    answer = moderation.post(_one(workshop, "karten/ideas/"), {**sent, "title": "Bus"})

    assert answer.status_code == 409
    assert "„Mehr Busse 1“ hat inzwischen jemand zu „Rad“ gehängt" in answer.content.decode()
    with scope(town=workshop.town):
        assert [str(card.cluster) for card in Card.objects.select_related("cluster")] == ["Verkehr", "Rad", "Bus"]


def test_card_that_was_taken_off_meanwhile_stays_off_and_is_told(workshop, moderation, cards):
    moderation.post(_one(workshop, "karten/ideas/"), {"go": "hide", "card": f"{cards[1].pk}:", "reason": "Beleidigung"})
    sent = {"go": "cluster", "card": [f"{card.pk}:" for card in cards[1:]], "title": "Rad"}
    answer = moderation.post(_one(workshop, "karten/ideas/"), sent)

    assert answer.status_code == 409
    assert "„Mehr Busse 1“ ist inzwischen abgenommen." in answer.content.decode()
    with scope(town=workshop.town):
        assert [str(card.cluster) for card in Card.objects.select_related("cluster")] == ["Verkehr", "None", "Rad"]


def test_two_moderators_name_a_cluster(workshop, moderation):
    with scope(town=workshop.town):
        cluster = Cluster.objects.get()
    sent = {"go": "rename", "cluster": cluster.pk, "seen": "Verkehr"}
    answers = [moderation.post(_one(workshop, "karten/ideas/"), {**sent, "title": title}) for title in ("Bus", "Bahn")]

    assert [answer.status_code for answer in answers] == [302, 409]
    with scope(town=workshop.town):
        assert Cluster.objects.get().title == "Bus"


def test_insult_is_taken_off_with_a_reason_and_can_hang_again(workshop, moderation, cards):
    sent = {"go": "hide", "card": f"{cards[2].pk}:"}
    without = moderation.post(_one(workshop, "karten/ideas/"), {**sent, "reason": " "})
    moderation.post(_one(workshop, "karten/ideas/"), {**sent, "reason": "Beleidigung"})
    hidden = moderation.get(_one(workshop, "protokoll/")).content.decode()
    moderation.post(_one(workshop, "karten/ideas/"), {"go": "show", "card": cards[2].pk})

    assert without.status_code == 422
    assert "Mehr Busse 2" not in hidden
    assert "Mehr Busse 2" in moderation.get(_one(workshop, "protokoll/")).content.decode()
    deeds = AuditLine.objects.filter(deed__in=("workshop.hidden", "workshop.shown")).count()
    assert deeds == 2


def test_group_below_the_minimum_is_not_told(workshop, moderation):
    page = moderation.get(_one(workshop, "moderation/?ergebnis=ja")).content.decode()
    assert '<th scope="col">Bürgerinnen' not in page
    with scope(town=workshop.town):
        item = f"c{Cluster.objects.get().pk}"
    voted(workshop, 4, "dots", {item: 1})
    page = moderation.get(_one(workshop, "moderation/?ergebnis=ja")).content.decode()

    assert "Bürgerinnen und Bürger (5)" in page
    assert "<td>7</td>" in page


def test_result_of_fewer_than_the_minimum_is_told_nowhere(workshop, moderation):
    with scope(town=workshop.town):
        item = f"c{Cluster.objects.get().pk}"
    voted(workshop, 3, "dots", {item: 2})
    few = "4 Personen haben abgestimmt. Das Ergebnis erscheint ab 5 Personen."
    for is_told in (False, True):
        wall, screen, minutes = (
            moderation.get(_one(workshop, tail)).content.decode()
            for tail in ("moderation/?ergebnis=ja", "moderation/stand/?ergebnis=ja", "protokoll/")
        )
        word = docx.Document(io.BytesIO(moderation.get(_one(workshop, "protokoll/protokoll.docx")).content))
        assert [few in page for page in (wall, screen, minutes)] == [not is_told] * 3
        assert ["<td>11</td>" in page for page in (wall, screen, minutes)] == [is_told] * 3
        assert any(few in paragraph.text for paragraph in word.paragraphs) is not is_told
        heads = [cell.text for table in word.tables for cell in table.rows[0].cells]
        assert ("Alle (5)" in heads, any("Alle" in one for one in heads)) == (is_told, is_told)
        voted(workshop, 1, "dots", {item: 2})


def test_minutes_tell_decisions_points_cards_and_dots(workshop, moderation):
    sent = {"go": "note", "kind": "open_point", "words": "Fahrplan prüfen", "who": "Frau Amsel", "until": "2027-01-31"}
    for _ in range(2):  # a second click
        moderation.post(_one(workshop, "protokoll/"), sent)
    moderation.post(_one(workshop, "protokoll/"), {"kind": "decision", "words": "Busse zuerst"})
    empty = moderation.post(_one(workshop, "protokoll/"), {"kind": "decision", "words": " "})
    page = moderation.get(_one(workshop, "protokoll/")).content.decode()

    assert empty.status_code == 422
    assert page.count("Fahrplan prüfen") == 1
    assert all(words in page for words in ("Frau Amsel", "31. Januar 2027", "Busse zuerst", "Mehr Busse 1", "Verkehr"))
    with scope(town=workshop.town):
        moderation.post(_one(workshop, "protokoll/"), {"go": "strike", "note": Note.objects.first().pk})
        assert Note.objects.count() == 1


def test_minutes_are_accessible_pdf_and_word(workshop, moderation, moderator):
    with scope(town=workshop.town):
        note(workshop, moderator, Noted(NotedKind.OPEN_POINT, "Fahrplan prüfen", "Frau Amsel", date(2027, 1, 31)))
        note(workshop, moderator, Noted(NotedKind.DECISION, "Busse zuerst.", "Bauamt", date(2027, 3, 1)))
        note(workshop, moderator, Noted(NotedKind.DECISION, "Räder danach.", until=date(2027, 4, 1)))
        note(workshop, moderator, Noted(NotedKind.DECISION, "Alles auf Papier."))
    pdf = moderation.get(_one(workshop, "protokoll/protokoll.pdf")).content
    word = docx.Document(io.BytesIO(moderation.get(_one(workshop, "protokoll/protokoll.docx")).content))

    assert faults(pdf) == []
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Fahrplan prüfen", "Frau Amsel", "31. Januar 2027"]
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert lines[lines.index("Beschlossen") + 1 :][:3] == [
        "Busse zuerst. (Bauamt, bis 1. März 2027)", "Räder danach. (bis 1. April 2027)", "Alles auf Papier.",
    ]  # fmt: skip
    assert "Mehr Busse 1" in lines


def test_cards_are_printed_ten_by_fifteen(workshop, moderation):
    content = moderation.get(_one(workshop, "karten/ideas/karten.pdf")).content

    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pdf.pages}
        assert (len(pdf.pages), sizes) == (3, {(150, 100)})


def test_cards_stay_in_view_while_they_are_sorted(workshop, moderator, moderation):
    led(workshop, moderator, "sorting")
    phone = phone_in(workshop)
    for address, client in ((_one(workshop, "moderation/"), moderation), (room_of(workshop), phone)):
        page = client.get(address).content.decode()
        assert all(words in page for words in ("Verkehr", "Mehr Busse 0", "Mehr Busse 2")), address
        assert "Es gibt gerade nichts" not in page

    wall = moderation.get(_one(workshop, "moderation/")).content.decode()
    assert _one(workshop, "karten/ideas/") in wall
    led(workshop, moderator, "closing")
    wall = moderation.get(_one(workshop, "moderation/")).content.decode()
    assert "Mehr Busse 0" not in wall
    assert all(_one(workshop, there) in wall for there in ("karten/ideas/", "protokoll/"))


def test_ballot_of_paper_counts_once_for_its_group(workshop, moderation):
    address = _one(workshop, "stimmzettel/dots/")
    page = moderation.get(address).content.decode()
    with scope(town=workshop.town):
        item = f"mark-c{Cluster.objects.get().pk}"
    sent = {"key": entry_of(page, "key"), "group": "politics", item: "2"}
    too_many = moderation.post(address, {**sent, item: "4"})
    nobody = moderation.post(address, {**sent, "group": ""})
    for words in ("Der Stimmzettel zählt.", "Dieser Stimmzettel zählte schon."):
        assert words in moderation.post(address, sent, follow=True).content.decode()
    voted(workshop, 3, "dots", {item.removeprefix("mark-"): 1})
    with scope(town=workshop.town):
        told = step_result(workshop, workshop.value.step("dots")).result

    assert (too_many.status_code, nobody.status_code) == (422, 422)
    assert (told.voters, told.everybody) == (5, ((8.0,),))
    assert AuditLine.objects.filter(deed="workshop.voted").count() == 1


def test_ballot_is_printed_before_and_typed_when_the_room_is_there(town, moderator, moderation):
    workshop = planned(town, moderator, template="guardrails")
    address = _one(workshop, "stimmzettel/statements/")
    page = moderation.get(address).content.decode()
    sent = {"key": entry_of(page, "key"), "group": "citizens", "mark-once": "1"}
    before = moderation.post(address, sent)
    led(workshop, moderator, "weighing")
    early = moderation.post(address, sent)
    led(workshop, moderator, "statements")
    voted(workshop, 4, "statements", {"once": -1})
    led(workshop, moderator, "closing")
    late = moderation.post(address, sent)

    assert "Angaben macht man der Stadt nur einmal." in page
    assert "Stimmzettel zählen" not in page
    assert [one.status_code for one in (before, early, late)] == [422, 422, 302]
    assert moderation.get(_one(workshop, "stimmzettel/risks/")).status_code == 404
    with scope(town=town):
        assert step_result(workshop, workshop.value.step("statements")).result.everybody[1] == (1.0, 4.0, 0.0)


def test_wall_of_a_closed_workshop_leads_to_the_minutes(workshop, moderation, moderator):
    with scope(town=workshop.town):
        close_workshop(workshop, moderator, present={"citizens": 5, "politics": 5})
    page = moderation.get(_one(workshop, "moderation/")).content.decode()

    assert "Die Werkstatt ist abgeschlossen." in page
    assert _one(workshop, "protokoll/") in page
    assert not any(words in page for words in (workshop.code, "lp-timer", 'name="step"'))


def test_nothing_is_moderated_before_and_after(town, moderation, moderator):
    workshop = planned(town, moderator)
    sent = {"go": "type", "key": "a-key-of-this-form", "group": "companies", "lines": "Zu früh"}

    assert moderation.post(_one(workshop, "karten/ideas/"), sent).status_code == 422
    assert moderation.get(_one(workshop, "karten/dots/")).status_code == 404
    with scope(town=town):
        assert not Card.objects.exists()


def test_phone_reads_what_was_done_with_its_card(workshop, moderator):
    led(workshop, moderator, "ideas")
    phone = phone_in(workshop)
    page = phone.get(room_of(workshop)).content.decode()

    assert page.index("Verkehr") < page.index("Einzelne Karten")
