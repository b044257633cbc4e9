"""Whatever can be answered on a screen has its place on paper."""

from factories.every_kind import every_kind
from factories.questionnaires import EVERY_KIND
from leitplanke.kernel.texts import Text
from leitplanke.participation.paper import PaperShape, on_paper, printed


def _questions(questionnaire, audience="citizens"):
    return {one.question.id: one for section in on_paper(questionnaire, audience) for one in section.questions}


def _fields(question):
    return [(place.parts, place.value) for place in question.all_places()]


def test_every_kind_has_its_places():
    found = _questions(EVERY_KIND)

    assert _fields(found["hello"]) == []
    assert _fields(found["consent"]) == [((), "yes")]
    assert _fields(found["use"]) == [((), one) for one in ("never", "often", "other", "dont_know", "prefer_not")]
    assert _fields(found["ways"])[2:] == [(("missing",), "dont_know"), (("missing",), "prefer_not")]
    assert _fields(found["order"]) == _fields(found["coins"]) == [((one,), "") for one in ("kita", "bus", "bad", "rad")]
    assert _fields(found["stars"]) == [((), str(step)) for step in range(1, 6)]
    assert _fields(found["years"]) == _fields(found["born"]) == _fields(found["wish"]) == [((), "")]
    assert _fields(found["views"])[:3] == [(("s1",), "agree"), (("s1",), "disagree"), (("s1",), "pass")]
    assert _fields(found["grid"])[:3] == [(("hall",), "good"), (("hall",), "bad"), (("hall",), "dont_know")]
    assert _fields(found["checks"])[2:] == [(("site",), "mon"), (("site",), "tue")]
    assert _fields(found["sums"]) == [(("hall",), ""), (("site",), "")]
    assert _fields(found["lines"])[:2] == [(("hall", "was"), ""), (("hall", "wo"), "")]
    assert len(_fields(found["best"])) == 2 * sum(len(one.options) for one in EVERY_KIND.question("best").sets)


def test_numbers_count_what_is_answered_and_paper_says_what_is_for_some():
    found = _questions(every_kind())

    assert [one.number for one in found.values()] == [*range(1, 18), 0, 18]
    assert {name: one.asked_if.de for name, one in found.items() if one.asked_if.de} == {
        "why": "Nur, wenn Sie Frage 1 beantwortet haben. Sonst gehen Sie weiter."
    }
    assert found["information"].shape is PaperShape.WORDS


def test_audience_reads_its_own_words_and_earlier_answers_are_gaps():
    assert _questions(EVERY_KIND, "companies")["wish"].question.text == Text("Was braucht Ihr Betrieb?")
    assert printed(_questions(every_kind())["why"].question.text).de == "Warum „…“?"
