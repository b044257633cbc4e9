"""Staff print sheets, enter them twice or read their scans, and accept them: once each, with nobody's name on them."""

import re
from io import BytesIO
from random import Random

import pypdfium2
import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.translation import override
from django_scopes import scope
from PIL import Image

from factories.accounts import signed_in
from factories.every_kind import every_kind
from factories.scans import box_of, page_pictures, tick
from factories.surveys import NOW, open_survey, send, survey_of
from factories.towns import stored_rows
from factories.web import person_in
from leitplanke.exchange.paper.layout import layout_bytes
from leitplanke.exchange.paper.numbers import numbers_bytes
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.participation.codes import read_code, shown_code
from leitplanke.participation.model import Answer, Missing
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.codes import UsedCodeError, make_codes
from leitplanke_web.participation.actions.paper import keep_reading
from leitplanke_web.participation.models import AccessCode, Intake, PaperEntry, PrintedLayout
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import PAPER_TIME, printed_layouts, waiting_entry
from leitplanke_web.participation.views.links import answer_link
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db
PAPER = "/erlenbach/arbeit/umfrage/papier/"
ENTER, PRINT, READ = f"{PAPER}eingeben/", f"{PAPER}drucken/", f"{PAPER}einlesen/"
REGISTER = f"{PAPER}anmelden/"
TYPED = {"q:areas": ["kita", "building"], "q:wish": ["Holzbank am Bach"], "q:age": ["a60"], "q:district": ["north"]}


@pytest.fixture(autouse=True)
def in_september(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town)


@pytest.fixture
def numbers(town, survey):
    person = person_in(town, Role.EDITOR, name="Druckerei", email="druck@example.org")
    made = make_codes(town, person, survey, audience="citizens", frame="open_link", count=2, random=Random(4))
    return tuple(map(shown_code, made))


@pytest.fixture
def colleague(town):
    return signed_in(person_in(town, Role.EDITOR, name="Kollegin", email="kollegin@example.org"))


def _open(client, number):
    return client.post(ENTER, {"number": number, "go": "open"})


def _type(client, number, typed=TYPED, *, go="save"):
    """Open a sheet, type, press a button; a button that leads to the differences answers with these."""
    return client.post(ENTER, {**_hidden(_open(client, number)), **typed, "go": go})


def _hidden(page):
    found = re.findall(r'<input type="hidden" name="(number|ticket|kept|names)" value="([^"]*)"', page.content.decode())
    return {name: value.replace("&quot;", '"').replace("&#x27;", "'") for name, value in found}


def _accepted():
    return [(row.audience, row.frame, row.mode, row.answers) for row in Intake.objects.all()]


def _said(**other):
    answers = (
        Answer("areas", ("kita", "building")),
        Answer("digital", missing=Missing.NO_ANSWER),
        Answer("wish", text="Holzbank am Bach"),
        Answer("age", ("a60",)),
        Answer("district", ("north",)),
    )
    return tuple(other.get(one.question, one) for one in answers)


def test_two_people_enter_a_sheet_and_it_is_accepted_as_paper(numbers, editor, colleague):
    assert _type(editor, numbers[0]).status_code == 302
    assert _accepted() == []
    assert "1 Bogen wartet" in editor.get(ENTER).content.decode()

    assert _type(colleague, numbers[0]).status_code == 302

    assert _accepted() == [("citizens", "open_link", "paper", _said())]
    assert not PaperEntry.objects.exists()


def test_nobody_is_their_own_second_person(numbers, editor):
    _type(editor, numbers[0])

    again = _open(editor, numbers[0].lower().replace("-", " "))

    assert again.status_code == 422
    assert "macht jemand anderes" in again.content.decode()


def test_difference_is_shown_with_both_readings_and_the_paper_decides(numbers, editor, colleague):
    _type(editor, numbers[0])
    page = _type(colleague, numbers[0], {**TYPED, "q:age": ["a16_59"], "q:digital": ["gladly"]})
    text = page.content.decode()

    assert re.findall(r'<fieldset class="lp-question[^"]*" id="q:(\w+)"', text) == ["digital", "age"]
    assert text.count("Erste Eingabe") == text.count("Zweite Eingabe") == 2
    assert _accepted() == []

    decided = {"q:age": "a60", "q:digital": "gladly", "go": "accept"}
    assert colleague.post(ENTER, {**_hidden(page), **decided}).status_code == 302
    assert [row[3] for row in _accepted()] == [_said(digital=Answer("digital", ("gladly",)))]


