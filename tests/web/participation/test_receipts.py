"""Receipts: only on request, told once, good for looking and for withdrawing, and for nothing else."""

import re
from dataclasses import replace
from random import Random

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from factories.surveys import FAR, TODAY, answers_of, number_of, open_survey, send, ticket_for
from leitplanke.participation.codes import new_code, read_code, shown_code
from leitplanke.participation.model import Answer, ResponseMode
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.accepting import accept
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.actions.receipts import EvaluatedAnswerError, withdraw
from leitplanke_web.participation.actions.records import mark_evaluated
from leitplanke_web.participation.models import Intake, Response, Survey
from leitplanke_web.participation.queries import answer_of_receipt
from leitplanke_web.participation.sealing import ACCESS, RECEIPT, digest
from leitplanke_web.towns.receipts import UnknownReceiptError

pytestmark = pytest.mark.django_db


@pytest.fixture
def random():
    return Random(5)


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town, closes_on=FAR)


def _mixed(town, survey, random):
    """A receipt code whose answer is mixed with nine others."""
    ticket = send(survey, random, number=1, with_receipt=True)
    for number in range(2, 11):
        send(survey, random, number=number)
    mix(town, survey, today=TODAY, random=random)
    return ticket.receipt


def test_without_asking_nothing_is_kept(survey, random):
    ticket = send(survey, random)

    assert Intake.objects.get().receipt == ""
    assert answer_of_receipt(survey.town, ticket.receipt) is None


def test_receipt_follows_the_answer_through_the_mix_and_the_next(town, survey, random):
    code = _mixed(town, survey, random)
    for number in range(20, 30):
        send(survey, random, number=number)
    mix(town, survey, today=TODAY, random=random)

    found = answer_of_receipt(town, code)

    assert (number_of(found.answers), found.audience, found.is_evaluated) == (1, "citizens", False)
    assert Response.objects.exclude(receipt="").get().receipt == digest(RECEIPT, code)


def test_holder_sees_before_the_mix_what_others_will_read(town, survey, random):
    ticket = ticket_for(survey, random)
    answers = (*answers_of(1)[:2], Answer("wish", text="Rufen Sie 0171 2345678 an"))
    accept(survey, answers, ticket=ticket, mode=ResponseMode.ONLINE, random=random, with_receipt=True)

    assert answer_of_receipt(town, ticket.receipt).answers[2].text == "Rufen Sie [Telefonnummer] an"


def test_code_is_of_the_form_alone_and_the_same_for_the_same_form(survey, random):
    with_code = ticket_for(survey, random, access=new_code(random))

    assert read_code(with_code.receipt) == with_code.receipt == replace(with_code, code="", issued=7).receipt
    assert with_code.receipt != ticket_for(survey, random).receipt
    assert digest(RECEIPT, with_code.receipt) != digest(ACCESS, with_code.receipt)


@pytest.mark.parametrize("is_mixed", [False, True])
def test_withdrawn_answer_is_gone_counted_and_not_logged(town, survey, random, is_mixed):
    code = _mixed(town, survey, random) if is_mixed else send(survey, random, with_receipt=True).receipt
    before = (Intake.objects.count() + Response.objects.count(), AuditLine.objects.count())

    withdraw(town, code)

    assert answer_of_receipt(town, code) is None
    assert (Intake.objects.count() + Response.objects.count(), AuditLine.objects.count()) == (before[0] - 1, before[1])
    assert Survey.objects.get().withdrawn == 1
    with pytest.raises(UnknownReceiptError):
        withdraw(town, code)
    assert Survey.objects.get().withdrawn == 1


def test_evaluated_answer_stays_and_those_that_came_later_can_still_be_withdrawn(town, survey, random):
    code = _mixed(town, survey, random)
    mark_evaluated(town, "2026-1")
    later = send(survey, random, number=40, with_receipt=True).receipt

    with pytest.raises(EvaluatedAnswerError):
        withdraw(town, code)
    withdraw(town, later)

    assert answer_of_receipt(town, code).is_evaluated
    assert Survey.objects.get().withdrawn == 1


def test_withdrawn_are_told_the_night_after_in_fives_whether_or_not_anything_moves(town, survey, random):
    told = []
    for _round in range(3):
        for _person in range(6):
            withdraw(town, send(survey, random, with_receipt=True).receipt)
        before = Survey.objects.get().withdrawn_told
        assert mix(town, survey, today=TODAY, random=random) == 0
        told.append((before, Survey.objects.get().withdrawn_told))

    assert told == [(0, 0), (0, 10), (10, 15)]


