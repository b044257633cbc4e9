"""Answering, as a browser without scripts does it: every page is a form that is sent."""

import json
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories.every_kind import every_kind
from factories.respondents import Respondent
from factories.surveys import NOW, number_of, open_survey, survey_of
from factories.web import person_in
from leitplanke.participation.translating import translated
from leitplanke_web.participation.actions.codes import make_codes
from leitplanke_web.participation.mapping.entries import read_answer
from leitplanke_web.participation.models import AccessCode, Draft, Intake
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        yield open_survey(town)


@pytest.fixture
def respondent(survey):
    assert survey.state == SurveyState.OPEN
    return Respondent()


def test_looking_stores_nothing(respondent):
    respondent.look()

    assert not Draft.objects.exists()
    assert not Intake.objects.exists()
    assert not respondent.client.cookies


def test_whole_survey_one_question_a_page(respondent):
    respondent.press("begin", style="one", language="de").to_the_end()
    assert "Stimme Nummer 1" in respondent.says
    assert Draft.objects.count() == 1

    respondent.press("send")

    row = Intake.objects.get()
    assert "sind angekommen" in respondent.says
    assert (row.audience, row.frame, row.mode) == ("citizens", "open_link", "online")
    assert {answer.question: answer.options or answer.text for answer in row.answers} == {
        "areas": ("kita", "mobility"),
        "digital": ("gladly",),
        "wish": "Stimme Nummer 1",
        "age": ("a60",),
        "district": ("south",),
    }
    assert not Draft.objects.exists()
    assert not respondent.client.cookies


def test_whole_survey_on_one_page(respondent):
    respondent.press("begin", style="several", language="de")
    respondent.press(
        "next", q__areas="kita", q__digital="no", q__wish="Stimme Nummer 2", q__age="a60", q__district="north"
    )
    respondent.press("send")

    assert number_of(Intake.objects.get().answers) == 2


def test_what_was_left_out_is_no_answer(respondent):
    respondent.press("begin")
    for _page in range(5):
        respondent.press("next")
    respondent.press("send")

    assert {answer.missing for answer in Intake.objects.get().answers} == {"no_answer"}


def test_too_many_are_told_at_the_question_and_stay_ticked(respondent):
    respondent.press("begin").press("next", q__areas=["kita", "building", "mobility"])

    assert respondent.response.status_code == 422
    assert "höchstens 2" in respondent.says
    assert "<title>Fehler:" in respondent.says
    assert respondent.page.fields["q:areas"] == ["kita", "building", "mobility"]


def test_back_keeps_what_was_ticked(respondent):
    respondent.press("begin").press("next", q__areas=["kita"]).press("back", q__digital="no")
    assert respondent.page.fields["q:areas"] == ["kita"]

    respondent.press("next")
    assert respondent.page.fields["q:digital"] == ["no"]


def test_tick_taken_away_is_taken_away(respondent):
    respondent.press("begin").press("next", q__areas=["kita"]).press("back")
    del respondent.page.fields["q:areas"]
    respondent.press("next").press("back")

    assert "q:areas" not in respondent.page.fields


def test_change_leads_from_the_check_page_to_the_question(respondent):
    respondent.press("begin").to_the_end().press("change:wish")

    assert respondent.page.fields["q:wish"] == ["Stimme Nummer 1"]
    assert "Weiter zum Prüfen" in respondent.says

    respondent.press("next", q__wish="Stimme Nummer 2").press("send")
    assert number_of(Intake.objects.get().answers) == 2


def test_faulty_change_is_told_and_then_leads_to_the_check_page(respondent):
    respondent.press("begin").to_the_end().press("change:areas")
    respondent.press("next", q__areas=["kita", "building", "mobility"])
    assert "höchstens 2" in respondent.says

    assert "send" in respondent.press("next", q__areas=["kita"]).page.buttons


def test_fault_found_when_sending_leads_back_to_the_check_page(respondent):
    respondent.press("begin").to_the_end()
    given = json.loads(respondent.page.fields["kept-answers"][0]) | {"q:areas": ["kita", "building", "mobility"]}
    respondent.send({**respondent.page.fields, "kept-answers": json.dumps(given), "go": "send"})
    assert "höchstens 2" in respondent.says

    assert "send" in respondent.press("next", q__areas=["kita"]).page.buttons


