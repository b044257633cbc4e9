"""A page that was sent: nothing that stood on it is lost."""

from dataclasses import replace
from datetime import date

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Audience, Expression, Operator, Option, Question, QuestionKind
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.mapping.sheets import CHECK, Filled, Sheet, Style
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
