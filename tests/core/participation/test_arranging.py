"""Questions and sections in another order: nothing is lost, and a way back leads back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import EVERY_KIND, asked
from leitplanke.exchange.surveys.library import question_library
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation import arranging
from leitplanke.participation.languages import untranslated
from leitplanke.participation.lint import advice_on
from leitplanke.participation.model import ChoiceSet, QuestionKind, Section
from leitplanke.participation.readiness import unready
from leitplanke.participation.translating import translated

IDS = [question.id for question in EVERY_KIND.questions]
STEPS = st.tuples(st.sampled_from(IDS), st.sampled_from([-1, 1]))


def in_two_sections():
    first = arranging.with_section(replace(EVERY_KIND, sections=()), Section("a", Text("A"), ()))
    both = arranging.with_section(first, Section("b", Text("B"), ()))
    for name in reversed(IDS[8:]):
        for _ in IDS[IDS.index(name) :]:
            both = arranging.with_moved_question(both, name, down=1)
    return both


@given(st.lists(STEPS, max_size=12))
def test_moves_keep_every_question_and_are_taken_back_by_their_opposites(steps):
    start = here = in_two_sections()
    done = []
    for name, down in steps:
        there = arranging.with_moved_question(here, name, down=down)
        done += [(name, -down)] if there != here else []
        here = there

    assert set(here.questions) == set(start.questions)
    for name, down in reversed(done):
        here = arranging.with_moved_question(here, name, down=down)
    assert here == start


def test_sections_move_with_their_questions_and_leave_them_behind():
    both = in_two_sections()
    turned = arranging.with_moved_section(both, "b", down=-1)
    without = arranging.without_section(turned, "b")

    assert [one.id for one in turned.sections] == ["b", "a"]
    assert turned.questions[0].id == both.sections[1].questions[0]
    assert [one.id for one in without.sections] == ["a"]
    assert without.questions == turned.questions
    assert arranging.without_section(without, "a").sections == ()


def test_question_goes_to_the_end_of_the_section_that_is_named_and_stays_in_its_own():
    both = in_two_sections()
    moved = arranging.with_question_in_section(both, IDS[0], "b")

    assert moved.sections[1].questions[-1] == IDS[0]
    assert arranging.section_of(moved, IDS[0]) == "b"
    assert arranging.with_question_in_section(both, IDS[0], "a") == both
    with pytest.raises(KeyError):
        arranging.with_question_in_section(both, IDS[0], "nowhere")


def test_question_in_use_twice_or_unknown_is_refused():
    with pytest.raises(InvalidValueError, match=r"questions\.ways"):
        arranging.without_question(EVERY_KIND, "use")
    with pytest.raises(InvalidValueError, match="questions"):
        arranging.with_question(EVERY_KIND, EVERY_KIND.questions[0])
    with pytest.raises(KeyError):
        arranging.with_changed_question(EVERY_KIND, asked("new", QuestionKind.TEXT))


def test_copies_get_free_names_and_lose_conditions_that_have_nothing_to_look_at():
    copied = arranging.with_copies(EVERY_KIND, [EVERY_KIND.question("areas"), EVERY_KIND.question("ways")])
    alone = arranging.with_copies(
        replace(EVERY_KIND, questions=(), sections=(), computed=(), quotas=()), copied.questions[-1:]
    )

    assert [one.id for one in copied.questions[-2:]] == ["areas_1", "ways_1"]
    assert copied.question("ways_1").shown_if == EVERY_KIND.question("ways").shown_if
    assert alone.questions[0].shown_if is None


def test_audience_that_goes_is_forgotten_by_all_questions():
    fewer = arranging.with_audiences(EVERY_KIND, EVERY_KIND.audiences[:1])

    assert {one.audiences for one in fewer.questions} == {("citizens",)}
    assert fewer.question("wish").variants == ()


def only_for_companies(question, *options):
    return replace(
        question,
        options=tuple(replace(one, audiences=("companies",)) if one.id in options else one for one in question.options),
    )


def without_companies(question):
    there = arranging.with_changed_question(EVERY_KIND, question)
    return arranging.with_audiences(there, EVERY_KIND.audiences[:1]).question(question.id)


def copied_to_citizens(question):
    there = replace(EVERY_KIND, questions=(), sections=(), computed=(), quotas=(), audiences=EVERY_KIND.audiences[:1])
    return arranging.with_copies(there, [question]).questions[0]


@pytest.mark.parametrize("way", [without_companies, copied_to_citizens])
def test_options_of_an_audience_that_goes_are_not_shown_to_the_others(way):
    areas = way(only_for_companies(EVERY_KIND.question("areas"), "bus"))
    rounds = (ChoiceSet("s1", ("kita", "bus")), ChoiceSet("s2", ("kita", "bad")))
    best = way(only_for_companies(replace(EVERY_KIND.question("best"), sets=rounds), "bus"))

    assert [(one.id, one.audiences) for one in areas.options] == [("kita", ()), ("bad", ()), ("rad", ())]
    assert (best.option_ids, best.sets) == (("kita", "bad", "rad"), rounds[1:])


@pytest.mark.parametrize("way", [without_companies, copied_to_citizens])
@pytest.mark.parametrize(
    ("name", "options", "field"),
    [("order", ("kita", "bus", "bad", "rad"), "options"), ("areas", ("kita", "bus", "bad"), "max_choices")],
)
def test_question_that_is_left_with_too_few_options_is_refused_in_words(way, name, options, field):
    with pytest.raises(InvalidValueError, match=field) as refused:
        way(only_for_companies(EVERY_KIND.question(name), *options))

    assert refused.value.problem.de
    assert refused.value.remedy.de


@given(st.sampled_from(["de", "en", "plain", "tr"]))
def test_translation_of_every_path_is_found_at_its_path(language):
    wanted = {path: f"{language} {path}" for path, _ in EVERY_KIND.texts()}
    after = translated(EVERY_KIND, language=language, texts=wanted)

    assert {path: text.by_language()[language] for path, text in after.texts()} == wanted
    back = {path: dict(EVERY_KIND.texts())[path].by_language().get(language, "") for path in wanted}
    assert translated(after, language=language, texts=back) == EVERY_KIND


def test_library_is_complete_plain_and_ready_to_ask():
    library = question_library()

    assert {one.id for one in library.audiences} == {"citizens", "companies", "staff"}
    assert len(library.questions) > 30
    assert {"areas", "prerequisites", "barriers"} <= {one.id for one in library.questions}
    assert (untranslated(library), advice_on(library), unready(library)) == ((), (), ())
