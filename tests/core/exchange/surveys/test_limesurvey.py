import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.limesurvey import ALL_KINDS, every_kind, lss, question, table
from leitplanke.exchange.surveys.documents import questionnaire_bytes, read_questionnaire
from leitplanke.exchange.surveys.formats import SurveyFormat, read_survey, survey_format
from leitplanke.exchange.surveys.losses import Part
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.asking import asked
from leitplanke.participation.evaluate import Scene, value_of
from leitplanke.participation.model import Answer, Cells, Expression, ItemAnswer, Operator, QuestionKind, constant

TODAY = date(2026, 11, 26)
TSV = (
    "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\tmandatory\tother\tarray_filter\n"
    "S\t\tlanguage\t\tde\t\t\t\t\t\t\nS\t\tadditional_languages\t\ten\t\t\t\t\t\t\n"
    "SL\t\tsurveyls_title\t\tUmfrage\t\tde\t\t\t\t\t\nSL\t\tsurveyls_title\t\tSurvey\t\ten\t\t\t\t\t\n"
    "G\t\tSeite\t1\t\t\tde\t\t\t\t\n"
    "Q\tM\twege\t1\tWelche Wege?\tmehrere\tde\t\tY\t\t\nSQ\t0\tweb\t1\tNetz\t\tde\t\t\t\t\nSQ\t0\ttel\t1\tTelefon\t\tde\t\t\t\t\n"
    'Q\tL\turteil\twege_web == "Y"\t"Wie war\nes?"\t\tde\t\tN\tY\t\nA\t0\tgut\t\tgut\t\tde\t\t\t\t\nA\t0\tmies\t\tschlecht\t\tde\t\t\t\t\n'
    "Q\tF\tnote\t1\tNoten\t\tde\t\t\t\twege\nSQ\t0\tweb\t1\tNetz\t\tde\t\t\t\t\nA\t0\t1\t\teins\t\tde\t\t\t\t\n"
    "G\t\tPage\t1\t\t\ten\t\t\t\t\n"
    "Q\tM\twege\t1\tWhich ways?\t\ten\t\tY\t\t\nSQ\t0\tweb\t1\tWeb\t\ten\t\t\t\t\nSQ\t0\ttel\t1\tPhone\t\ten\t\t\t\t\n"
)


def imported(*questions, **details):
    return read_survey(lss(list(questions), **details), file="x.lss")


def counts(found):
    return {row.part: (row.found, row.arrived) for row in found.tally}


def lost(found, part):
    return [loss for loss in found.losses if loss.part is part and loss.is_lost]


def shown(questionnaire, *answers):
    given_answers = {one.question: one for one in answers}
    return {one.id for one in asked(questionnaire, given_answers, audience="everybody", today=TODAY)}


def test_every_type_arrives_with_all_its_texts():
    found = imported(*every_kind())

    kinds = {one.id: one.kind for one in found.questionnaire.questions}
    assert counts(found)[Part.QUESTION_TEXT] == (2 * len(ALL_KINDS), 2 * len(ALL_KINDS))
    assert [
        counts(found)[part][0] - counts(found)[part][1] for part in (Part.ANSWER, Part.SUBQUESTION, Part.LANGUAGE)
    ] == [0, 0, 0]
    assert [loss.words.en for loss in lost(found, Part.QUESTION)] == [
        "There is no kind “I”, its text stays.",
        "There is no kind “|”, its text stays.",
    ]
    assert [kinds[f"Q{ALL_KINDS.index(kind)}"] for kind in "LMRNSTDX5K1"] == [
        *(QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANK, QuestionKind.NUMBER, QuestionKind.SHORT_TEXT),
        *(QuestionKind.TEXT, QuestionKind.DATE, QuestionKind.INFORMATION, QuestionKind.SCALE),
        *(QuestionKind.MATRIX, QuestionKind.MATRIX),
    ]
    assert read_questionnaire(questionnaire_bytes(found.questionnaire), file="q.json") == found.questionnaire


