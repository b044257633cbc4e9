from dataclasses import replace

import numpy as np
import pytest

from factories.participation import (
    AGE,
    AREA,
    OPEN,
    POPULATION,
    PROVENANCE,
    SAMPLE,
    SEX,
    THEMES,
    USE,
    WISH,
    citizens,
    question,
    record,
    town_survey,
)
from leitplanke.evidence.findings import find
from leitplanke.evidence.model import Cell, Domain, EvidenceRules, Weighting
from leitplanke.evidence.report import report_evidence
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, QuestionKind, Recruitment, Response, ResponseMode


def report(survey, populations=(POPULATION,), priority_question="areas"):
    return report_evidence(
        survey,
        populations=populations,
        themes=THEMES,
        priority_question=priority_question,
        provenance=PROVENANCE,
    )


def answered(frame, *answers_and_counts):
    """Responses by hand: each set of answers as often as said."""
    responses = []
    for answers, count in answers_and_counts:
        responses += [
            Response(len(responses) + i, "citizens", frame.id, ResponseMode.ONLINE, "1", answers) for i in range(count)
        ]
    return tuple(responses)


@pytest.fixture(scope="module")
def town():
    return report(town_survey())


def test_report_keeps_sample_and_open_frames_apart(town):
    told = [(r.frame, r.n, r.recruitment, r.weighting) for r in town.responses]

    assert told == [
        ("open", 300, Recruitment.OPEN, Weighting.NONE),
        ("sample", 400, Recruitment.SAMPLE, Weighting.RAKED),
    ]
    assert {table.base_n for table in town.tables} == {300, 400}


def test_report_tells_intervals_for_the_sample_alone(town):
    for table in (*town.tables, *town.themes):
        for cell in table.cells:
            has_interval = [value is not None for value in (cell.low, cell.high, cell.effective_n)]
            assert has_interval == [table.recruitment is Recruitment.SAMPLE] * 3
            if cell.low is not None:
                assert cell.low <= cell.share <= cell.high


def test_report_holds_no_small_cell(town):
    cells = [cell for table in (*town.tables, *town.themes) for cell in table.cells]
    comparisons = [comparison for response in town.responses for comparison in response.comparisons]

    assert min(one.n for one in (*cells, *comparisons) if one.n is not None) >= town.rules.minimum_cell


def test_report_tells_weighted_shares_in_whole_percents_and_without_their_n(town):
    raked = [table for table in (*town.tables, *town.themes) if table.weighting is Weighting.RAKED]

    for cell in (cell for table in raked for cell in table.cells):
        assert cell.n is None
        assert [edge * 100 for edge in (cell.share, cell.low, cell.high)] == pytest.approx(
            [round(edge * 100) for edge in (cell.share, cell.low, cell.high)], abs=1e-9
        )
    assert [one.design_effect for one in town.responses] == [None, 1.5]


def test_response_report_knows_rr1_and_the_population(town):
    open_link, sample = town.responses

    assert open_link.response_rate is None
    assert sample.response_rate == 400 / (2000 - 100)
    assert sample.margin_error <= 1e-9
    assert sample.design_effect > 1
    old = next(c for c in sample.comparisons if c.categories == ("old",))
    assert old.share_of_population == 4000 / 15000
    assert old.share_of_responses == old.n / 400


def test_findings_speak_for_the_sample_and_are_found_by_every_option(town):
    answers = [finding for finding in town.findings if finding.audience == "citizens"]
    rare = find(town, "citizens.use.always")

    assert {finding.n for finding in answers} == {400}
    assert rare is not None
    assert "always" in rare.options
    assert all(find(town, f"citizens.use.{option}") == rare for option in rare.options)
    assert find(town, "citizens.use.nothing") is None
    assert find(town, "w1.a").options == ("a",)


def test_not_published_names_exactly_what_cannot_be_found(town):
    possible = [f"citizens.areas.{option}" for option in AREA.option_ids]
    possible += [f"citizens.use.{option}" for option in USE.option_ids]
    possible += ["citizens.wish.written"]
    possible += [f"citizens.themes.{theme.id}" for theme in THEMES] + [f"w1.{cluster}" for cluster in "abcd"]

    assert town.not_published == tuple(name for name in possible if find(town, name) is None)
    assert "w1.b" in town.not_published


def test_report_is_the_same_whatever_the_order_of_responses(town):
    survey = town_survey()

    assert report(replace(survey, responses=survey.responses[::-1])) == town


def test_report_never_holds_a_persons_words(town):
    assert "Gut so" not in repr(town)
    assert "WARTEZEITEN" not in repr(town)


def test_priorities_come_from_the_sample(town):
    (priorities,) = town.priorities

    assert (priorities.frame, priorities.base_n) == ("sample", 400)
    assert [p.rank for p in priorities.priorities] == sorted(p.rank for p in priorities.priorities)


