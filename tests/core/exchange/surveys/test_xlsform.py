import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.exchange.surveys.documents import questionnaire_bytes, read_questionnaire
from leitplanke.exchange.surveys.formats import read_survey
from leitplanke.exchange.surveys.losses import Part
from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_faults import answer_faults
from leitplanke.participation.asking import asked
from leitplanke.participation.model import Answer, QuestionKind

TODAY = date(2026, 11, 26)
YES_NO = [("yesno", "yes", "Ja"), ("yesno", "no", "Nein")]


def form(
    survey,
    choices=(),
    settings_rows=(),
    header=("type", "name", "label"),
    choices_header=("list_name", "name", "label"),
):
    book = openpyxl.Workbook()
    sheets = {
        "survey": (header, survey),
        "choices": (choices_header, choices),
        "settings": (settings_rows[:1] and settings_rows[0], settings_rows[1:]),
    }
    for name, (head, rows) in sheets.items():
        if rows:
            sheet = book.create_sheet(name)
            for row in (head, *rows):
                sheet.append(list(row))
    del book["Sheet"]
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def imported(*arguments, **details):
    return read_survey(form(*arguments, **details), file="form.xlsx")


def shown(questionnaire, *answers):
    given_answers = {one.question: one for one in answers}
    return {one.id: one for one in asked(questionnaire, given_answers, audience="everybody", today=TODAY)}


def test_every_type_has_its_kind_and_what_has_none_is_told():
    types = {
        "text": "short_text", "integer": "number", "decimal": "number", "date": "date", "time": "date",
        "dateTime": "date", "note": "information", "acknowledge": "consent", "barcode": "short_text",
        "select_one yesno": "single", "select one from yesno": "single", "select_multiple yesno": "multiple",
        "select all that apply from yesno": "multiple", "rank yesno": "rank", "range": "scale",
        "geopoint": "information", "image": "information", "select_one_from_file towns.csv": "short_text",
    }  # fmt: skip
    found = imported([(kind, f"q{number}", f"Frage {number}") for number, kind in enumerate(types)], YES_NO)

    assert [one.kind.value for one in found.questionnaire.questions] == list(types.values())
    assert [loss.name for loss in found.losses if loss.part is Part.QUESTION] == ["q15", "q16", "q17"]
    assert read_questionnaire(questionnaire_bytes(found.questionnaire), file="q.json") == found.questionnaire


def test_cascade_shows_the_options_of_what_was_chosen():
    choices = [
        ("states", "he", "Hessen", ""),
        ("states", "by", "Bayern", ""),
        ("towns", "wi", "Wiesbaden", "he"),
        ("towns", "m", "München", "by"),
    ]
    survey = [("select_one states", "state", "Land", ""), ("select_one towns", "town", "Ort", "state_of=${state}")]
    found = imported(
        survey,
        choices,
        header=("type", "name", "label", "choice_filter"),
        choices_header=("list_name", "name", "label", "state_of"),
    ).questionnaire

    assert shown(found, Answer("state", ("he",)))["town"].option_ids == ("wi",)
    assert "town" not in shown(found)


@pytest.mark.parametrize(
    ("relevant", "answer", "is_shown"),
    [
        ("${a} = 'yes'", Answer("a", ("yes",)), True),
        ("selected(${m}, 'yes') and not(selected(${m}, 'no'))", Answer("m", ("yes",)), True),
        ("count-selected(${m}) > 1", Answer("m", ("yes", "no")), True),
        ("${n} >= 18 and ${n} < 65", Answer("n", number=70), False),
        ("${n} mod 2 = 0 or ${n} div 2 = 1.5", Answer("n", number=3), True),
        ("if(${n} > 1, 'a', 'b') = 'a'", Answer("n", number=3), True),
        ("string-length(${t}) > 2", Answer("t", text="abc"), True),
        ("regex(${t}, '[a-c]+')", Answer("t", text="abc"), True),
        ("coalesce(${t}, 'x') != 'x'", Answer("t", text="abc"), True),
        ("${d} < today()", Answer("d", text="2026-01-01"), True),
        ("(today() - ${d}) div 365.25 > 18", Answer("d", text="2000-01-01"), True),
        ("/form/grp/n = 3", Answer("n", number=3), True),
        ("../n != ''", Answer("n", number=3), True),
        ("${half} = 4", Answer("n", number=8), True),
        ("jr:choice-name(${a}, '${a}') = 'Ja'", Answer("a", ("yes",)), True),
        ("true() and -1 < ${n}", Answer("n", number=0), True),
    ],
)
def test_relevant_says_when_a_question_is_shown(relevant, answer, is_shown):
    survey = [
        ("select_one yesno", "a", "A", "", ""), ("select_multiple yesno", "m", "M", "", ""), ("integer", "n", "N", "", ""),
        ("text", "t", "T", "", ""), ("date", "d", "D", "", ""), ("calculate", "half", "", "", "${n} div 2"), ("note", "z", "Z", relevant, ""),
    ]  # fmt: skip
    found = imported(survey, YES_NO, header=("type", "name", "label", "relevant", "calculation"))

    assert [loss for loss in found.losses if loss.part is Part.CONDITION] == []
    assert ("z" in shown(found.questionnaire, answer)) == is_shown


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab${}(),.'\"=!<> divandor+-*/17", max_size=40))
def test_any_formula_is_read_without_an_exception(written):
    survey = [("text", "a", "A", "", ""), ("text", "b", f"B {written}", written, written)]
    found = imported(survey, header=("type", "name", "label", "relevant", "constraint"))

    assert [one.id for one in found.questionnaire.questions] == ["a", "b"]


