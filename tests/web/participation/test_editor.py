"""Staff build a questionnaire: from empty to published, by two people, out of a file, once more in a later version."""

from dataclasses import replace
from random import Random

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django_scopes import scope

from factories.editing import draft_of, fill_in, stored
from factories.every_kind import every_kind
from factories.questionnaires import EVERY_KIND
from factories.surveys import NOW, open_survey, send
from leitplanke.exchange.surveys.documents import questionnaire_bytes, read_questionnaire
from leitplanke.kernel.texts import Text
from leitplanke.participation.conditions import Claim, Clause, Condition, condition_of
from leitplanke.participation.model import Expression, Missing, Operator, QuestionKind
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.models import Intake, Questionnaire, QuestionnaireDraft, Response, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import questionnaire, responses

pytestmark = pytest.mark.django_db
LIST, NEW = "/erlenbach/arbeit/frageboegen/", "/erlenbach/arbeit/fragebogen-neu/"
DRAFT = f"{LIST}2027-1/"

STRUCTURE = (
    ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation"),
    ("S", "", "language", "", "de", "", "", ""),
    ("SL", "", "surveyls_title", "1", "Rad", "", "de", ""),
    ("G", "G1", "Erster", "1", "", "", "de", ""),
    ("Q", "S", "name", "1", "Was?", "", "de", ""),
    ("Q", "X9", "odd", "1", "Seltsam", "", "de", ""),
)


@pytest.fixture
def draft(town):
    """The version of the town, copied to be the next one."""
    with scope(town=town):
        value = questionnaire(town)
    return draft_of(town, replace(value, version="2027-1", replaces=value.version))


def begin(editor, **fields):
    return editor.post(NEW, {"version": "2027-1", "title": "Was nun?", "start": "empty", **fields})


def test_empty_draft_gets_sections_and_questions_and_knows_what_is_missing(town, editor):
    begin(editor)
    editor.post(f"{DRAFT}abschnitt-neu/", {"title_de": "Zuerst"})
    fill_in(
        editor, f"{DRAFT}frage-neu/single/?section=s1",
        text_de="Fahren Sie Rad?", option__0__text_de="ja", option__1__text_de="nein", offers="dont_know",
    )  # fmt: skip
    fill_in(
        editor,
        f"{DRAFT}frage-neu/text/",
        text_de="Warum?",
        **{"if-0-question": "q1", "if-0-claim": "chosen", "if-0-value": "o2"},
    )
    value = stored(town, "2027-1")
    page = editor.get(DRAFT).content.decode()

    assert [(one.id, one.questions) for one in value.sections] == [("s1", ("q1", "q2"))]
    assert [(one.id, one.text.de) for one in value.question("q1").options] == [("o1", "ja"), ("o2", "nein")]
    assert value.question("q1").offers == (Missing.DONT_KNOW,)
    assert condition_of(value.question("q2").shown_if) == Condition((Clause("q1", Claim.CHOSEN, "o2"),))
    assert "Nur wenn:" in page
    assert "Nichts fehlt." in page


@pytest.mark.parametrize("source", [every_kind(), EVERY_KIND], ids=["own", "imported"])
def test_form_of_every_kind_gives_back_what_it_was_shown(town, editor, source):
    draft_of(town, replace(source, version="2027-1"))

    for one in source.questions:
        answer = fill_in(editor, f"{DRAFT}fragen/{one.id}/")
        assert (one.id, answer.status_code) == (one.id, 302)

    assert stored(town, "2027-1") == replace(source, version="2027-1")


def test_new_question_of_every_kind_opens_and_says_what_is_missing(town, editor, draft):
    answers = {kind: fill_in(editor, f"{DRAFT}frage-neu/{kind}/", text_de="") for kind in QuestionKind}

    assert {answer.status_code for answer in answers.values()} == {422}
    assert all('href="#id_text_de"' in answer.content.decode() for answer in answers.values())
    assert stored(town, "2027-1") == draft.value