def test_sheet_counts_once_however_it_comes_again(survey, numbers, editor, colleague):
    sent = {**_hidden(_open(editor, numbers[0])), **TYPED, "go": "accept"}
    assert [editor.post(ENTER, sent).status_code for _ in range(2)] == [302, 302]
    send(survey, Random(1), code=numbers[1].replace("-", ""))

    assert len(_accepted()) == 2
    for number in numbers:
        assert "schon angenommen" in _open(colleague, number).content.decode()
    assert AccessCode.objects.filter(is_used=True).count() == 2


def test_second_click_on_saving_is_answered_like_the_first_and_makes_nobody_their_own_second(numbers, editor):
    sent = {**_hidden(_open(editor, numbers[0])), **TYPED, "go": "save"}

    answers = [editor.post(ENTER, sent, follow=True) for _ in range(2)]

    assert all("Den Bogen gibt jetzt noch jemand anderes ein." in one.content.decode() for one in answers)
    assert editor.post(ENTER, {**sent, "go": "accept"}).status_code == 422
    assert (PaperEntry.objects.count(), _accepted()) == (1, [])


def test_first_button_of_a_sheet_is_one_that_does_nothing(numbers, editor):
    page = _open(editor, numbers[0])
    first = page.content.decode().split('class="lp-sheet-form"')[1].split("<button")[1].split(">")[0]

    assert 'value="stay"' in first
    assert editor.post(ENTER, {**_hidden(page), **TYPED, "go": "stay"}).status_code == 204
    assert (PaperEntry.objects.count(), _accepted()) == (0, [])


def test_first_entry_of_a_sheet_whose_code_was_used_online_goes_when_the_second_person_takes_it(
    survey, numbers, editor, colleague
):
    _type(editor, numbers[0])
    send(survey, Random(1), code=numbers[0].replace("-", ""))

    told = _open(colleague, numbers[0]).content.decode()

    assert "mit seinem Code wurde online geantwortet" in told
    assert not PaperEntry.objects.exists()


def test_accepting_leaves_the_session_as_it_was(numbers, editor, time_machine):
    opened = {**_hidden(_open(editor, numbers[0])), **TYPED, "go": "accept"}
    before = list(Session.objects.values())
    time_machine.shift(60)

    answer = editor.post(ENTER, opened, follow=True)

    assert "Der Bogen ist angenommen." in answer.content.decode()
    assert list(Session.objects.values()) == before


def test_form_of_one_sheet_accepts_no_other(numbers, editor):
    sent = {**_hidden(_open(editor, numbers[0])), **TYPED, "number": numbers[1], "go": "accept"}

    assert editor.post(ENTER, sent).status_code == 422
    assert _accepted() == []


