"""A second published version tells nothing of few people beside the first."""

from dataclasses import replace

import pytest

from factories.participation import OPEN, PROVENANCE, SEX, question, record
from leitplanke.evidence.report import report_evidence
from leitplanke.evidence.versions import keep_published
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, QuestionKind, Response, ResponseMode

USE = question("use", QuestionKind.SINGLE, ("never", "often", "always"))
TOOLS = question("tools", QuestionKind.MULTIPLE, ("form", "app", "call"))
FIRST = {("f", "never", ("form",)): 40, ("m", "often", ("app",)): 60, ("f", "always", ("form", "app", "call")): 30}


def report_on(*groups, questions=(SEX, USE, TOOLS), asked="use"):
    """The report on so many people of each sex, use and tools."""
    responses = []
    for people in groups:
        for (sex, use, tools), n in people.items():
            answers = (Answer("sex", (sex,)), Answer("use", (use,)), Answer("tools", tools))
            given = tuple(one for one in answers if one.question in {q.id for q in questions})
            responses += [Response(0, "citizens", OPEN.id, ResponseMode.ONLINE, "1", given)] * n
    survey = record(tuple(responses), (OPEN,), questions=questions)
    return report_evidence(survey, populations=(), themes=(), priority_question=asked, provenance=PROVENANCE)


@pytest.fixture(scope="module")
def first():
    return report_on(FIRST)


def bases(report):
    return {(table.id, table.base_n) for table in report.tables if table.domain is None}


def test_same_answers_are_told_as_they_are(first):
    assert keep_published(first, [first]) is first


def test_three_who_came_later_change_no_table(first):
    second = report_on(FIRST, {("m", "never", ("call",)): 3})

    told = keep_published(second, [first])

    assert told.tables == first.tables
    assert told.findings == first.findings
    assert told.priorities == first.priorities
    assert told.responses[0].comparisons == first.responses[0].comparisons
    assert told.responses[0].n == 133
    assert told.kept == (*(table.id for table in first.tables), "citizens.open")


def test_many_who_came_later_are_told(first):
    second = report_on(FIRST, FIRST)

    assert keep_published(second, [first]) is second


def test_only_the_table_that_would_tell_is_kept(first):
    """All who came never used it, so `often` and `always` got nobody; by tools they are many on every side."""
    second = report_on(
        FIRST,
        {("f", "never", ("form",)): 12, ("m", "never", ("app", "call")): 12, ("f", "never", ("form", "call")): 12},
    )

    told = keep_published(second, [first])

    assert bases(told) == {("citizens.open.use", 130), ("citizens.open.tools", 166)}
    assert "citizens.open.use" in told.kept
    assert "citizens.open.tools" not in told.kept
    assert {finding.n for finding in told.findings if finding.id.startswith("citizens.use.")} == {130}


def test_few_who_left_are_not_told(first):
    second = report_on({**FIRST, ("f", "never", ("form",)): 38})

    assert bases(keep_published(second, [first])) == bases(first)


def test_many_answers_that_were_taken_back_are_told(first):
    second = report_on({key: n - 15 for key, n in FIRST.items()})

    assert bases(keep_published(second, [first])) == {("citizens.open.use", 85), ("citizens.open.tools", 85)}


def test_answer_that_is_told_alone_for_the_first_time_betrays_nobody_who_was_merged():
    """Seven were merged with eleven; now that many came both stand alone, and how many came to each stays open."""
    few = {("f", "never", ("form",)): 7, ("m", "often", ("app",)): 11, ("f", "always", ("form", "app", "call")): 60}
    many = dict.fromkeys(few, 25)
    before, after = report_on(few), report_on(few, many)

    assert before.tables[0].cells[0].options == ("never", "often")
    assert keep_published(after, [before]) is after


def test_version_is_compared_with_every_one_before(first):
    """Beside the second alone there are many; beside the first, which was taken back, three."""
    later = report_on(FIRST, {("m", "never", ("call",)): 3})
    between = report_on(FIRST, FIRST)

    told = keep_published(later, [first, between])

    assert bases(told) == bases(between)


def test_report_that_was_kept_stays_as_it_is(first):
    second = report_on(FIRST, {("m", "never", ("call",)): 3})
    told = keep_published(second, [first])

    assert keep_published(told, [first]) is told


def test_table_whose_words_are_gone_is_not_told_at_all(first):
    renamed = replace(USE, options=tuple(replace(o, id=f"{o.id}_x") for o in USE.options))
    people = {(sex, f"{use}_x", tools): n for (sex, use, tools), n in FIRST.items()}
    second = report_on(people, {("m", "never_x", ("call",)): 3}, questions=(SEX, renamed, TOOLS))

    told = keep_published(second, [first])

    assert {table.question for table in told.tables} == {"tools"}
    assert {"citizens.use.never_x", "citizens.use.often_x"} <= set(told.not_published)
    assert told.priorities == ()


def test_new_question_is_told():
    second = report_on(FIRST, FIRST)
    before = report_on(FIRST, questions=(SEX, USE))

    assert keep_published(second, [before]) is second


def test_new_survey_has_a_frame_of_its_own(first):
    wave = replace(OPEN, id="open_2028", name=Text("Offener Link 2028"))
    answers = (Answer("sex", ("f",)), Answer("use", ("never",)))
    responses = tuple(Response(0, "citizens", wave.id, ResponseMode.ONLINE, "1", answers) for _ in range(60))
    survey = record(responses, (wave,), questions=(SEX, USE))
    second = report_evidence(survey, populations=(), themes=(), priority_question="use", provenance=PROVENANCE)

    assert keep_published(second, [first]) is second