def test_core_refuses_at_the_field_and_keeps_what_was_typed(editor, draft):
    page = fill_in(editor, f"{DRAFT}fragen/areas/", max_choices="99", text_de="Womit anfangen?").content.decode()

    assert 'href="#id_max_choices"' in page
    assert "Womit anfangen?" in page
    assert draft.value.question("areas").max_choices != 99


def test_rows_are_added_moved_and_taken_out_without_being_saved(town, editor, draft):
    address = f"{DRAFT}fragen/areas/"
    options = [one.text.de for one in draft.value.question("areas").options]
    page = fill_in(editor, address, go="down:option-0").content.decode()
    page = fill_in(editor, address, page, go="add:option").content.decode()
    last = len(options)
    page = fill_in(editor, address, page, go="out:option-2").content.decode()
    fill_in(editor, address, page, **{f"option-{last - 1}-text_de": "Neues"})

    assert [one.text.de for one in stored(town, "2027-1").question("areas").options] == [
        options[1], options[0], *options[3:], "Neues",
    ]  # fmt: skip


def test_questions_and_sections_move_by_buttons(town, editor):
    draft_of(town, replace(every_kind(), version="2027-1"))
    editor.post(DRAFT, {"go": "down:question:single"})
    editor.post(DRAFT, {"go": "up:section:opinion"})
    value = stored(town, "2027-1")

    assert [one.id for one in value.sections] == ["opinion", "habits", "more"]
    assert value.sections[1].questions.index("single") == 1
    assert editor.post(DRAFT, {"go": "down:question:nirgends"}).status_code == 404
    assert editor.post(DRAFT, {"go": "sideways:question:single"}).status_code == 404


def test_first_section_says_what_it_takes_up_and_questions_choose_theirs(town, editor):
    begin(editor)
    for words in ("Eins?", "Zwei?"):
        fill_in(editor, f"{DRAFT}frage-neu/text/", text_de=words)
    first = editor.get(f"{DRAFT}abschnitt-neu/").content.decode()
    for title in ("Zuerst", "Dann"):
        editor.post(f"{DRAFT}abschnitt-neu/", {"title_de": title})
    second = editor.get(f"{DRAFT}abschnitt-neu/").content.decode()
    fill_in(editor, f"{DRAFT}fragen/q1/", section="s2")

    assert "Die 2 Fragen, die es schon gibt, kommen in diesen Abschnitt." in first
    assert "kommen in diesen Abschnitt" not in second
    assert [(one.id, one.questions) for one in stored(town, "2027-1").sections] == [("s1", ("q2",)), ("s2", ("q1",))]
    editor.post(DRAFT, {"go": "up:question:q1"})
    assert 'value="down:question:q1"' in editor.get(DRAFT).content.decode()  # into the section that is empty now
    editor.post(DRAFT, {"go": "down:question:q1"})
    assert [one.questions for one in stored(town, "2027-1").sections] == [("q2",), ("q1",)]


def test_condition_offers_the_answers_of_its_question_when_asked_to_and_those_that_are_none(town, editor):
    begin(editor)
    fill_in(
        editor, f"{DRAFT}frage-neu/single/",
        text_de="Fahren Sie Rad?", option__0__text_de="ja", option__1__text_de="nein", offers="dont_know",
    )  # fmt: skip
    address = f"{DRAFT}frage-neu/text/"
    page = fill_in(editor, address, go="add:if").content.decode()
    page = fill_in(editor, address, page, **{"go": "show:if", "if-0-question": "q1"}).content.decode()
    fill_in(editor, address, page, **{"text_de": "Warum nicht?", "if-0-claim": "chosen", "if-0-value": "dont_know"})
    value = stored(town, "2027-1")

    assert '<option value="dont_know">Weiß nicht</option>' in page
    assert condition_of(value.question("q2").shown_if) == Condition((Clause("q1", Claim.CHOSEN, "dont_know"),))
    assert "gewählt: Weiß nicht" in editor.get(DRAFT).content.decode()


def test_question_that_a_condition_needs_stays(town, editor):
    draft_of(town, replace(EVERY_KIND, version="2027-1"))
    answer = fill_in(editor, f"{DRAFT}fragen/use/", go="remove")
    fill_in(editor, f"{DRAFT}fragen/born/", go="remove")

    assert answer.status_code == 422
    assert "Eine Bedingung braucht diese Frage noch" in answer.content.decode()
    ids = [one.id for one in stored(town, "2027-1").questions]
    assert "use" in ids
    assert "born" not in ids


