"""A page that was sent: nothing that stood on it is lost."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from factories.questionnaires import EVERY_KIND
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Answer,
    Audience,
    Expression,
    ItemAnswer,
    Operator,
    Option,
    Question,
    QuestionKind,
)
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.forms.begin import BeginForm
from leitplanke_web.participation.forms.paper import PrintForm
from leitplanke_web.participation.mapping.own_answer import said
from leitplanke_web.participation.mapping.paper_entry import PaperForm
from leitplanke_web.participation.mapping.sheets import CHECK, Filled, Sheet, Style
from leitplanke_web.participation.mapping.shown import Reader
from leitplanke_web.participation.templatetags.participation import runs
from leitplanke_web.participation.tickets import Ticket

NO = Expression(Operator.CHOSEN, question="cycle", part="no")
QUESTIONS = (
    Question(
        "cycle", QuestionKind.SINGLE, Text("Fahren Sie Rad?"), ("citizens",),
        (Option("yes", Text("ja")), Option("no", Text("nein"))),
    ),
    Question("why", QuestionKind.TEXT, Text("Warum nicht?"), ("citizens",), shown_if=NO),
)  # fmt: skip


def filled(entries):
    asked = QuestionnaireValue("1", Text("Rad"), (Audience("citizens", Text("Alle")),), QUESTIONS)
    sheet = Sheet(Ticket(1, "citizens", "open", "", 0, 0), "", 1, style=Style.SEVERAL, page="cycle", entries=entries)
    return Filled(asked, "citizens", sheet, date(2026, 9, 1))


def test_answer_to_a_question_that_depends_on_one_of_the_same_page_is_kept():
    # the page carries nothing of its own questions but what is typed into them
    sent = filled({}).with_typed({"q:cycle": ["no"], "q:why": ["Zu steil."]})

    assert sent.answers == {"cycle": Answer("cycle", ("no",)), "why": Answer("why", text="Zu steil.")}


def test_change_leads_to_what_it_brings_up_once_even_on_the_same_page():
    changed = filled({"q:cycle": ["yes"]}).to_change("cycle").with_typed({"q:cycle": ["no"]})

    there = changed.after_change(())

    assert (there.sheet.page, there.sheet.checked) == ("cycle", ("cycle", "why"))
    assert there.after_change(()).sheet.page == CHECK


def test_change_leads_to_what_it_made_faulty():
    answered = filled({"q:cycle": ["no"], "q:why": ["Zu steil."]})
    one_a_page = answered.with_sheet(replace(answered.sheet, style=Style.ONE)).to_change("cycle")

    assert one_a_page.after_change({"why"}).sheet.page == "why"
    assert one_a_page.after_change(()).sheet == replace(one_a_page.sheet, page=CHECK, checked=())


def test_what_was_emptied_on_such_a_page_is_empty():
    sent = filled({"q:why": ["Zu steil."]}).with_typed({"q:cycle": ["no"], "q:why": [""]})

    assert sent.answers == {"cycle": Answer("cycle", ("no",))}


@pytest.mark.parametrize(("promised", "offered"), [(("de",), ["de"]), (("en", "de"), ["en", "de"]), ((), ["de", "en"])])
def test_people_choose_among_the_languages_that_were_promised(promised, offered):
    value = replace(EVERY_KIND, languages=promised)  # its texts are written in German and English

    begin, paper = BeginForm(needs_code=False, questionnaire=value), PrintForm(frames=(), questionnaire=value)

    assert [tag for tag, _ in begin.fields["language"].choices] == offered
    assert [tag for tag, _ in paper.fields["language"].choices] == offered
    assert begin["language"].is_hidden == (len(offered) == 1)


def test_sheet_from_paper_calls_no_question_voluntary_or_needed():
    paper = PaperForm(EVERY_KIND, "citizens", {}, date(2026, 9, 1))

    assert {one.tells_duty for one in paper.shown(Reader("de", "de"), {})} == {False}
    assert EVERY_KIND.question("consent").is_mandatory


@pytest.mark.parametrize(
    ("pages", "german", "english"),
    [
        ((3,), "3", "3"),
        ((3, 4), "3 und 4", "3 and 4"),
        ((3, 4, 5, 6), "3 bis 6", "3 to 6"),
        ((1, 3, 4, 5, 8), "1, 3 bis 5 und 8", "1, 3 to 5 and 8"),
    ],
)
def test_pages_that_lack_are_told_in_words(pages, german, english):
    with override("de"):
        assert runs(pages) == german
    with override("en"):
        assert runs(pages) == english


def test_holder_of_a_receipt_reads_every_priority_and_nothing_about_the_person():
    questions = tuple(replace(one, about_person=one.id == "coins") for one in EVERY_KIND.questions)
    asked = replace(EVERY_KIND, questions=questions)
    best, worst = asked.question("best").sets[0].options[:2]
    first, second = asked.question("areas").option_ids[:2]
    given = (
        Answer("areas", (first,)),
        Answer("order", (second, first)),
        Answer("coins", (first,), points=(3,)),
        Answer("mood", number=7),
        Answer("best", items=(ItemAnswer(asked.question("best").sets[0].id, (best, worst)),)),
    )

    told = said(asked, given, audience="citizens", priority_question="areas", language="de", today=date(2026, 9, 1))

    assert [(question.text, lines) for question, lines in told] == [
        ("Wie ist es mit areas?", (f"{first} de",)),
        ("Wie ist es mit order?", (f"{second} de", f"{first} de")),
        ("Wie ist es mit best?", (f"am wichtigsten {best} de, am unwichtigsten {worst} de",)),
    ]
