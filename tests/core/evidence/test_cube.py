from collections import Counter

from factories.participation import OPEN, POPULATION, SAMPLE, THEMES, town_survey
from leitplanke.evidence.asked import all_asked, possible_answers
from leitplanke.evidence.columns import frame_cubes, lay_out
from leitplanke.evidence.engines.embedded import count_answers
from leitplanke.evidence.themes import Codebook
from leitplanke.participation.model import Missing


def cubes_of(survey, populations=(POPULATION,), themes=THEMES):
    asked = {audience.id: all_asked(survey, audience.id, themes) for audience in survey.questionnaire.audiences}
    codebook = Codebook.of(themes, survey.questionnaire)
    columns, layouts = lay_out(survey, asked=asked, populations=populations, codebook=codebook)
    cube = count_answers(columns)
    return tuple(part for layout in layouts for part in frame_cubes(cube, layout))


def test_cube_counts_what_a_loop_over_responses_counts():
    survey = town_survey(n_sample=80, n_open=50)

    for cube in cubes_of(survey):
        responses = [response for response in survey.responses if response.frame == cube.frame.id]
        expected = Counter()
        for response in responses:
            answers = {answer.question: answer for answer in response.answers}
            for name in ("age", "sex", "areas", "use"):
                answer = answers[name]
                expected.update((name, option) for option in answer.options or (answer.missing.value,))
            expected["mode", response.mode.value] += 1
            expected["wish", "written" if "wish" in answers else "no_answer"] += 1

        assert cube.size == len(responses)
        for question in cube.questions:
            if question.id != "themes":
                counts = cube.totals(question.id, possible_answers(question))
                assert counts == [expected[question.id, answer] for answer in possible_answers(question)]


def test_cube_of_a_weighted_audience_is_spanned_by_its_margins():
    cubes = cubes_of(town_survey(n_sample=80, n_open=50))

    assert [cube.frame for cube in cubes] == [OPEN, SAMPLE]
    assert {cube.variables for cube in cubes} == {("age", "sex")}
    assert all(len(cube.base) <= 8 for cube in cubes)


def test_cube_does_not_depend_on_the_order_of_responses():
    survey = town_survey(n_sample=60, n_open=40)
    turned = type(survey)(
        survey.provenance, survey.questionnaire, survey.frames, survey.responses[::-1], survey.workshops
    )

    for one, other in zip(cubes_of(survey), cubes_of(turned), strict=True):
        for question in one.questions:
            for answer in possible_answers(question):
                assert (one.people(question.id, (answer,)) == other.people(question.id, (answer,))).all()


def test_cube_counts_who_wrote_nothing():
    survey = town_survey(n_sample=80, n_open=50)
    silent = sum(not any(a.text for a in r.answers) for r in survey.responses if r.frame == "sample")

    _, sample = cubes_of(survey)

    assert sample.totals("themes", (Missing.NO_ANSWER.value,)) == [silent]
