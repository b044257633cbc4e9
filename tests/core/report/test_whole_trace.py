"""The whole way of one thing, both ways, with what is missing."""

from dataclasses import replace

import pytest

from factories import handovers
from factories.small_town import small_documents
from leitplanke.evidence.model import FindingKind
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.report.graphs import graph_drawing
from leitplanke.report.whole_trace import ALL_MEASURES, trace_of
from leitplanke.strategy.model import TraceLink
from leitplanke.strategy.trace import because_of, leads_to


@pytest.fixture(scope="module")
def documents():
    return small_documents()


def traced(documents, measure, **changes):
    kept = {name: documents[name] for name in ("strategy", "evidence", "roadmap")}
    kept |= {"replies": documents["progress"].replies, **changes}
    return trace_of(f"measure:{measure}", **kept)


def planned(documents):
    return next(iter(documents["roadmap"].assignments)).measure


def test_way_holds_exactly_the_links_of_the_strategy_behind_the_measure(documents):
    measure = planned(documents)

    found = traced(documents, measure)

    own, known = f"measure:{measure}", {node.id for node in found.nodes}
    direct = {(one.because_of, one.leads_to) for one in documents["strategy"].trace if one.leads_to == own}
    assert direct <= set(found.links)
    assert all(cause in known and effect in known for cause, effect in found.links)
    assert (own, f"roadmap:{measure}") in found.links
    assert len(known) == len(found.nodes)


def test_reply_that_names_the_measure_follows_from_it(documents):
    measure = planned(documents)
    reply = Reply("citizens.themes.speed", ReplyKind.MEASURE, measure, Text("Ist dabei.", "Is part of it."))

    found = traced(documents, measure, replies=(reply,))

    assert found.nodes[-1].words == Text("Ist dabei.", "Is part of it.")
    assert found.links[-1] == (f"measure:{measure}", "reply:citizens.themes.speed")


def test_reply_that_something_became_a_guardrail_behind_the_measure_follows_from_the_guardrail(documents):
    measure, strategy = planned(documents), documents["strategy"]
    cause, effect = next(
        (one.because_of, one.leads_to)
        for one in strategy.trace
        if one.because_of.startswith("finding:")
        and one.leads_to.startswith("guardrail:")
        and (one.leads_to, f"measure:{measure}") in {(each.because_of, each.leads_to) for each in strategy.trace}
    )
    said, rule = cause.removeprefix("finding:"), effect.removeprefix("guardrail:")
    mine = Reply(said, ReplyKind.GUARDRAIL, rule, Text("Das ist jetzt Regel.", "This is a rule now."))
    other = Reply("nobody.said", ReplyKind.GUARDRAIL, rule, Text("Etwas anderes."))

    found = traced(documents, measure, replies=(mine, other))

    assert [(node.id, node.words) for node in found.nodes if node.kind == "reply"] == [(f"reply:{said}", mine.reason)]
    assert found.links[-1] == (effect, f"reply:{said}")
    assert (
        Text("Keine Rückmeldung nennt die Maßnahme.", "No reply to contributions names the measure.") in found.missing
    )


def test_every_missing_link_is_said(documents):
    measure = planned(documents)
    strategy = documents["strategy"]
    bare = replace(
        strategy,
        trace=(),
        draft=replace(
            strategy.draft,
            measures=tuple(
                replace(one, evidence=("nobody.knows",), contributions=()) for one in strategy.draft.measures
            ),
        ),
    )

    found = traced(documents, measure, strategy=bare, roadmap=None, replies=None)

    assert [one.en for one in found.missing] == [
        "No published finding of what people said.",
        "A piece of evidence is not published, to protect those who answered.",
        "No guardrail applies to the measure.",
        "The measure serves no named goal.",
        "The roadmap is not computed yet.",
    ]
    assert [node.kind for node in found.nodes] == ["measure"]


def with_goal(documents, **changes):
    strategy = documents["strategy"]
    return replace(strategy, draft=replace(strategy.draft, goals=handovers.strategy().draft.goals[:1]), **changes)


def way_of(documents, start, **changes):
    kept = {name: documents[name] for name in ("strategy", "evidence", "roadmap")}
    return trace_of(start, **{**kept, "replies": documents["progress"].replies, **changes})