def test_page_of_the_field_tells_the_withdrawn_as_of_last_night(survey, editor):
    address = reverse("participation:field", args=(survey.town_id,))
    Survey.objects.update(withdrawn=25)
    today = editor.get(address).content.decode()
    Survey.objects.update(withdrawn_told=15)
    later = editor.get(address).content.decode()

    assert "Mit einem Belegcode zurückgezogen" not in today
    assert "zurückgezogen wurden mindestens 15 Antworten" in later


def test_form_that_comes_again_after_withdrawing_brings_nothing_back(town, survey, random):
    ticket = send(survey, random, with_receipt=True)
    withdraw(town, ticket.receipt)

    is_first = accept(survey, answers_of(1), ticket=ticket, mode=ResponseMode.ONLINE, random=random, with_receipt=True)

    assert not is_first
    assert not Intake.objects.exists()


def test_receipt_of_another_town_opens_and_deletes_nothing(town, survey, other_town, random):
    code = send(survey, random, with_receipt=True).receipt

    with scope(town=other_town):
        assert answer_of_receipt(other_town, code) is None
        with pytest.raises(UnknownReceiptError):
            withdraw(other_town, code)

    assert answer_of_receipt(town, code) is not None


class TestAsking:
    """On the check page, and the page after it."""

    @pytest.fixture
    def sent(self, survey):
        """Fill everything in, and send it with these additional fields; twice, if somebody clicks twice."""

        def send_form(*, way="", times=1, **more):
            address = f"/{survey.town_id}/umfrage/citizens/{way}"
            client = Client()
            page = client.post(address, {"go": "begin", "access": "", "style": "one", "language": "de", "pause": "4"})
            fields = _hidden(page) | {"kept-page": "check", "kept-answers": '{"q:areas":["kita"]}'}
            for _click in range(times):
                page = client.post(address, fields | {"go": "send"} | more)
            assert not client.cookies
            return page

        return send_form

    def test_code_is_told_once_to_whoever_asks(self, town, sent):
        page = sent(receipt="1")

        (code,) = _codes(page)
        assert answer_of_receipt(town, code) is not None
        assert page.headers["Cache-Control"] == "no-store"

    def test_second_click_tells_the_same_code(self, sent):
        page = sent(receipt="1", times=2)

        assert len(_codes(page)) == 1
        assert Intake.objects.count() == 1

    def test_nobody_else_gets_one(self, sent):
        page = sent()

        assert _codes(page) == []
        assert Intake.objects.get().receipt == ""

    def test_shared_device_gives_none_even_if_asked(self, sent):
        page = sent(way="kiosk/", receipt="1")

        assert _codes(page) == []
        assert Intake.objects.get().receipt == ""

    def test_form_sent_without_and_then_with_says_that_there_is_none(self, survey):
        address = f"/{survey.town_id}/umfrage/citizens/"
        client = Client()
        page = client.post(address, {"go": "begin", "access": "", "style": "one", "language": "de"})
        fields = _hidden(page) | {"kept-page": "check", "kept-answers": '{"q:areas":["kita"]}', "go": "send"}
        client.post(address, fields)

        page = client.post(address, fields | {"receipt": "1"})

        assert _codes(page) == []
        assert "keinen Belegcode" in page.content.decode()

    def test_offer_is_off_and_a_tick_is_kept_while_an_answer_is_changed(self, survey):
        address = f"/{survey.town_id}/umfrage/citizens/"
        client = Client()
        page = client.post(address, {"go": "begin", "access": "", "style": "one", "language": "de"})
        fields = _hidden(page) | {"kept-page": "check", "kept-answers": '{"q:areas":["kita"]}'}
        last = client.post(address, fields | {"go": "back"})
        check = client.post(address, _hidden(last) | {"go": "next"})

        there = client.post(address, _hidden(check) | {"receipt": "1", "go": "change:areas"})
        again = client.post(address, _hidden(there) | {"q:areas": "kita", "go": "next"})

        assert 'name="receipt" value="1" aria-describedby="receipt-hint">' in check.content.decode()
        assert 'name="receipt" value="1" aria-describedby="receipt-hint" checked>' in again.content.decode()


def _hidden(page):
    found = re.findall(r'<input type="hidden" name="(kept-[a-z]+)" value="([^"]*)">', page.content.decode())
    return {name: value.replace("&quot;", '"') for name, value in found}


def _codes(page):
    found = re.findall(r'lp-code--large">([0-9A-Z-]{15})<', page.content.decode())
    return [read_code(one) for one in found if shown_code(read_code(one)) == one]