def test_comment_and_second_scale_become_questions_of_their_own():
    found = imported(question("L1", "O"), question("P1", "P"), question("D1", "1")).questionnaire

    assert [one.id for one in found.questions] == ["L1", "L1_comment", "P1", "P1_comment", "D1", "D1_2"]
    assert [item.shown_if.operator for item in found.question("P1_comment").items] == [Operator.CHOSEN] * 2


@pytest.mark.parametrize(
    ("relevance", "answer", "is_shown"),
    [
        ('a == "A1"', Answer("a", ("A1",)), True),
        ('a.NAOK != "A1"', Answer("a", ("A1",)), False),
        ('77X1X1 == "A2"', Answer("a", ("A2",)), True),
        ("is_empty(a)", Answer("a", ("A1",)), False),
        ("!is_empty(a.NAOK)", Answer("a", ("A1",)), True),
        ('m_SQ1 == "Y" and m_SQ2 != "Y"', Answer("m", ("SQ1",)), True),
        ('77X1X2SQ2 == "Y"', Answer("m", ("SQ2",)), True),
        ("count(m_SQ1, m_SQ2) >= 2", Answer("m", ("SQ1", "SQ2")), True),
        ("count(that.m) == 1", Answer("m", ("SQ1",)), True),
        ("n > 17 && n lt 65", Answer("n", number=30), True),
        ("n * 2 + 1 == 61", Answer("n", number=30), True),
        ('if(n > 17, "ja", "nein") == "ja"', Answer("n", number=30), True),
        ('arr_SQ1 == "A2"', Answer("arr", items=(ItemAnswer("SQ1", ("A2",)),)), True),
        ('77X1X4SQ2 == "A2"', Answer("arr", items=(ItemAnswer("SQ2", ("A2",)),)), True),
        ("regexMatch('/^[0-9]{5}$/', s)", Answer("s", text="65232"), True),
        ("strlen(s) > 3 or countif('x', s) == 1", Answer("s", text="ab"), False),
        ('a == "-oth-" and a_other == "Rad"', Answer("a", ("other",), other="Rad"), True),
        ("sum(tab_SQ1_X1, tab_SQ2_X2) == 7", Answer("tab", items=(ItemAnswer("SQ1", number=3, column="X1"), ItemAnswer("SQ2", number=4, column="X2"))), True),
        ('r_1 == "A2"', Answer("r", ("A2", "A1")), True),
        ("0", Answer("n", number=1), False),
    ],
)  # fmt: skip
def test_relevance_says_when_a_question_is_shown(relevance, answer, is_shown):
    found = imported(
        question("a", "L", other="Y"), question("m", "M"), question("n", "N"), question("arr", "F"), question("s", "S"),
        question("tab", ":"), question("r", "R"), question("z", "T", relevance=relevance),
    )  # fmt: skip

    assert lost(found, Part.CONDITION) == []
    assert ("z" in shown(found.questionnaire, answer)) == is_shown


@pytest.mark.parametrize(
    "relevance",
    ["rand() > 1", "nowhere == 1", "a == ", 'a == "', "TOKEN:FIRSTNAME == 'x'", "(" * 500, "a.relevanceStatus"],
)
def test_relevance_that_cannot_be_told_is_lost_aloud(relevance):
    found = imported(question("a", "L"), question("z", "T", relevance=relevance))

    assert [(loss.name, loss.line > 1) for loss in lost(found, Part.CONDITION)] == [("z", True)]
    assert "z" in shown(found.questionnaire)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab_(),.'\"=!<>&|+-*/{}X17 \n", max_size=40))
def test_any_formula_and_any_text_is_read_without_an_exception(written):
    found = imported(question("a", "L"), question("b", "T", relevance=written, text=written, preg=written))

    assert [one.id for one in found.questionnaire.questions] == ["a", "b"]


def test_array_filters_show_rows_and_their_opposites():
    found = imported(
        question("m", "M"),
        question("f", "F", attributes={"array_filter": "m"}),
        question("e", "M", attributes={"array_filter_exclude": "m"}),
    ).questionnaire

    given_answers = {"m": Answer("m", ("SQ1",))}
    rows = {one.id: one for one in asked(found, given_answers, audience="everybody", today=TODAY)}

    assert rows["f"].item_ids == ("SQ1",)
    assert rows["e"].option_ids == ("SQ2",)


