"""A kiosk that forgets, and interviews that carry their mode."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django_scopes import scope

from factories.respondents import CITIZENS, Respondent
from factories.surveys import NOW, open_survey
from leitplanke.participation.codes import shown_code
from leitplanke_web.participation.models import Draft, Intake
from leitplanke_web.participation.models.surveys import SurveyState

pytestmark = pytest.mark.django_db
KIOSK = f"{CITIZENS}kiosk/"
TELEPHONE = "/erlenbach/arbeit/gespraech/citizens/telefon/"
HOME = "/erlenbach/arbeit/gespraech/citizens/zuhause/"


def _away(*_query: object) -> None:
    raise OperationalError


@pytest.fixture
def survey(town, time_machine):
    time_machine.move_to(NOW, tick=False)
    with scope(town=town):
        yield open_survey(town)


class TestKiosk:
    """A device in the town hall that many people use, one after the other."""

    @pytest.fixture
    def visitor(self, survey):
        assert survey.state == SurveyState.OPEN
        return Respondent(KIOSK)

    def test_answers_arrive_and_the_start_comes_back(self, visitor):
        visitor.press("begin").to_the_end().press("send")

        assert "sind angekommen" in visitor.says
        assert visitor.response.headers["Refresh"] == f"20; url={KIOSK}"
        assert Intake.objects.get().mode == "online"

    def test_every_page_forgets_itself_and_is_kept_by_no_browser(self, visitor):
        shown = [visitor.response, visitor.press("begin").response, visitor.press("next", q__areas="kita").response]

        assert {one.headers["Refresh"] for one in shown} == {f"240; url={KIOSK}"}
        assert {one.headers["Cache-Control"] for one in shown} == {"no-store"}
        assert not visitor.client.cookies

    def test_who_needs_longer_gets_ten_times_as_long(self, visitor, time_machine):
        visitor.press("begin", pause="40")
        assert visitor.response.headers["Refresh"] == f"2400; url={KIOSK}"

        time_machine.move_to(NOW + timedelta(minutes=39))
        visitor.press("next", q__areas="kita")
        time_machine.move_to(NOW + timedelta(minutes=78))
        assert "q:wish" in visitor.press("next", q__digital="no").page.fields

    def test_page_says_when_it_clears_itself_and_more_time_keeps_what_was_typed(self, visitor, time_machine):
        visitor.press("begin")
        assert "löscht sich diese Seite 4 Minuten, nachdem sie erschienen ist" in visitor.says

        for minute in (3, 6):
            time_machine.move_to(NOW + timedelta(minutes=minute))
            visitor.press("more", q__areas="kita")
        assert visitor.page.fields["q:areas"] == ["kita"]
        assert visitor.response.headers["Refresh"] == f"240; url={KIOSK}"

        visitor.to_the_end()
        time_machine.move_to(NOW + timedelta(minutes=9))
        visitor.press("more")
        time_machine.move_to(NOW + timedelta(minutes=12))
        assert "sind angekommen" in visitor.press("send").says

    def test_page_has_one_question(self, visitor):
        assert visitor.page.fields["style"] == ["one"]
        assert visitor.press("begin", style="several").response.status_code == 422

    def test_nothing_leads_away(self, visitor, survey):
        shown = [visitor.says, visitor.press("begin", access="!").says]
        visitor.look()
        visitor.press("begin").press("next", q__areas=["kita", "building", "mobility"])
        shown += [visitor.says, visitor.to_the_end().says, visitor.press("send").says]
        survey.state = SurveyState.CLOSED
        survey.save()
        visitor.look()
        shown.append(visitor.says)

        links = {link for page in shown for link in re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page)}
        assert "sind angekommen" in shown[-2]
        assert {link for link in links if link != KIOSK and not link.startswith("#")} == set()
        assert {KIOSK, "#inhalt", "#q:areas"} <= links

    def test_page_about_an_error_leads_nowhere_else_and_comes_back_by_itself(self, visitor):
        visitor.press("begin").press("next", q__areas="kita")
        visitor.client.raise_request_exception = False
        unknown = KIOSK.replace("citizens", "strangers")
        with connection.execute_wrapper(_away):
            missing = visitor.client.post(KIOSK, {**visitor.page.fields, "go": "next", "q:digital": "gladly"})
        answers = (
            (missing, 503, "240", KIOSK),
            (visitor.client.post(KIOSK, {"go": "next", "q:digital": "\0"}), 400, "30", KIOSK),
            (visitor.client.put(KIOSK), 405, "30", KIOSK),
            (visitor.client.get(unknown), 404, "30", unknown),
        )

        for answer, status, seconds, back in answers:
            page = answer.content.decode()
            assert answer.status_code == status
            assert answer.headers.get("Refresh", status) == f"{seconds}; url={back}"
            assert answer.headers["Cache-Control"] == "no-store"
            assert set(re.findall(r'<a\b[^>]*\bhref="([^"]*)"', page)) == {"#inhalt", back}

    @pytest.mark.parametrize("name", ["a%0d%0aSet-Cookie:%20x=1", "gr%C3%BCn", "a;%20url=x"])
    def test_page_about_an_error_writes_no_header_that_somebody_else_thought_of(self, visitor, name):
        address = KIOSK.replace("erlenbach", name)

        answer = visitor.client.get(address)

        assert answer.status_code == 404
        assert set(answer.headers["Refresh"].removeprefix("30; url=")).isdisjoint(" \r\n;")
        assert not answer.cookies

    def test_nothing_is_saved_and_no_code_is_told(self, visitor):
        visitor.press("begin").press("next", q__areas="kita")

        code = visitor.page.fields["kept-draft"][0]
        assert not Draft.objects.exists()
        assert shown_code(code) not in visitor.says
        assert {"later", "resume"}.isdisjoint(visitor.page.buttons)
        assert "resume" not in Respondent(KIOSK).page.buttons

    def test_next_visitor_who_goes_back_sees_nothing(self, visitor, time_machine):
        visitor.press("begin").to_the_end(wish="nur für mich")
        left = {**visitor.page.fields, "go": "back"}
        time_machine.move_to(NOW + timedelta(minutes=5))

        visitor.send(left)

        assert (visitor.response.status_code, visitor.response.headers["Location"]) == (302, KIOSK)
        assert not Intake.objects.exists()

    @pytest.mark.parametrize("go", ["back", "send", "next", "later"])
    def test_who_stops_takes_everything_along(self, visitor, go):
        visitor.press("begin").to_the_end(wish="nur für mich")
        left = {**visitor.page.fields, "go": go}

        visitor.press("quit")
        assert visitor.response.status_code == 302
        visitor.send(left)

        assert "nur für mich" not in visitor.says
        assert "angekommen" not in visitor.says
        assert not Intake.objects.exists()

    def test_survey_that_ends_meanwhile_shows_no_answers(self, visitor, survey):
        visitor.press("begin").to_the_end(wish="nur für mich")
        survey.state = SurveyState.PAUSED
        survey.save()
        visitor.press("send")

        assert visitor.response.status_code == 409
        assert "Ihre Antworten konnten wir nicht mehr annehmen." in visitor.says
        assert "nicht mehr annehmen" not in Respondent(KIOSK).says
        assert "nur für mich" not in visitor.says
        assert not Draft.objects.exists()

    def test_double_click_is_one_answer(self, visitor):
        visitor.press("begin").to_the_end()
        fields = {**visitor.page.fields, "go": "send"}
        for _click in range(2):
            assert "sind angekommen" in visitor.send(fields).says

        assert Intake.objects.count() == 1


class TestInterviews:
    """Somebody of the town asks by telephone or at home."""

    @pytest.fixture
    def interviewer(self, survey, editor):
        assert survey.state == SurveyState.OPEN
        client = Client(enforce_csrf_checks=True)
        client.cookies = editor.cookies
        return client

    @pytest.mark.parametrize(("address", "mode"), [(TELEPHONE, "telephone"), (HOME, "home_visit")])
    def test_answer_carries_its_mode_and_nobodys_name(self, interviewer, address, mode):
        asking = Respondent(address, interviewer).press("begin").to_the_end().press("send")

        row = Intake.objects.get()
        assert "Nächstes Gespräch" in asking.says
        assert (row.mode, row.frame) == (mode, "open_link")
        assert {field.name for field in Intake._meta.get_fields()} == {
            "key", "town", "survey", "audience", "frame", "mode", "answers", "receipt",
        }  # fmt: skip

    def test_what_is_not_read_aloud_says_so(self, interviewer):
        begin = Respondent(TELEPHONE, interviewer)
        assert "Zum Vorlesen" in begin.says

        begin.press("begin")
        assert "Gespräch am Telefon" in begin.says

    def test_form_from_elsewhere_is_refused(self, interviewer):
        asking = Respondent(TELEPHONE, interviewer).press("begin")
        del asking.page.fields["csrfmiddlewaretoken"]

        assert asking.press("next", q__areas="kita").response.status_code == 403
        assert not Draft.objects.exists()

    def test_only_staff_interview(self, survey):
        assert survey.pk
        assert Client().get(TELEPHONE).status_code == 302
        assert Client().post(TELEPHONE, {"go": "begin"}).status_code == 302

    def test_other_ways_are_none(self, interviewer):
        assert interviewer.get("/erlenbach/arbeit/gespraech/citizens/post/").status_code == 404


@pytest.mark.parametrize("wish", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:1 }}"])
@pytest.mark.parametrize("address", [KIOSK, TELEPHONE])
def test_what_was_typed_is_text_on_every_way(survey, editor, address, wish):
    assert survey.pk
    asking = Respondent(address, editor if address == TELEPHONE else None).press("begin").to_the_end(wish)

    assert wish not in asking.says or "<" not in wish
    asking.press("send")
    assert next(one.text for one in Intake.objects.get().answers if one.question == "wish") == wish
