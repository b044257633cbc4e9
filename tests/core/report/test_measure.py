from dataclasses import replace

import pytest

from factories.documents import documents, evidence, measures, progress, strategy
from leitplanke.kernel.texts import Language, Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of, measure_page
from leitplanke.report.links import OnPages
from leitplanke.report.sections.measure import build
from leitplanke.report.sections.profile import profile
from leitplanke.report.sections.trace import Step
from leitplanke.strategy.model import Payment, StaffNeed, Strategy, TraceLink


def edition(language: Language = Language.DE, **changes) -> Edition:
    given = Documents(**documents(**changes))
    return edition_of(given, language=language, links=OnPages(lambda place: f"/{place.fragment}/"))


def with_measure(**changes) -> Strategy:
    draft = strategy().draft
    changed = (replace(draft.measures[0], **changes), *draft.measures[1:])
    return replace(strategy(), draft=replace(draft, measures=changed))


def told(steps: tuple[Step, ...]) -> list[tuple]:
    return [(step.kind, step.words.striptags(), step.is_missing, told(step.because)) for step in steps]


def test_trace_leads_over_guardrails_and_goals_to_findings_clusters_laws_and_overall_goals():
    trace = build(edition(), "m00").trace

    assert told(trace.said) == [
        (
            "finding",
            "Bürgerinnen und Bürger: „Bürgerbüro: Ausweise, Meldewesen“ (52 %)",
            False,
            [],
        )
    ]
    assert told(trace.guardrails) == [
        (
            "guardrail",
            "Jede Leistung gibt es auch ohne Internet.",
            False,
            [
                ("finding", "Werkstatt Auftakt: „Es muss auch ohne Konto gehen“ (31 Punkte)", False, []),
                ("law", "Gesetz: § 12 BGG.", False, []),
            ],
        )
    ]
    assert [told(step.because) for step in trace.goals] == [
        [
            ("overall_goal", "Stadt für alle Generationen", False, []),
            ("overall_goal", "Starker Wirtschaftsstandort", False, []),
        ]
    ] * 2


def test_staff_in_stages_and_payments_are_told_beside_the_mode():
    """m00 takes four months and costs 24,000 and 9,000 euros."""
    own = strategy().draft.measures[0].modes[0]
    staged = replace(
        own,
        staff=(StaffNeed("it", 50, 1, 3), StaffNeed("it", 20, 4)),
        payments=(Payment(1, 1_000_000), Payment(4, 1_400_000)),
    )

    facts = profile(edition(strategy=with_measure(modes=(staged,))), with_measure(modes=(staged,)).draft.measures[0])

    lines = [[line.striptags() for line in lines] for _, lines in facts.facts]
    (how,) = [one for one in lines if one and one[0].startswith("Eigene Leute")]
    assert "IT-Stelle (Monat 1–3: 0,5 Stellen, danach 0,2 Stellen)" in how[0].replace("\u00a0", " ")
    assert [line.replace("\u00a0", " ") for line in how[1:]] == [
        "Fällig in Monat 1: 10.000 €, in Monat 4: 14.000 €, gleichmäßig verteilt 9.000 €"
    ]


def test_every_step_of_the_trace_that_is_there_is_a_link_but_laws():
    trace = build(edition(), "m00").trace
    steps = [*trace.said, *trace.guardrails, *trace.goals]
    steps += [below for step in steps for below in step.because]

    assert [step.kind for step in steps if "<a href=" not in step.words] == ["law"]


def test_missing_links_are_shown_as_missing():
    bare = with_measure(contributions=(), evidence=())
    cut = replace(bare, trace=(TraceLink("finding:citizens.areas.secret", "measure:m00"),))

    trace = build(edition(Language.EN, strategy=cut), "m00").trace

    assert told(trace.said) == [
        ("missing", "A finding that is not published, to protect those who answered.", True, []),
    ]
    assert told(trace.guardrails) == [("missing", "No guardrail applies to it.", True, [])]
    assert told(trace.goals) == [("missing", "No goal named.", True, [])]


def test_citation_of_a_finding_that_is_not_published_tells_nothing_about_it():
    page = measure_page(edition(strategy=with_measure(evidence=("citizens.areas.culture",))), "m00")

    assert "Eine Erkenntnis, die zum Schutz der Befragten nicht veröffentlicht ist." in page
    assert "areas.culture" not in page


def test_goal_that_serves_nothing_says_so():
    draft = strategy().draft
    goals = tuple(replace(goal, serves=()) for goal in draft.goals)

    trace = build(edition(strategy=replace(strategy(), draft=replace(draft, goals=goals))), "m00").trace

    assert [told(step.because) for step in trace.goals] == [
        [("missing", "Kein übergeordnetes Ziel genannt.", True, [])]
    ] * 2


def test_planned_measure_has_its_bar_and_what_was_reported():
    page = build(edition(), "m04")

    assert page.bar is not None
    assert 'class="work late"' in page.bar.drawing
    assert page.row is not None
    assert (page.row.delay, page.row.cause) == ("4 Monate später", "Der Anbieter liefert später.")
    assert page.examination == ()


def test_measure_that_is_examined_tells_question_assumptions_and_who_decides():
    page = build(edition(Language.EN), "m10")

    assert (page.bar, page.row) == (None, None)
    assert page.examination == (
        ("Question", "Are home visits worth their cost?"),
        ("Assumptions", "120 visits a year, half a post."),
        ("Who decides", "Town board, by June 2027"),
    )
    assert dict(page.profile.facts)["Why not?"] == ("Not in the roadmap, because it is still being examined.",)


def test_rejected_measure_gives_the_cause():
    assert build(edition(), "m19").cause == "Beschluss vom März 2026"
    assert build(edition(), "m00").cause == ""


def test_replies_that_point_to_the_measure_are_shown_and_no_others():
    guardrail = Reply("werkstatt1.one_number", ReplyKind.GUARDRAIL, "m09", Text("Gleicher Name, andere Sache."))
    changed = replace(progress(), replies=(*progress().replies, guardrail))

    page = build(edition(progress=changed), "m09")

    assert [reply.reason for reply in page.replies] == ["Die Digital-Lotsen helfen vor Ort."]


@pytest.mark.parametrize("measure", [one.id for one in measures()])
def test_page_cites_findings_of_the_evidence_report_alone(measure: str):
    page = measure_page(edition(), measure)
    published = {finding.table for finding in evidence().findings if finding.table}

    cited = {part.split('"')[0] for part in page.split("#t-")[1:]}
    assert cited
    assert cited <= published
