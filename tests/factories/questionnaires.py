"""Questionnaires with a question of every kind, and answers to them drawn by hypothesis."""

from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.participation.best_worst import balanced_sets
from leitplanke.participation.model import (
    STATEMENT_OPTIONS,
    Answer,
    Audience,
    Bounds,
    Cells,
    Computed,
    DateForm,
    Expression,
    Item,
    ItemAnswer,
    Missing,
    Operator,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Quota,
    Rule,
    Section,
    Variant,
    constant,
)

CITIZENS = Audience("citizens", Text("Bürgerinnen und Bürger", "Citizens"))
COMPANIES = Audience("companies", Text("Unternehmen", "Companies"))
AREAS = ("kita", "bus", "bad", "rad")


def asked(name, kind, options=(), items=(), **details):
    return Question(
        name,
        kind,
        Text(f"Wie ist es mit {name}?", f"How about {name}?"),
        details.pop("audiences", ("citizens", "companies")),
        tuple(Option(one, Text(f"{one} de", f"{one} en")) for one in options),
        items=tuple(Item(one, Text(f"{one} de", f"{one} en")) for one in items),
        **details,
    )


def answer_of(question, part=""):
    return Expression(Operator.ANSWER, question=question, part=part)


def equal(question, value):
    return Expression(Operator.EQUAL, (answer_of(question), constant(value)))


def chosen(question, part):
    return Expression(Operator.CHOSEN, question=question, part=part)


BELOW_100 = Expression(Operator.LESS, (Expression(Operator.THIS), constant(100.0)))
BOTH = (Missing.DONT_KNOW, Missing.PREFER_NOT)
QUESTIONS = (
    asked("hello", QuestionKind.INFORMATION),
    asked("consent", QuestionKind.CONSENT, is_mandatory=True),
    asked("use", QuestionKind.SINGLE, ("never", "often"), other=Text("anders, nämlich", "other, namely"), offers=BOTH),
    asked("areas", QuestionKind.TOP, AREAS, max_choices=2, min_choices=1, is_shuffled=True),
    asked("ways", QuestionKind.MULTIPLE, ("web", "phone"), shown_if=equal("use", "often"), offers=BOTH),
    asked("order", QuestionKind.RANK, AREAS),
    asked("coins", QuestionKind.POINTS, AREAS),
    asked("mood", QuestionKind.SCALE, bounds=Bounds(0, 10, low_end=Text("schlecht", "bad"), high_end=Text("gut"))),
    asked("stars", QuestionKind.RATING, bounds=Bounds(1, 5)),
    asked(
        "years",
        QuestionKind.NUMBER,
        bounds=Bounds(0, 120, 1, Text("Jahre", "years")),
        rules=(Rule(BELOW_100, Text("Unter 100.", "Below 100.")),),
    ),
    asked("born", QuestionKind.DATE, form=DateForm.MONTH),
    asked("name", QuestionKind.SHORT_TEXT, max_length=30),
    asked("wish", QuestionKind.TEXT, variants=(Variant("companies", Text("Was braucht Ihr Betrieb?")),)),
    asked("views", QuestionKind.STATEMENTS, items=("s1", "s2")),
    asked("grid", QuestionKind.MATRIX, ("good", "bad"), ("hall", "site"), offers=(Missing.DONT_KNOW,)),
    asked("checks", QuestionKind.MATRIX, ("mon", "tue"), ("hall", "site"), cells=Cells.CHECK),
    asked("sums", QuestionKind.MATRIX, (), ("hall", "site"), cells=Cells.NUMBER),
    asked("lines", QuestionKind.MATRIX, ("was", "wo"), ("hall", "site"), cells=Cells.TEXT),
    asked("best", QuestionKind.BEST_WORST, AREAS, sets=balanced_sets(AREAS, size=3, count=4, seed=1)),
)  # fmt: skip
EVERY_KIND = Questionnaire(
    version="2026-1",
    title=Text("Umfrage", "Survey"),
    audiences=(CITIZENS, COMPANIES),
    questions=QUESTIONS,
    sections=(
        Section("one", Text("Anfang", "Beginning"), tuple(one.id for one in QUESTIONS[:5])),
        Section("two", Text("Rest", "Rest"), tuple(one.id for one in QUESTIONS[5:]), shown_if=chosen("consent", "yes")),
    ),
    computed=(Computed("next_year", Expression(Operator.ADD, (answer_of("years"), constant(1.0)))),),
    quotas=(Quota("often", equal("use", "often"), 100, Text("Danke, genug.", "Thanks, enough.")),),
    introduction=Text("Guten Tag", "Hello"),
    languages=("de", "en"),
)

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=20).filter(
    str.strip
)


@st.composite
def answers(draw, question):  # noqa: PLR0911 - one return per kind of question
    """A content that the question accepts."""
    name, kind = question.id, question.kind
    chosen_options = st.lists(st.sampled_from(question.option_ids or ("-",)), min_size=1, unique=True)
    if kind is QuestionKind.CONSENT:
        return Answer(name, ("yes",))
    if kind is QuestionKind.SINGLE and draw(st.booleans()):
        return Answer(name, ("other",), other=draw(TEXTS))
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK}:
        most = 1 if kind is QuestionKind.SINGLE else question.max_choices
        return Answer(name, tuple(draw(chosen_options)[:most]))
    if kind is QuestionKind.POINTS:
        return Answer(name, question.option_ids, tuple(draw(st.integers(0, 9)) for _ in question.options))
    if kind in {QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.NUMBER}:
        bounds = question.bounds
        return Answer(name, number=float(draw(st.integers(int(bounds.lowest), min(int(bounds.highest), 99)))))
    if kind is QuestionKind.DATE:
        return Answer(name, text=draw(st.dates()).isoformat()[:7])
    if kind in {QuestionKind.TEXT, QuestionKind.SHORT_TEXT}:
        return Answer(name, text=draw(TEXTS))
    return Answer(name, items=tuple(draw(_rows(question))))


@st.composite
def _rows(draw, question):
    if question.kind is QuestionKind.BEST_WORST:
        return [ItemAnswer(one.id, tuple(draw(st.permutations(one.options))[:2])) for one in question.sets]
    if question.kind is QuestionKind.STATEMENTS:
        return [ItemAnswer(one, (draw(st.sampled_from(STATEMENT_OPTIONS)),)) for one in question.item_ids]
    found = []
    for item in question.item_ids:
        options = draw(st.lists(st.sampled_from(question.option_ids or ("-",)), min_size=1, unique=True))
        match question.cells:
            case Cells.CHOICE:
                found.append(ItemAnswer(item, (options[0],)))
            case Cells.CHECK:
                found.append(ItemAnswer(item, tuple(options)))
            case Cells.NUMBER:
                found.append(ItemAnswer(item, number=float(draw(st.integers(-9, 9)))))
            case Cells.TEXT:
                found += [ItemAnswer(item, text=draw(TEXTS), column=column) for column in options]
    return found


@st.composite
def answer_sets(draw, questionnaire=EVERY_KIND):
    """Answers to all questions that are shown to citizens."""
    given = [
        draw(answers(question)) for question in questionnaire.questions if question.kind is not QuestionKind.INFORMATION
    ]
    often = any(one.question == "use" and one.options == ("often",) for one in given)
    return tuple(one for one in given if one.question != "ways" or often)