def test_editor_of_another_town_finds_neither_sheet_nor_scan(numbers, other_town, editor, printed):
    stranger = signed_in(person_in(other_town, Role.EDITOR, name="Fremd", email="fremd@example.org"))
    sent = {**_hidden(_open(editor, numbers[0])), **TYPED, "go": "accept"}

    answers = [
        stranger.post(ENTER, sent),
        stranger.get(PAPER),
        stranger.post(READ, {"scan": SimpleUploadedFile("scan.pdf", printed.pdf)}),
        stranger.post(PRINT, {"kind": "normal", "frame": "open_link", "language": "de", "count": 1}),
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert (_accepted(), AccessCode.objects.count()) == ([], len(numbers))


@pytest.mark.parametrize("number", ["", "7K2M", "7K2M-9QXA-R4T0D", "0000-0000-00000"])
def test_number_that_is_none_is_told(numbers, editor, number):
    answer = _open(editor, number)

    assert (answer.status_code, "Fehler" in answer.content.decode()) == (422, True)
    assert len(numbers) == 2


def test_what_cannot_count_is_told_and_what_was_typed_stays(numbers, editor):
    page = _type(editor, numbers[0], {**TYPED, "q:areas": ["kita", "building", "library", "move"]})

    assert page.status_code == 422
    assert "Holzbank am Bach" in page.content.decode()
    assert not PaperEntry.objects.exists()


def test_waiting_sheet_is_sealed_and_no_row_says_who_typed_an_accepted_one(town, numbers, editor, colleague):
    def leaked():
        return [
            words
            for rows in stored_rows()
            for row in rows.rows
            for words in ("Holzbank am Bach", numbers[0], numbers[0].replace("-", ""))
            if words in repr(row)
        ]

    _type(editor, numbers[0])
    assert leaked() == []
    lines = AuditLine.objects.filter(town=town.id).count()

    _type(colleague, numbers[0])

    columns = {
        one.name for one in connection.introspection.get_table_description(connection.cursor(), Intake._meta.db_table)
    }
    assert columns == {"key", "town_id", "survey_id", "audience", "frame", "mode", "answers", "receipt"}
    assert set(leaked()) == {"Holzbank am Bach"}
    assert AuditLine.objects.filter(town=town.id).count() == lines


def test_paper_is_taken_for_two_weeks_longer_than_online_and_not_after_the_end(
    town, survey, numbers, editor, time_machine
):
    person = person_in(town, Role.EDITOR, name="Spätdienst", email="spaet@example.org")
    time_machine.move_to(NOW.replace(month=9, day=30) + PAPER_TIME)
    assert _type(signed_in(person), numbers[0], go="accept").status_code == 302
    time_machine.shift(24 * 60 * 60)
    assert signed_in(person).get(ENTER).status_code == 404
    time_machine.move_to(NOW)
    survey.state = SurveyState.CLOSED
    survey.save()

    assert editor.get(ENTER).status_code == 404
    assert "noch 14 Tage" in editor.get(PAPER).content.decode()


def test_order_is_typed_as_numbers(town, editor, colleague):
    with scope(town=town):
        survey = survey_of(town, every_kind())
        person = person_in(town, Role.EDITOR, name="Druckerei", email="druck@example.org")
        code = make_codes(town, person, survey, audience="citizens", frame="open_link", count=1, random=Random(1))[0]
        order = {"q:rank:o1": "3", "q:rank:o3": "1", "q:single": "o1"}

        wrong = _type(editor, code, {**order, "q:rank:o1": "1"})
        _type(editor, code, order)
        _type(colleague, code, order)

        found = {answer.question: answer for answer in Intake.objects.get().answers}
    assert wrong.status_code == 422
    assert found["rank"] == Answer("rank", ("o3", "o1"))
    assert found["why"] == Answer("why", missing=Missing.NO_ANSWER)


@pytest.mark.parametrize(
    ("kind", "frame"),
    [
        ("normal", "open_link"),
        ("large", "register"),
        ("letters", "register"),
        ("letters-with-sheets", "register"),
        ("labels", "register"),
    ],
)
def test_prints_have_new_codes_that_are_told_once(town, survey, editor, kind, frame):
    answer = editor.post(PRINT, {"kind": kind, "frame": frame, "language": "de", "count": 2})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert answer.content.startswith(b"%PDF-")
    assert set(AccessCode.objects.values_list("survey", "audience", "frame")) == {(survey.pk, "citizens", frame)}
    assert AccessCode.objects.count() == 2
    assert PrintedLayout.objects.count() == (kind in {"normal", "large", "letters-with-sheets"})
    assert AuditLine.objects.filter(town=town.id, deed="codes.made").count() == 1


@pytest.mark.parametrize("is_online_first", [True, False])
def test_household_with_letter_and_sheet_answers_once(survey, editor, colleague, is_online_first):
    pdf = editor.post(PRINT, {"kind": "letters-with-sheets", "frame": "register", "language": "de", "count": 1}).content
    with pypdfium2.PdfDocument(pdf) as document:
        letter = document[0].get_textpage().get_text_range()
    code = read_code("".join(re.search(r"([0-9A-Z]{4})\s+([0-9A-Z]{4})\s+([0-9A-Z]{5})", letter).groups()))

    if is_online_first:
        send(survey, Random(1), code=code, frame="register")
        refused = _open(editor, code)
        assert "schon" in refused.content.decode()
    else:
        _type(editor, code)
        _type(colleague, code)
        with pytest.raises(UsedCodeError):
            send(survey, Random(1), code=code, frame="register")

    assert [mode for _, _, mode, _ in _accepted()] == ["online" if is_online_first else "paper"]


class TestTerminalPrint:
    """Sheets that `leitplanke survey paper` printed."""

    @pytest.fixture
    def terminal_survey(self, town):
        with scope(town=town):
            yield survey_of(town, every_kind())

    def _files(self, printed, numbers):
        return {
            "terminal-layout": SimpleUploadedFile("layout.json", layout_bytes(printed.layout)),
            "terminal-numbers": SimpleUploadedFile("numbers.csv", numbers_bytes(numbers)),
        }

    def test_registered_numbers_count_and_their_scans_are_read(self, terminal_survey, editor, printed, sheet_numbers):
        answer = editor.post(REGISTER, {"terminal-frame": "register", **self._files(printed, sheet_numbers)})

        assert answer.url == f"{PAPER}?registered=2"
        assert "2 Bögen zählen jetzt" in editor.get(answer.url).content.decode()
        assert printed_layouts(terminal_survey) == (printed.layout,)
        assert _open(editor, shown_code(sheet_numbers[0])).status_code == 200
        line = AuditLine.objects.get(deed="codes.made")
        assert line.details == {"audience": "citizens", "frame": "register", "count": 2}

    def test_numbers_that_are_registered_already_change_nothing(self, terminal_survey, editor, printed, sheet_numbers):
        editor.post(REGISTER, {"terminal-frame": "register", **self._files(printed, sheet_numbers[:1])})

        answer = editor.post(REGISTER, {"terminal-frame": "register", **self._files(printed, sheet_numbers)})

        assert answer.status_code == 422
        assert "schon angemeldet" in answer.content.decode()
        assert AccessCode.objects.filter(survey=terminal_survey).count() == 1

    def test_layout_of_another_questionnaire_or_audience_is_refused(self, survey, editor, printed, sheet_numbers):
        answer = editor.post(REGISTER, {"terminal-frame": "register", **self._files(printed, sheet_numbers)})

        assert answer.status_code == 422
        assert "anderen Umfrage" in answer.content.decode()
        assert not AccessCode.objects.filter(survey=survey).exists()

    def test_wrong_rows_are_told_with_their_place(self, terminal_survey, editor, printed):
        files = self._files(printed, ()) | {
            "terminal-numbers": SimpleUploadedFile("numbers.csv", b"sheet\nAAAA-BBBB-CCCCC\n")
        }

        answer = editor.post(REGISTER, {"terminal-frame": "register", **files})

        assert answer.status_code == 422
        assert "Zeile 2: " in answer.content.decode()
        assert not AccessCode.objects.filter(survey=terminal_survey).exists()


def test_sheet_says_whose_it_is_until_when_and_where_to_bring_it(town, survey, editor):
    office = Contact("Rathaus Erlenbach", ("Am Markt 1", "12345 Erlenbach"))
    Town.objects.filter(pk=town.pk).update(details=TownDetails(authority=office))

    pdf = editor.post(PRINT, {"kind": "fillable", "frame": "register", "language": "de", "count": 1}).content

    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join("".join(page.get_textpage().get_text_range() for page in document).split())
    assert survey.town.profile.name.de in text
    assert "bis zum 30. September 2026: Rathaus Erlenbach, Am Markt 1, 12345 Erlenbach." in text
    assert "testserver/erlenbach/datenschutz/" in text.replace(" ", "")


@pytest.mark.parametrize(("language", "address"), [("de", "/erlenbach/"), ("plain", "/erlenbach/"), ("fr", "/en/")])
def test_letter_leads_to_pages_in_its_language_whatever_the_editor_reads(rf, town, language, address):
    with override("en"):
        link = answer_link(rf.get("/en/"), town, "citizens", language=language)

    assert link.startswith(f"http://testserver{address}")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "letters", "frame": "open_link"},
        {"kind": "letters-with-sheets", "frame": "open_link"},
        {"kind": "fillable", "count": 2},
        {"count": 0},
        {"language": "xx"},
    ],
)
def test_impossible_print_makes_no_codes(survey, editor, wrong):
    answer = editor.post(PRINT, {"kind": "normal", "frame": "register", "language": "de", "count": 1, **wrong})

    assert answer.status_code == 422
    assert not AccessCode.objects.filter(survey=survey).exists()


