from dataclasses import replace

from factories.documents import documents
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of
from leitplanke.report.links import OnPages
from leitplanke.report.sections.stories import build
from leitplanke.strategy.model import TraceLink

LINKS = OnPages(lambda place: f"/{place.fragment}/{place.identifier}")


def told(trace: tuple[TraceLink, ...] | None = None, language: Language = Language.DE) -> Edition:
    shown = documents()
    if trace is not None:
        shown["strategy"] = replace(shown["strategy"], trace=trace)
    return edition_of(Documents(**shown), language=language, links=LINKS)


def strongest(edition: Edition) -> str:
    """A measure that serves the first goal most strongly."""
    goal = edition.documents.strategy.draft.goals[0].id
    served = [
        (contribution.strength, measure.id)
        for measure in edition.documents.strategy.draft.measures
        for contribution in measure.contributions
        if contribution.goal == goal
    ]
    return max(served)[1]


def test_every_goal_has_one_story_with_every_measure_that_serves_it_once():
    edition = told()
    goals = edition.documents.strategy.draft.goals

    found = build(edition)

    assert found is not None
    assert [story.card.title for story in found.stories] == [edition.voice.text(goal.title) for goal in goals]
    assert [len(story.does) + len(story.also_does) for story in found.stories] == [
        sum(goal.id in {one.goal for one in m.contributions} for m in edition.documents.strategy.draft.measures)
        for goal in goals
    ]


def test_story_lets_every_audience_speak_before_any_speaks_twice():
    measure = strongest(told())
    said = ("citizens.areas.citizen_services", "citizens.areas.childcare", "companies.areas.building")
    trace = tuple(TraceLink(f"finding:{one}", f"measure:{measure}") for one in said)
    edition = told(trace)

    found = build(edition)

    assert found is not None
    assert found.stories[0].said == tuple(edition.short_finding_link(said[index]) for index in (0, 2, 1))


def test_story_counts_what_it_does_not_name():
    measure = strongest(told())
    findings = [one.id for one in told().documents.evidence.findings if one.share is not None][:5]
    edition = told(tuple(TraceLink(f"finding:{one}", f"measure:{measure}") for one in findings))

    found = build(edition)

    assert found is not None
    assert (len(found.stories[0].said), found.stories[0].more_said) == (3, "und 2 weitere")


def test_story_without_anything_said_says_nothing_about_it():
    found = build(told(()))

    assert found is not None
    assert [(story.said, story.more_said, story.rules) for story in found.stories] == [((), "", ())] * len(
        found.stories
    )


def test_answer_to_another_question_than_the_priorities_names_its_question():
    link = told().short_finding_link("citizens.channel.online")

    assert link is not None
    assert "zu „Wie möchten Sie ein Anliegen am liebsten erledigen?“:" in link