def test_conditions_of_old_versions_are_read_where_there_is_no_relevance():
    rows = [
        {"cid": "1", "qid": "3", "cfieldname": "77X1X1", "method": "==", "value": "A1", "scenario": "1"},
        {"cid": "2", "qid": "3", "cfieldname": "77X1X1", "method": "==", "value": "A2", "scenario": "1"},
        {"cid": "3", "qid": "3", "cfieldname": "+77X1X2SQ1", "method": "==", "value": "Y", "scenario": "1"},
    ]
    found = imported(
        question("a", "L"), question("m", "M"), question("z", "T", relevance=""), extra=table("conditions", rows)
    ).questionnaire

    assert "z" in shown(found, Answer("a", ("A2",)), Answer("m", ("SQ1",)))
    assert "z" not in shown(found, Answer("a", ("A2",)))


def test_groups_carry_their_condition_and_quotas_their_members():
    quota = table("quota", [{"id": "5", "name": "Voll", "qlimit": "20"}])
    quota += table(
        "quota_members", [{"quota_id": "5", "qid": "1", "code": "A1"}, {"quota_id": "5", "qid": "2", "code": "SQ1"}]
    )
    found = imported(
        question("a", "L"), question("m", "M"), question("z", "T", gid="2"),
        groups=(("1", "Eins", "1"), ("2", "Zwei", 'a == "A1"')), extra=quota,
    ).questionnaire  # fmt: skip

    assert [section.title for section in found.sections] == [Text("Eins de", "Eins en"), Text("Zwei de", "Zwei en")]
    assert "z" not in shown(found)
    answers = {"a": Answer("a", ("A1",)), "m": Answer("m", ("SQ1",))}
    assert (found.quotas[0].most, value_of(found.quotas[0].counts_if, Scene(found, answers, TODAY))) == (20, True)


def test_formulas_in_texts_become_places():
    found = imported(question("n", "N"), question("z", "X", text="<b>Alt:</b> {n}, {n + 1}, { kein }, {2,3}"))

    text = found.questionnaire.question("z").text.de
    assert text.startswith("Alt: {{n}}, {{z_text}}, { kein }, {2,3}")
    assert found.questionnaire.computed[0].value == Expression(
        Operator.ADD, (Expression(Operator.ANSWER, question="n"), constant(1.0))
    )


def test_equation_is_a_computed_value_that_others_use():
    found = imported(
        question("n", "N"),
        question("eq", "*", attributes={"equation": "{n * 2}"}),
        question("z", "T", relevance="eq > 9"),
    ).questionnaire

    assert "z" in shown(found, Answer("n", number=5))
    assert "z" not in shown(found, Answer("n", number=4))


def test_equations_in_a_circle_are_emptied_aloud():
    found = imported(
        question("e", "*", attributes={"equation": "{f}"}), question("f", "*", attributes={"equation": "{e}"})
    )

    assert [loss.words.en for loss in lost(found, Part.RULE)] == ["The computed value needs itself."]


def test_attributes_become_bounds_rules_and_orders():
    found = imported(
        question("n", "N", attributes={"min_num_value_n": "1", "max_num_value_n": "9", "num_value_int_only": "1"}),
        question("k", "K", attributes={"equals_num_value": "100"}),
        question("m", "M", attributes={"min_answers": "1", "max_answers": "2", "random_order": "1", "exclude_all_others": "SQ2"}),
        question("c", ":", attributes={"multiflexible_checkbox": "1"}),
        question("v", "N", attributes={"em_validation_q": "n > this"}),
    ).questionnaire  # fmt: skip

    number, several = found.question("n").bounds, found.question("m")
    assert (number.lowest, number.highest, number.step) == (1, 9, 1)
    assert [rule.message.en for rule in found.question("k").rules] == ["The sum has to be 100."]
    assert (several.min_choices, several.max_choices, several.is_shuffled) == (1, 2, True)
    assert [option.is_exclusive for option in several.options] == [False, True]
    assert found.question("c").cells is Cells.CHECK
    assert found.question("v").rules[0].holds_if.terms[1] == Expression(Operator.THIS)