def test_scan_is_proposed_with_pictures_and_counts_when_a_person_has_looked(survey, editor):
    pdf = editor.post(PRINT, {"kind": "normal", "frame": "open_link", "language": "de", "count": 1}).content
    layout = printed_layouts(survey)[0]
    pages = page_pictures(pdf)
    box = box_of(layout, "areas", "kita")
    tick(pages[box.page - 1], box)

    page = editor.post(READ, {"scan": SimpleUploadedFile("scan.tif", _tiff(pages))})
    number = re.findall(r'name="number" value="([^"]+)"', page.content.decode())[0]
    shown = _open(editor, number)
    text = shown.content.decode()

    assert _accepted() == []
    assert text.count("data:image/jpeg;base64,") >= len({one.question for one in layout.boxes})
    assert re.findall(r'<input type="(?:checkbox|radio)"[^>]* name="q:([^"]+)" value="([^"]+)" checked', text) == [
        ("areas", "kita")
    ]

    once_more = editor.post(READ, {"scan": SimpleUploadedFile("scan.tif", _tiff(pages))}).content.decode()
    assert "wartet noch auf das Prüfen" in once_more
    assert f'name="number" value="{number}"' in once_more
    assert "1 Bogen ist eingelesen und noch nicht geprüft" in editor.get(PAPER).content.decode()

    assert editor.post(ENTER, {**_hidden(shown), "q:areas": "kita", "go": "accept"}).status_code == 302
    left_out = ("digital", "wish", "age", "district")
    said = (Answer("areas", ("kita",)), *(Answer(one, missing=Missing.NO_ANSWER) for one in left_out))
    assert [row[2:] for row in _accepted()] == [("paper", said)]
    assert not PaperEntry.objects.exists()
    again = editor.post(READ, {"scan": SimpleUploadedFile("scan.tif", _tiff(pages))}).content.decode()
    assert "schon angenommen" in again