def test_change_that_brings_up_a_question_leads_to_it_and_then_to_the_check_page(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        survey_of(town, every_kind())
        respondent = Respondent().press("begin").press("next", **{"q:single": "prefer_not"})
        while "send" not in respondent.page.buttons:
            respondent.press("next")
        respondent.press("change:single").press("next", **{"q:single": "o1"})

    assert respondent.page.fields["kept-page"] == ["why"]
    assert "betrifft auch diese Seite" in respondent.says
    assert "send" in respondent.press("next").page.buttons
    assert respondent.page.fields["kept-checked"] == [""]


def test_form_from_before_a_change_could_lead_back_goes_on(respondent):
    respondent.press("begin")
    del respondent.page.fields["kept-checked"]

    assert respondent.press("next", q__areas="kita").response.status_code == 200


def _statements(queries):
    return [one["sql"].split()[0] for one in queries if "SAVEPOINT" not in one["sql"]]


def test_pages_and_sending_take_few_statements(respondent):
    Respondent().press("begin").to_the_end()  # who comes first makes the rows in which pages are counted
    respondent.press("begin")
    with CaptureQueriesContext(connection) as queries:
        respondent.press("next", q__areas=["kita"])
        page = _statements(queries)
    for _page in range(4):
        respondent.press("next")
    with CaptureQueriesContext(connection) as queries:
        respondent.press("send")
        sending = _statements(queries)

    assert page == ["SELECT", "SELECT", "SELECT", "INSERT", "UPDATE"]
    assert sending == ["SELECT", "SELECT", "INSERT", "DELETE", "INSERT"]
    assert "sind angekommen" in respondent.says


def test_save_and_go_on_elsewhere(respondent):
    respondent.press("begin").press("next", q__areas=["kita"]).press("later", q__digital="no")
    code = respondent.says.split('lp-code--large">')[1].split("<")[0]

    other = Respondent().press("resume", **{"resume-draft": f" {code.lower()} "})

    assert other.page.fields["q:digital"] == ["no"]
    assert json.loads(other.page.fields["kept-answers"][0]) == {"q:areas": ["kita"]}


def test_change_that_is_saved_and_resumed_elsewhere_knows_the_way_back(respondent):
    respondent.press("begin").to_the_end().press("change:areas").press("later")
    code = respondent.says.split('lp-code--large">')[1].split("<")[0]

    other = Respondent().press("resume", **{"resume-draft": code})

    assert other.page.fields["q:areas"] == ["kita", "mobility"]
    assert "Weiter zum Prüfen" in other.says
    assert "send" in other.press("next", q__areas=["building"]).page.buttons


def test_unknown_or_mistyped_resume_code_is_told(respondent):
    respondent.press("resume", **{"resume-draft": "7K2M"})
    assert "13 Zeichen" in respondent.says
    respondent.press("resume", **{"resume-draft": "0000-0000-00000"})
    assert "ist nichts gespeichert" in respondent.says
    assert respondent.response.status_code == 422


def test_double_click_is_one_answer_and_the_same_thanks(respondent):
    respondent.press("begin").to_the_end()
    fields = {**respondent.page.fields, "go": "send"}

    first = respondent.send(fields).says
    second = respondent.send(fields).says

    assert first == second
    assert Intake.objects.count() == 1


def test_reload_after_a_minute_is_no_second_answer(respondent, time_machine):
    respondent.press("begin").to_the_end()
    fields = {**respondent.page.fields, "go": "send"}
    respondent.send(fields)
    time_machine.move_to(NOW + timedelta(minutes=1))

    assert "sind angekommen" in respondent.send(fields).says
    assert Intake.objects.count() == 1


def test_page_written_a_minute_later_has_the_same_mark(respondent, time_machine):
    respondent.press("begin").to_the_end()
    respondent.send({**respondent.page.fields, "go": "send"})
    time_machine.move_to(NOW + timedelta(minutes=1))
    respondent.client.post(respondent.address, {**respondent.page.fields, "go": "back"})

    assert Intake.objects.count() == 1


def test_words_beside_other_count_without_a_tick_and_are_told_beside_another_answer(town, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        survey_of(town, every_kind())
        respondent = Respondent().press("begin", **{"q:single:other": ""})
        respondent.press("next", **{"q:single": "o1", "q:single:other": "zu Fuß"})
        assert respondent.response.status_code == 422
        assert "dazugeschrieben" in respondent.says

        del respondent.page.fields["q:single"]
        respondent.press("next")
        assert "zu Fuß" in respondent.says


@pytest.mark.parametrize(
    ("typed", "read"), [("1.500", 1500), ("1,5", 1.5), ("1.234,5", 1234.5), ("\N{MINUS SIGN}3", -3)]
)
def test_numbers_are_read_as_people_write_them(typed, read):
    question = next(one for one in every_kind().questions if one.id == "number")

    assert read_answer(question, {"q:number": [typed]}).answer.number == read


@pytest.mark.parametrize("typed", ["1.50.0", "1_0", "NaN", "1e999", "\N{ARABIC-INDIC DIGIT THREE}", "zwei", "1.5.00"])
def test_what_is_no_number_is_told(typed):
    question = next(one for one in every_kind().questions if one.id == "number")

    assert read_answer(question, {"q:number": [typed]}).problem is not None


def test_paused_survey_keeps_what_was_filled_in_and_shows_it(respondent, survey):
    respondent.press("begin").to_the_end()
    survey.state = SurveyState.PAUSED
    survey.save()
    respondent.press("send")

    assert "Stimme Nummer 1" in respondent.says
    assert "lp-code--large" in respondent.says
    assert Draft.objects.count() == 1


def test_saving_an_empty_sheet_gives_a_code_that_works(respondent):
    respondent.press("begin").press("later")
    code = respondent.says.split('lp-code--large">')[1].split("<")[0]

    assert Respondent().press("resume", **{"resume-draft": code}).response.status_code == 200


def test_check_page_is_kept_by_no_browser(respondent):
    respondent.press("begin").to_the_end()

    assert respondent.response.headers["Cache-Control"] == "no-store"


def test_old_form_after_a_day_comes_back_with_its_answers(respondent, time_machine):
    respondent.press("begin").to_the_end()
    fields = {**respondent.page.fields, "go": "send"}
    time_machine.move_to(NOW + timedelta(days=3))

    respondent.send(fields)
    assert "lange offen" in respondent.says
    assert not Intake.objects.exists()

    respondent.press("send")
    assert number_of(Intake.objects.get().answers) == 1


def test_form_from_elsewhere_sends_nothing_by_itself(respondent):
    respondent.press("begin").to_the_end()
    respondent.send({**respondent.page.fields, "kept-ticket": "forged", "go": "send"})

    assert not Intake.objects.exists()
    assert "Stimme Nummer 1" in respondent.says


@pytest.mark.parametrize("state", [SurveyState.PREPARED, SurveyState.PAUSED, SurveyState.CLOSED])
def test_survey_that_is_not_open_accepts_nothing(respondent, survey, state):
    respondent.press("begin").to_the_end()
    survey.state = state
    survey.save()
    respondent.press("send")

    assert respondent.response.status_code == 409
    assert not Intake.objects.exists()
    assert respondent.look().buttons == []
    assert ("Was daraus wurde, lesen Sie hier." in respondent.says) == (state == SurveyState.CLOSED)


@pytest.mark.parametrize(
    "tampered",
    [
        {"kept-answers": "{"},
        {"kept-answers": "[1]"},
        {"kept-answers": '{"q:areas": [1]}'},
        {"kept-answers": "[" * 5000},
        {"kept-style": "three"},
        {"kept-draft": "short"},
        {"kept-access": "!!"},
    ],
)
def test_broken_hidden_fields_are_refused(respondent, tampered):
    respondent.press("begin")
    respondent.send({**respondent.page.fields, **tampered, "go": "next"})

    assert respondent.response.status_code == 400


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ({"q:areas": ["nope"]}, None),
        ({"q:digital": ["gladly", "no"]}, None),
        ({"q:budget:online": ["5"]}, "ignored"),
        ({"q:nope": ["x"]}, "ignored"),
    ],
)
def test_tampered_answers_never_arrive(respondent, typed, stored):
    respondent.press("begin")
    fields = {**respondent.page.fields, "kept-answers": json.dumps(typed), "kept-page": "check", "go": "send"}
    respondent.send(fields)

    assert Intake.objects.count() == (1 if stored else 0)
    if stored:
        assert {answer.missing for answer in Intake.objects.get().answers} == {"no_answer"}