def test_two_people_change_one_question_and_see_both_versions(town, editor, draft):
    address = f"{DRAFT}fragen/areas/"
    mine = editor.get(address).content.decode()
    fill_in(editor, address, hint_de="Höchstens drei.")
    answer = fill_in(editor, address, mine, text_de="Was zuerst?")
    fill_in(editor, address, answer.content.decode(), **{"take-hint": "theirs"})
    now = stored(town, "2027-1").question("areas")

    assert answer.status_code == 409
    assert "Höchstens drei." in answer.content.decode()
    assert (now.text.de, now.hint.de) == ("Was zuerst?", "Höchstens drei.")
    assert draft.version == 1


def test_two_people_change_two_questions_and_disturb_nobody(town, editor, draft):
    mine = editor.get(f"{DRAFT}fragen/areas/").content.decode()
    fill_in(editor, f"{DRAFT}fragen/wish/", text_de="Was fehlt?")
    answer = fill_in(editor, f"{DRAFT}fragen/areas/", mine, text_de="Was zuerst?")

    assert answer.status_code == 302
    value = stored(town, draft.identifier)
    assert (value.question("areas").text.de, value.question("wish").text.de) == ("Was zuerst?", "Was fehlt?")


def test_two_people_change_details_and_see_both_versions(town, editor, draft):
    mine = editor.get(f"{DRAFT}angaben/").content.decode()
    fill_in(editor, f"{DRAFT}angaben/", title_de="Ihre Stadt")
    answer = fill_in(editor, f"{DRAFT}angaben/", mine, closing_de="Danke.")
    fill_in(editor, f"{DRAFT}angaben/", answer.content.decode(), **{"take-title": "theirs"})
    value = stored(town, draft.identifier)

    assert answer.status_code == 409
    assert (value.title.de, value.closing.de) == ("Ihre Stadt", "Danke.")