def test_scan_that_lacks_a_page_says_so_until_a_whole_one_is_read(town, numbers, survey, editor):
    number, person = read_code(numbers[0]), Person.objects.get(email="druck@example.org")
    content = {"entries": {"areas": ["kita"]}, "doubtful": ["age"], "pictures": {}}
    keep_reading(town, person, survey, number, {**content, "missing": [2]})
    lacking = _open(editor, number).content.decode()
    keep_reading(town, person, survey, number, {**content, "missing": []})
    keep_reading(town, person, survey, number, {**content, "entries": {}, "missing": [1]})
    whole = _open(editor, number).content.decode()

    assert lacking.count("Im Scan fehlt Seite 2.") == 2
    assert "Im Scan fehlt" not in whole
    assert waiting_entry(survey, number).content["entries"] == content["entries"]


def test_what_is_no_scan_and_what_is_of_another_survey_is_told(survey, editor, printed):
    nothing = editor.post(READ, {"scan": SimpleUploadedFile("scan.pdf", b"%PDF-1.7")})
    other = editor.post(READ, {"scan": SimpleUploadedFile("scan.pdf", printed.pdf)})

    assert (nothing.status_code, "kein Scan" in nothing.content.decode()) == (422, True)
    assert "Das ist ein Bogen einer anderen Umfrage." in other.content.decode()
    assert not PaperEntry.objects.filter(survey=survey).exists()


def test_upload_is_the_one_large_body(survey, editor):
    large = SimpleUploadedFile("scan.pdf", b"%PDF-1.7" + bytes(300 * 1024))

    assert editor.post(READ, {"scan": large}).status_code == 422
    large.seek(0)
    assert editor.post(ENTER, {"scan": large}).status_code == 413
    assert survey.state == SurveyState.OPEN


def _tiff(pages):
    pictures = [Image.fromarray(page) for page in pages]
    data = BytesIO()
    pictures[0].save(data, "TIFF", compression="tiff_deflate", save_all=True, append_images=pictures[1:])
    return data.getvalue()