def test_statement_says_who_how_many_and_how_certain():
    yes, no = (Answer("use", ("often",)),), (Answer("use", ("never",)),)
    survey = record(answered(SAMPLE, (yes, 60), (no, 30), ((), 10)), (SAMPLE,), questions=(USE,))

    told = report(survey, populations=(), priority_question="use")

    assert find(told, "citizens.use.often").statement == Text(
        "Bürgerinnen und Bürger: 60\u00a0% antworten „often de“ oder „always de“ auf die Frage „use?“ "
        "(Zufallsstichprobe, n\u00a0=\u00a0100, 95-%-Bereich 50 bis 69\u00a0%).",
        "Citizens: 60% answer “often en” or “always en” to the question “use?” "
        "(random sample, n\u00a0=\u00a0100, 95% interval 50 to 69%).",
    )


def test_single_question_of_a_small_open_frame_by_hand():
    yes, no, rare = ((Answer("use", (option,)),) for option in ("often", "never", "always"))
    survey = record(answered(OPEN, (yes, 20), (no, 12), (rare, 3), ((), 5)), (OPEN,), questions=(USE,))

    (table,) = report(survey, populations=(), priority_question="areas").tables

    assert table.cells == (
        Cell(("never", "rarely", "no_answer", "dont_know", "prefer_not"), 17, 17 / 40),
        Cell(("often", "always"), 23, 23 / 40),
    )
    assert table.in_brackets


@pytest.mark.parametrize(("n", "has_report", "has_tables"), [(9, False, False), (29, True, False), (30, True, True)])
def test_small_frames_tell_less(n, has_report, has_tables):
    told = report(record(answered(OPEN, ((Answer("use", ("often",)),), 15), ((), n - 15)), (OPEN,), questions=(USE,)))
    if n < 15:
        told = report(record(answered(OPEN, ((Answer("use", ("often",)),), n)), (OPEN,), questions=(USE,)))

    assert [response.n for response in told.responses] == [n] * has_report
    assert told.frames_too_small == () if has_report else (OPEN.name,)
    assert bool(told.tables) == has_tables
    assert all(response.comparisons == () for response in told.responses) or has_tables


def test_rank_question_gives_borda_points():
    ranked = question("order", QuestionKind.RANK, ("a", "b", "c"), max_choices=2)
    first, second = (Answer("order", ("a", "b")),), (Answer("order", ("c", "a")),)
    only = (Answer("order", ("b",)),)
    survey = record(answered(OPEN, (first, 40), (second, 20), (only, 20), ((), 20)), (OPEN,), questions=(ranked,))

    (table,) = report(survey, populations=(), priority_question="order").tables

    assert [(cell.options, cell.n, cell.mean_points) for cell in table.cells] == [
        (("a",), 60, 1.0),  # 40 × 2 + 20 × 1 over 100
        (("b",), 60, 0.8),
        (("c",), 20, 0.4),
        (("no_answer", "dont_know", "prefer_not"), 20, None),
    ]


def test_points_question_tells_mean_points_over_the_base():
    shared = question("points", QuestionKind.POINTS, ("a", "b"))
    both, one, other = (
        (Answer("points", names, points),) for names, points in ((("a", "b"), (7, 3)), (("a",), (10,)), (("b",), (10,)))
    )
    people = ((both, 50), (one, 25), (other, 25), ((), 100))
    survey = record(answered(OPEN, *people), (OPEN,), questions=(shared,))

    (table,) = report(survey, populations=(), priority_question="points").tables

    assert [cell.mean_points for cell in table.cells] == [3.0, 2.0, None]  # 600 and 400 over 200


def test_open_audience_is_broken_down_by_age_and_mode():
    survey = record(citizens(np.random.default_rng(2), OPEN, 600), (OPEN,), questions=(AGE, SEX, AREA, USE, WISH))

    told = report(survey, populations=())

    parts = [table for table in told.tables if table.domain is not None]
    assert {table.question for table in parts} == {"areas"}
    assert {table.domain.variable for table in parts} == {"age", "sex", "mode"}
    assert Domain("mode", ("paper",)) in [table.domain for table in parts]
    for variable in ("age", "sex", "mode"):
        of_variable = [table for table in parts if table.domain.variable == variable]
        assert sum(table.base_n for table in of_variable) == 600
        assert len({tuple(cell.options for cell in table.cells) for table in of_variable}) == 1
    assert min(cell.n for table in parts for cell in table.cells) >= 10
    assert len({table.id for table in told.tables}) == len(told.tables)


def test_audience_with_a_sample_is_not_broken_down(town):
    assert all(table.domain is None for table in town.tables)


def test_breakdown_of_a_single_question_tells_the_rest_as_one_cell():
    survey = record(citizens(np.random.default_rng(2), OPEN, 600), (OPEN,), questions=(AGE, SEX, USE))

    parts = [t for t in report(survey, populations=(), priority_question="use").tables if t.domain is not None]

    assert all(sum(cell.n for cell in table.cells) == table.base_n for table in parts)


def test_question_may_not_take_a_reserved_name():
    survey = record((), (OPEN,), questions=(question("mode", QuestionKind.SINGLE, ("a", "b")),))

    with pytest.raises(InvalidValueError):
        report(survey)


def test_report_of_nobody_is_empty():
    told = report(record((), (OPEN, SAMPLE)))

    assert (told.responses, told.tables, told.findings) == ((), (), ())
    assert told.frames_too_small == (OPEN.name, SAMPLE.name)


def test_rules_are_told(town):
    assert town.rules == EvidenceRules()