def test_file_of_another_program_becomes_a_draft_with_its_losses_told(town, editor):
    structure = "\n".join("\t".join(row) for row in STRUCTURE)
    begin(editor, start="file", file=SimpleUploadedFile("alt.txt", structure.encode()))
    page = editor.get(DRAFT).content.decode()

    assert stored(town, "2027-1").questions[0].text.de == "Was?"
    assert "Aus der Datei nicht oder anders übernommen" in page
    assert "odd" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": "file", "file": SimpleUploadedFile("x.bin", b"\x00\x01")}, "Dieses Format ist unbekannt"),
        ({"start": "file"}, "Wählen Sie die Datei aus"),
        ({"version": "ü"}, "keine gültige Kennung"),
        ({"version": "2026-1"}, "Diese Fassung gibt es schon"),
        ({"title": ""}, "braucht einen Titel"),
    ],
)
def test_new_version_that_cannot_be_says_why(town, editor, fields, words):
    with scope(town=town):
        if "version" in fields and fields["version"].isascii():
            fields["version"] = questionnaire(town).version
    answer = begin(editor, **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    with scope(town=town):
        assert not QuestionnaireDraft.objects.exists()


def test_preview_and_test_run_show_all_and_store_nothing(town, editor):
    draft_of(town, replace(every_kind(), version="2027-1"))
    address = f"{DRAFT}vorschau/citizens/"
    page = editor.get(address).content.decode()
    run = editor.post(address, {"go": "begin", "language": "de"}).content.decode()
    stopped = fill_in(editor, address, run, go="next")
    next_page = fill_in(editor, address, run, go="next", **{"q:single": "o1"}).content.decode()

    assert "Vorschau: Nichts wird gespeichert" in page
    assert page.count('class="lp-question ') == len(every_kind().questions)
    assert "Seite 1 von" in run
    assert stopped.status_code == 422
    assert "Seite 2 von" in next_page
    with scope(town=town):
        assert not Intake.objects.exists()


def test_preview_shows_answers_that_a_condition_hides(town, editor):
    value = replace(every_kind(), version="2027-1")
    asked = value.question("multiple")
    hidden = replace(asked.options[-1], shown_if=Expression(Operator.ANSWERED, question="single"))
    asked = replace(asked, options=(*asked.options[:-1], hidden))
    questions = tuple(asked if one.id == "multiple" else one for one in value.questions)
    draft_of(town, replace(value, questions=questions))

    page = editor.get(f"{DRAFT}vorschau/citizens/").content.decode()

    assert f'value="{hidden.id}"' in page[page.index('name="q:multiple"') :][:3000]


@pytest.mark.parametrize("size", ["", "&size=large"])
def test_preview_on_paper_says_that_it_does_not_count(town, editor, size):
    draft_of(town, replace(every_kind(), version="2027-1"))

    answer = editor.get(f"{DRAFT}vorschau/citizens/papier/?language=de{size}")

    with pypdfium2.PdfDocument(answer.content) as document:
        words = document[0].get_textpage().get_text_range()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "Vorschau: Dieser Bogen zählt nicht." in words
    assert editor.get(f"{DRAFT}vorschau/strangers/papier/").status_code == 404


def test_texts_are_translated_side_by_side(town, editor, draft):
    fill_in(editor, f"{DRAFT}sprachen/plain/", **{"text-questions.areas.text": "Was ist wichtig?"})
    stale = editor.get(f"{DRAFT}sprachen/en/").content.decode()
    assert "Zielgruppe Bürgerinnen und Bürger" in stale
    assert "Zielgruppe citizens" not in stale
    fill_in(editor, f"{DRAFT}angaben/", title_en="Changed")
    answer = fill_in(editor, f"{DRAFT}sprachen/en/", stale, title="Mine", **{"text-title": "Mine"})
    value = stored(town, draft.identifier)

    assert value.question("areas").text.plain == "Was ist wichtig?"
    assert value.title.en == "Changed"
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()


def test_questions_of_the_library_are_copied(town, editor, draft):
    editor.post(f"{DRAFT}bibliothek/", {"questions": ["barriers", "areas"]})
    value = stored(town, draft.identifier)

    assert [one.id for one in value.questions][-2:] == ["areas_1", "barriers"]
    assert value.question("barriers").text.plain
    assert editor.post(f"{DRAFT}bibliothek/", {"questions": ["nirgends"]}).status_code == 422


def test_unfinished_draft_is_not_published(town, editor):
    begin(editor)
    answer = fill_in(editor, f"{DRAFT}veroeffentlichen/", go="publish")

    assert answer.status_code == 422
    assert "Diese Zielgruppe wird nichts gefragt" in answer.content.decode()
    assert stored(town, "2027-1").questions == ()


def test_version_that_strategy_does_not_fit_is_asked_but_not_evaluated(town, editor, draft):
    fewer = tuple(one for one in draft.value.questions if one.id != "areas")
    with scope(town=town):
        QuestionnaireDraft.objects.update(value=replace(draft.value, questions=fewer))
        old = questionnaire(town)
    checked = fill_in(editor, f"{DRAFT}veroeffentlichen/", go="compare").content.decode()
    fill_in(editor, f"{DRAFT}veroeffentlichen/", go="publish")
    unanswered = editor.post(DRAFT, {"go": "evaluate"})
    with scope(town=town):
        one = Response.objects.first()
        Response.objects.filter(pk=one.pk).update(questionnaire="2027-1")
    unfit = editor.post(DRAFT, {"go": "evaluate"})

    assert "So ließe sich diese Fassung nicht auswerten" in checked
    assert "noch keine Antworten" in unanswered.content.decode()
    assert "areas" in unfit.content.decode()
    assert (unanswered.status_code, unfit.status_code) == (422, 422)
    with scope(town=town):
        assert questionnaire(town) == old


@pytest.mark.usefixtures("draft")
def test_next_version_is_published_asked_and_evaluated_when_somebody_says_so(town, editor, time_machine):
    time_machine.move_to(NOW)
    fill_in(editor, f"{DRAFT}fragen/wish/", text_de="Was fehlt Ihnen?")
    with scope(town=town):
        first = open_survey(town)
        old = questionnaire(town)
    page = fill_in(editor, f"{DRAFT}veroeffentlichen/", go="publish")
    editor.post("/erlenbach/arbeit/umfrage/", {"closes_on": "2026-09-30", "prepare": "next", "version": 1})
    with scope(town=town):
        assert list(Survey.objects.all()) == [first]
        Survey.objects.filter(pk=first.pk).update(state=SurveyState.CLOSED)
        editor.post("/erlenbach/arbeit/umfrage/", {"closes_on": "2026-09-30", "prepare": "next"})
        second = Survey.objects.latest("pk")
        Survey.objects.filter(pk=second.pk).update(state=SurveyState.OPEN)
        second.refresh_from_db()
        while_open = questionnaire(town)
        send(second, Random(1), number=7)
        Survey.objects.filter(pk=second.pk).update(state=SurveyState.CLOSED)
        mix(town, second, today=NOW.date(), random=Random(1))
        before = questionnaire(town)
        assert editor.post(DRAFT, {"go": "evaluate"}).status_code == 302
        after = questionnaire(town)

        assert page.status_code == 302
        assert before == old
        assert (while_open, second.questionnaire.identifier, after.version) == (old, "2027-1", "2027-1")
        assert [one.questionnaire for one in responses(town, to=after)] == ["2027-1"]
        assert Response.objects.filter(questionnaire=old.version).count() == len(responses(town, to=old)) > 1
    told = editor.get(DRAFT).content.decode()
    assert "anders formuliert" in told
    assert "gleich geblieben" in told
    deeds = set(AuditLine.objects.filter(town=town.id).values_list("deed", flat=True))
    assert {"questionnaire.changed", "questionnaire.published", "questionnaire.evaluated"} <= deeds


def test_question_continues_another_one_by_choice(town, editor, draft):
    value = draft.value
    renamed = tuple(replace(one, id="wunsch") if one.id == "wish" else one for one in value.questions)
    with scope(town=town):
        QuestionnaireDraft.objects.update(value=replace(value, questions=renamed))
    fill_in(editor, f"{DRAFT}veroeffentlichen/", go="publish", **{"from-wunsch": "wish"})

    with scope(town=town):
        published = Questionnaire.objects.get(identifier="2027-1").value
    assert published.question("wunsch").continues == "wish"
    assert "Was aus den Fragen der Fassung davor wurde" in editor.get(DRAFT).content.decode()


def test_published_version_is_changed_by_nobody(town, editor):
    with scope(town=town):
        row = Questionnaire.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            Questionnaire.objects.filter(pk=row.pk).update(value=replace(row.value, title=Text("Anders")))
        version = row.identifier

    assert editor.post(f"{LIST}{version}/", {"go": "down:question:areas"}).status_code == 404
    assert editor.get(f"{LIST}{version}/fragen/areas/").status_code == 404


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("xlsform", b"PK"),
        ("limesurvey", b"class"),
        ("codebook", b"<!doctype"),
        ("codebook-pdf", b"%pdf"),
        ("json", b"{"),
    ],
)
def test_structure_is_downloaded(editor, draft, name, start):
    answer = editor.get(f"{DRAFT}dateien/{name}/")

    assert answer.content.lstrip(b'\xef\xbb\xbf"')[: len(start)].lower() == start.lower()
    assert "attachment" in answer.headers["Content-Disposition"]
    if name == "json":
        assert read_questionnaire(answer.content, file="x") == draft.value
        assert answer.content == questionnaire_bytes(draft.value)


def test_draft_is_discarded_unless_somebody_changed_it(town, editor, draft):
    fill_in(editor, f"{DRAFT}fragen/wish/", text_de="Was fehlt?")
    editor.post(f"{DRAFT}angaben/", {"go": "discard", "draft_version": "1"})
    kept = stored(town, draft.identifier)
    editor.post(f"{DRAFT}angaben/", {"go": "discard", "draft_version": "2"})

    assert kept.question("wish").text.de == "Was fehlt?"
    with scope(town=town):
        assert not QuestionnaireDraft.objects.exists()