@pytest.mark.parametrize(
    "wish", ["<script>alert(1)</script>", "\N{RIGHT-TO-LEFT OVERRIDE}neträG", "🌳" * 50, "' OR 1=1 --"]
)
def test_words_arrive_as_they_were_typed(respondent, wish):
    respondent.press("begin").to_the_end(wish)
    assert "<script>alert(1)" not in respondent.says
    respondent.press("send")

    assert next(answer.text for answer in Intake.objects.get().answers if answer.question == "wish") == wish


def test_words_from_right_to_left_turn_nothing_but_themselves(town, time_machine):
    time_machine.move_to(NOW)
    turning = "\N{RIGHT-TO-LEFT OVERRIDE}neträG"
    with scope(town=town):
        survey_of(town, every_kind())
        respondent = Respondent().press("begin").press("next", **{"q:single": "other", "q:single:other": turning})

    kept_apart = f"\N{FIRST STRONG ISOLATE}{turning}\N{POP DIRECTIONAL ISOLATE}"
    assert f"Warum „{kept_apart}“?" in respondent.says
    assert 'dir="auto"' in respondent.says
    while "send" not in respondent.page.buttons:
        respondent.press("next")
    assert f'<p dir="auto">anders, nämlich {kept_apart}</p>' in respondent.says