def test_groups_nest_and_repeats_are_asked_once():
    survey = [
        ("text", "a", "A", ""), ("begin group", "g", "Gruppe", "${a} = '1'"), ("text", "b", "B", ""),
        ("begin_repeat", "r", "Kinder", "${b} = '2'"), ("text", "c", "C", ""), ("end_repeat", "", "", ""),
        ("text", "d", "D", ""), ("end group", "", "", ""), ("text", "e", "E", ""),
    ]  # fmt: skip
    found = imported(survey, header=("type", "name", "label", "relevant"))

    assert [section.questions for section in found.questionnaire.sections] == [("a",), ("b",), ("c",), ("d",), ("e",)]
    assert set(shown(found.questionnaire)) == {"a", "e"}
    assert set(shown(found.questionnaire, Answer("a", text="1"), Answer("b", text="2"))) == {"a", "b", "c", "d", "e"}
    assert "The repetition goes, it is asked once." in [loss.words.en for loss in found.losses]


def test_languages_are_known_by_name_and_code():
    survey = [("text", "a", "Wie?", "How?", "Comment ?", "Tipp")]
    header = ("type", "name", "label::Deutsch (de)", "label::English", "label:fr", "hint::Deutsch (de)")
    found = imported(survey, header=header).questionnaire

    assert found.question("a").text == Text.of({"de": "Wie?", "en": "How?", "fr": "Comment ?"})
    assert found.question("a").hint == Text("Tipp")
    assert set(found.languages) == {"de", "en", "fr"}


def test_language_that_nobody_names_is_guessed_aloud():
    found = imported([("text", "a", "Wie ist die Lage in der Stadt?")])

    assert found.questionnaire.question("a").text == Text("Wie ist die Lage in der Stadt?")
    assert "The language is not told; de is assumed." in [loss.words.en for loss in found.losses]


def test_constraint_mandatory_other_and_default_language():
    survey = [
        ("integer", "n", "N", ". > 0 and . < ${m}", "zu groß", "yes"),
        ("integer", "m", "M", "", "", ""),
        ("select_one yesno or_other", "o", "O", "", "", ""),
    ]
    settings_rows = [("form_title", "default_language"), ("Umfrage", "de")]
    found = imported(
        survey, YES_NO, settings_rows, header=("type", "name", "label", "constraint", "constraint_message", "required")
    ).questionnaire

    faults = answer_faults(found, (Answer("n", number=9), Answer("m", number=5)), audience="everybody", today=TODAY)
    missing = answer_faults(found, (), audience="everybody", today=TODAY)
    assert found.title == Text("Umfrage")
    assert [(fault.code.value, fault.words.de) for fault in faults] == [("rule", "zu groß")]
    assert [fault.code.value for fault in missing] == ["missing"]
    assert found.question("o").other is not None


def test_piped_answers_and_static_filters():
    survey = [
        ("text", "who", "Name?", ""),
        ("note", "n", "Hallo ${who}!", ""),
        ("select_one colours", "c", "Farbe", "pale='yes'"),
    ]
    choices = [("colours", "red", "Rot", ""), ("colours", "rose", "Rosa", "yes")]
    found = imported(
        survey,
        choices,
        header=("type", "name", "label", "choice_filter"),
        choices_header=("list_name", "name", "label", "pale"),
    ).questionnaire

    assert found.question("n").text.told("de") == "Hallo {{who}}!"
    assert shown(found)["c"].option_ids == ("rose",)


def test_form_in_csv_is_read():
    data = '"survey",,,\n,"type","name","label"\n,"text","a","Wie ist es?"\n,"select_one yesno","b","Und?"\n"choices",,,\n,"list_name","name","label"\n,"yesno","yes","Ja"\n'

    found = read_survey(data.encode(), file="form.csv").questionnaire

    assert [one.kind for one in found.questions] == [QuestionKind.SHORT_TEXT, QuestionKind.SINGLE]
