"""The field view tells counts and nobody; the ways page leads to every way."""

import re
from dataclasses import replace
from html import unescape
from random import Random

import pytest
from django.utils.translation import override
from django_scopes import scope

from factories.questionnaires import chosen
from factories.respondents import Respondent
from factories.surveys import NOW, TODAY, open_survey, send, survey_of, ticket_for
from leitplanke.kernel.texts import Text
from leitplanke.participation.arranging import with_changed_question
from leitplanke.participation.model import Answer, ResponseMode
from leitplanke_web.participation.actions.accepting import accept
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.models import FieldTally, PageCount, Response
from leitplanke_web.participation.templatetags.participation import counted

pytestmark = pytest.mark.django_db
FIELD = "/erlenbach/arbeit/umfrage/stand/"
WAYS = "/erlenbach/arbeit/umfrage/wege/"


@pytest.fixture
def survey(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        Response.objects.filter(town=town).delete()
        yield open_survey(town)


def _rows(page):
    """The rows of all tables as texts."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [[re.sub(r"<[^>]+>", " ", cell) for cell in re.split(r"</t[hd]>", row)[:-1]] for row in rows]
    return [[" ".join(unescape(cell).split()) for cell in row] for row in cells]


def _mixed(town, survey, count):
    for number in range(count):
        send(survey, Random(number), number=number)
    mix(town, survey, today=TODAY, random=Random(5))


def test_counts_are_told_after_the_mix_and_rounded(town, editor, survey):
    for number in range(13):
        send(survey, Random(number), number=number)
    assert "Noch ist nichts gezählt" in editor.get(FIELD).content.decode()

    mix(town, survey, today=TODAY, random=Random(5))
    rows = _rows(editor.get(FIELD).content.decode())

    assert ["1. September 2026", "Bürgerinnen und Bürger", "im Internet", "10"] in rows
    assert [row[1] for row in rows if row[0].startswith("60")] != []
    assert not any(re.fullmatch("1[1-4]", cell) for row in rows for cell in row[:2])


def test_few_are_not_told_apart(town, editor, survey):
    _mixed(town, survey, 12)

    told = dict(FieldTally.objects.filter(question="district", counted="chosen").values_list("option", "count"))
    rows = _rows(editor.get(FIELD).content.decode())
    assert told == {"north": 10}  # "south" was nobody's answer, which is told like that of one
    assert [row[1] for row in rows if row[0] == "Süd"] in ([], ["< 10"])


def test_pages_are_counted_once_a_sheet_and_told_rounded(town, editor, survey):
    for _person in range(11):
        Respondent().press("begin").press("next", q__areas="kita").press("back").press("next", q__areas="kita")
    _mixed(town, survey, 10)

    assert dict(PageCount.objects.values_list("question", "reached")) == {"areas": 11, "digital": 11}
    assert set(FieldTally.objects.filter(counted="reached").values_list("question", "count")) == {
        ("areas", 10),
        ("digital", 10),
    }
    assert any(row[1:] == ["10", "10", "< 10"] for row in _rows(editor.get(FIELD).content.decode()))


def test_question_after_an_opinion_is_not_counted_nor_told_from_an_older_count(town, editor, survey):
    value = survey.questionnaire.value
    wish = replace(value.question("wish"), shown_if=chosen("areas", "kita"))
    survey.delete()
    branching = replace(with_changed_question(value, wish), version="branching")
    survey = survey_of(town, branching)
    PageCount.objects.create(town=town, survey=survey, audience="citizens", question="wish", reached=40)
    _mixed(town, survey, 20)

    assert not FieldTally.objects.filter(question="wish").exists()
    FieldTally.objects.create(town=town, survey=survey, audience="citizens", question="wish", counted="asked", count=35)
    rows = _rows(editor.get(FIELD).content.decode())
    assert [row[1:] for row in rows if len(row) == 4 and "–" in row] == [["–", "–", "–"]] * 2  # of both audiences
    assert not any("35" in row for row in rows)


@pytest.mark.parametrize(("language", "words"), [("de", "12.345"), ("en", "12,345")])
def test_numbers_have_separators_as_the_reader_writes_them(language, words):
    with override(language):
        assert [counted(12345), counted(None)] == [words, "–"]


def test_ways_lead_to_kiosk_interviews_and_poster(editor, survey):
    page = editor.get(WAYS).content.decode()

    for way in ("umfrage/citizens/kiosk/", "arbeit/gespraech/citizens/telefon/", "arbeit/gespraech/citizens/zuhause/"):
        assert f"/erlenbach/{way}" in page
        assert editor.get(f"/erlenbach/{way}").status_code == 200
    poster = editor.get(f"{WAYS}citizens/").content.decode()
    assert 'src="data:image/svg+xml' in poster
    assert "<strong" in poster
    assert f"/erlenbach/umfrage/{'citizens'}/</strong>" in poster
    assert editor.get(f"{WAYS}nobody/").status_code == 404
    assert survey.pk


def test_line_for_another_website_is_a_link_whatever_the_title(town, editor, survey):
    hostile = Text("</textarea><script>alert(1)</script>")
    survey.delete()
    survey_of(town, replace(survey.questionnaire.value, version="hostile", title=hostile))

    page = editor.get(WAYS).content.decode()

    assert "<script>alert" not in page
    assert page.count("</textarea>") == 3


def test_names_and_numbers_are_gone_before_anybody_reads_them(town, editor, survey):
    for number in range(10):
        ticket = ticket_for(survey, Random(number))
        answers = (Answer("wish", text=f"Rufen Sie Frau Sommerfeld an: 0171 23456{number}7, [Name]"),)
        accept(survey, answers, ticket=ticket, mode=ResponseMode.ONLINE, random=Random(number))

    mix(town, survey, today=TODAY, random=Random(5))

    assert {row.answers for row in Response.objects.all()} == {
        (Answer("wish", text="Rufen Sie Frau [Name] an: [Telefonnummer], [Name]"),)
    }
    rows = _rows(editor.get(FIELD).content.decode())
    assert {(row[2], row[3]) for row in rows if len(row) == 4} >= {("Namen", "10"), ("Telefonnummern", "10")}