def test_way_of_a_finding_goes_on_to_guardrails_measures_and_their_months(documents):
    strategy = documents["strategy"]
    start = next(one.because_of for one in strategy.trace if one.leads_to.startswith("guardrail:"))

    found = way_of(documents, start)

    ahead = set(leads_to(strategy.trace, start))
    planned = {f"roadmap:{one.partition(':')[2]}" for one in ahead if one.startswith("measure:")}
    assert {node.id for node in found.nodes if node.kind != "reply"} == {start, *ahead, *planned}
    assert {(one, one.replace("measure:", "roadmap:")) for one in ahead if one.startswith("measure:")} <= set(
        found.links
    )


@pytest.mark.parametrize("kind", ["guardrail", "finding", "measure"])
def test_way_goes_both_ways_and_holds_no_link_of_others(documents, kind):
    trace = documents["strategy"].trace
    start = next(one for link in trace for one in (link.because_of, link.leads_to) if one.startswith(f"{kind}:"))

    found = way_of(documents, start)

    both = {start, *because_of(trace, start), *leads_to(trace, start)}
    assert {node.id for node in found.nodes if node.kind not in {"roadmap", "reply"}} == both
    assert {link for link in found.links if {*link} <= both} == {
        (one.because_of, one.leads_to)
        for one in trace
        if {one.because_of, one.leads_to} <= {start, *because_of(trace, start)}
        or {one.because_of, one.leads_to} <= {start, *leads_to(trace, start)}
    }


def test_what_leads_nowhere_and_what_nobody_answered_is_said(documents):
    evidence, strategy = documents["evidence"], with_goal(documents, trace=())
    cluster = next(one.id for one in evidence.findings if one.kind is FindingKind.CLUSTER)
    rule, goal = strategy.draft.guardrails[0], strategy.draft.goals[0]

    missing = {
        start: [one.en for one in way_of(documents, start, strategy=strategy, replies=()).missing]
        for start in (f"finding:{cluster}", f"guardrail:{rule.id}", f"goal:{goal.id}")
    }

    assert missing[f"finding:{cluster}"] == [
        "No guardrail and no measure rests on it.",
        "A reply to this is still missing.",
    ]
    assert missing[f"guardrail:{rule.id}"][0] == "The guardrail applies to no measure."
    assert "rests on no published finding" in missing[f"guardrail:{rule.id}"][1]
    assert missing[f"goal:{goal.id}"] == [
        "No measure contributes to the goal.",
        f"The goal “{goal.title.en or goal.title.de}” serves no overall goal.",
    ]


def test_reply_to_a_cluster_follows_from_what_it_names(documents):
    trace = documents["strategy"].trace
    start, rule = next((one.because_of, one.leads_to) for one in trace if one.leads_to.startswith("guardrail:"))
    reply = Reply(start.partition(":")[2], ReplyKind.GUARDRAIL, rule.partition(":")[2], Text("Ist jetzt Regel."))

    found = way_of(documents, start, replies=(reply,))

    assert (rule, f"reply:{reply.to}") in found.links


def test_many_measures_are_one_box_in_the_picture(documents):
    strategy = with_goal(documents)
    one = strategy.draft.measures[0]
    measures = tuple(replace(one, id=f"many{number}") for number in range(40))
    goal = strategy.draft.goals[0]
    trace = tuple(TraceLink(f"goal:{goal.id}", f"measure:{measure.id}") for measure in measures)
    large = replace(strategy, draft=replace(strategy.draft, measures=measures), trace=trace)

    found = way_of(documents, f"goal:{goal.id}", strategy=large)

    assert len(found.nodes) == 41
    assert found.layout().arrows == ((f"goal:{goal.id}", ALL_MEASURES),)


def test_unknown_measure_has_no_way(documents):
    with pytest.raises(KeyError):
        traced(documents, "nothing")


def test_drawing_shows_every_thing_and_every_link_and_runs_nothing(documents):
    found = traced(documents, planned(documents))
    labels = {node.id: "<script>alert(1)</script>" for node in found.nodes}

    drawing = graph_drawing(found.layout(), labels)

    assert drawing.count("<rect") == len(found.nodes)
    assert drawing.count("<line") == len(found.links)
    assert "<script" not in drawing
    assert "style=" not in drawing