def test_question_in_hebrew_says_its_language_and_direction_wherever_it_stands(town, time_machine):
    time_machine.move_to(NOW)
    value = replace(every_kind(), languages=("de", "he"))
    with scope(town=town):
        survey_of(town, translated(value, language="he", texts={path: "מה חשוב?" for path, _ in value.texts()}))
        respondent = Respondent().press("begin", style="several", language="he")
        first = respondent.says
        while "send" not in respondent.page.buttons:
            respondent.press("next", **{"q:single": "o1"})

    spoken = ' lang="he" dir="rtl">מה חשוב?'
    assert f"<h2{spoken}</h2>" in first
    assert '<li class="kern-form-check" lang="he" dir="rtl"><input' in first
    assert f"<span{spoken}</span>" in first
    assert f"<dt{spoken}</dt>" in respondent.says


def test_too_long_a_text_is_told_and_kept(respondent):
    respondent.press("begin").press("next").press("next").press("next", q__wish="x" * 6000)

    assert respondent.response.status_code == 422
    assert respondent.page.fields["q:wish"] == ["x" * 6000]


class TestCodes:
    """An audience that only answers with a code."""

    @pytest.fixture
    def codes(self, town, survey):
        person = person_in(town, Role.EDITOR)
        return make_codes(town, person, survey, audience="staff", frame="staff_all", count=2, random=Random(3))

    @pytest.fixture
    def staff(self, codes):
        assert len(codes) == 2
        return Respondent("/erlenbach/umfrage/staff/")

    def test_without_a_code_nobody_begins(self, staff):
        staff.press("begin")

        assert staff.response.status_code == 422
        assert "kept-draft" not in staff.page.fields

    def test_code_is_used_up(self, staff, codes):
        for _attempt in range(2):
            staff.look()
            staff.press("begin", access=codes[0].lower())
            if "kept-draft" not in staff.page.fields:
                break
            staff.press("next", q__areas=["kita"]).press("next").press("send")

        assert "schon geantwortet" in staff.says
        assert Intake.objects.get().frame == "staff_all"
        assert AccessCode.objects.filter(is_used=True).count() == 1

    def test_code_taken_out_of_the_form_is_missed(self, staff, codes):
        staff.press("begin", access=codes[0]).press("next", q__areas=["kita"]).press("next")
        staff.send({**staff.page.fields, "kept-access": "", "go": "send"})

        assert not Intake.objects.exists()
        assert not AccessCode.objects.filter(is_used=True).exists()

    def test_code_of_another_audience_is_refused(self, codes):
        citizen = Respondent().press("begin", access=codes[0])

        assert "gibt es für diese Umfrage nicht" in citizen.says

    def test_code_used_meanwhile_is_told_when_sending(self, staff, codes):
        first, second = staff, Respondent(staff.address)
        for one in (first, second):
            one.press("begin", access=codes[0]).press("next", q__areas=["kita"]).press("next")
        first.press("send")
        second.press("send")

        assert "schon geantwortet" in second.says
        assert Intake.objects.count() == 1

    def test_code_is_not_in_the_draft(self, staff, codes):
        staff.press("begin", access=codes[0]).press("next", q__areas=["kita"]).press("later")
        code = staff.says.split('lp-code--large">')[1].split("<")[0]
        again = Respondent(staff.address)

        again.press("resume", **{"resume-draft": code})
        assert again.response.status_code == 422

        again.press("resume", **{"resume-draft": code, "resume-access": codes[0]})
        again.press("next").press("send")
        assert Intake.objects.count() == 1