def test_what_has_no_place_is_told_with_its_line():
    found = imported(question("n", "N", attributes={"time_limit": "30", "cssclass": "wide", "hidden": "1"}))

    told = {(loss.words.en, loss.is_lost) for loss in found.losses if loss.name == "n"}
    assert told == {
        ("The attribute time_limit = 30 goes.", True),
        ("What is about looks goes: cssclass.", False),
        ("The question is hidden.", False),
    }
    assert shown(found.questionnaire) == set()


def test_codes_that_are_no_identifiers_get_one_and_conditions_follow():
    found = imported(question("a", "L", answers=("1.5", "ö")), question("z", "T", relevance='a == "1.5"'))

    assert found.questionnaire.question("a").option_ids == ("1_5", "o")
    assert "z" in shown(found.questionnaire, Answer("a", ("1_5",)))


def test_informal_german_is_german_and_plain_language_plain():
    found = imported(question("a", "T"), languages=("de-informal", "de-easy", "fr")).questionnaire

    assert found.languages == ("fr", "plain", "de") or set(found.languages) == {"fr", "plain", "de"}
    assert found.question("a").text == Text.of(
        {"de": "Frage a? de-informal", "plain": "Frage a? de-easy", "fr": "Frage a? fr"}
    )


def test_texts_inside_the_tables_of_old_versions_are_read():
    rows = [
        {"qid": "1", "parent_qid": "0", "gid": "1", "type": "Y", "title": "alt", "question": f"Frage {tag}", "help": "", "language": tag, "relevance": "1"}
        for tag in ("de", "en")
    ]  # fmt: skip
    old = f"<document><LimeSurveyDocType>Question</LimeSurveyDocType><languages><language>de</language></languages>{table('questions', rows)}</document>"

    found = read_survey(old.encode(), file="q.lsq")

    assert found.questionnaire.question("alt").text == Text("Frage de", "Frage en")


def test_tab_separated_structure_is_read():
    found = read_survey(TSV.encode("utf-8-sig"), file="s.txt")

    ways = found.questionnaire.question("wege")
    assert found.source == SurveyFormat.LIMESURVEY_TSV
    assert ways.text == Text("Welche Wege?", "Which ways?")
    assert [option.text.en for option in ways.options] == ["Web", "Phone"]
    assert ways.is_mandatory
    assert shown(found.questionnaire, Answer("wege", ("web",))) == {"wege", "urteil", "note"}
    assert shown(found.questionnaire) == {"wege"}


def test_archive_gives_its_structure_and_never_its_participants():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("survey_77.lss", lss())
        archive.writestr(
            "survey_77_tokens.lst",
            "<document><tokens><rows><row><email>a@b.de</email></row></rows></tokens></document>",
        )
    found = read_survey(box.getvalue(), file="x.lsa")

    assert found.source == SurveyFormat.LIMESURVEY_ARCHIVE
    assert "survey_77_tokens.lst" in [loss.name for loss in found.losses]
    assert b"a@b.de" not in questionnaire_bytes(found.questionnaire)


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document>&b;</document>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>'


@pytest.mark.parametrize(
    "data",
    [BOMB, OUTSIDE, b"<document><a>", b"<html></html>", b"", b"\0\0", b"PK\x03\x04broken", b"just text", lss()[:900], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"],
)  # fmt: skip
def test_what_is_no_survey_is_refused(data):
    with pytest.raises(FaultyInputError) as refused:
        read_survey(data, file="bad.lss")

    assert refused.value.faults[0].file == "bad.lss"


def test_bomb_in_an_archive_is_refused():
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("survey.lss", b" " * 60_000_000)

    with pytest.raises(FaultyInputError, match="too large"):
        read_survey(box.getvalue(), file="x.lsa")


def test_script_in_a_title_does_not_stay():
    found = imported(question("a", "T", text="<script>alert(1)</script>Hallo <img src=x onerror=alert(1)>"))

    assert found.questionnaire.question("a").text.de == "Hallo [x] de"


def test_format_is_found_from_the_bytes_whatever_the_name():
    assert survey_format(lss(), file="form.xlsx") is SurveyFormat.LIMESURVEY_XML
