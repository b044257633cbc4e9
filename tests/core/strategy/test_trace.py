from hypothesis import given
from hypothesis import strategies as st

from leitplanke.strategy.derive import derive_strategy
from leitplanke.strategy.model import TraceLink
from leitplanke.strategy.trace import because_of, leads_to

nodes = st.sampled_from("abcdef")
traces = st.lists(st.builds(TraceLink, because_of=nodes, leads_to=nodes), max_size=15).map(tuple)


def test_build_trace_links_findings_guardrails_goals_and_measures(draft, evidence, provenance):
    trace = derive_strategy(evidence, draft=draft, provenance=provenance).trace

    assert [(link.because_of, link.leads_to) for link in trace] == [
        ("finding:citizens.access.phone", "guardrail:analogue"),
        ("finding:citizens.areas.kita", "measure:b"),
        ("finding:citizens.areas.roads", "measure:a"),
        ("finding:companies.areas.roads", "measure:a"),
        ("finding:w1.trust", "guardrail:order"),
        ("finding:w1.trust", "measure:b"),
        ("goal:fast", "measure:b"),
        ("goal:fast", "measure:c"),
        ("goal:near", "measure:a"),
        ("goal:near", "measure:b"),
        ("guardrail:analogue", "measure:a"),
        ("guardrail:analogue", "measure:b"),
        ("guardrail:analogue", "measure:c"),
        ("guardrail:analogue", "measure:d"),
        ("guardrail:order", "measure:d"),
        ("guardrail:sparing", "measure:a"),
        ("guardrail:sparing", "measure:b"),
        ("guardrail:sparing", "measure:c"),
        ("guardrail:sparing", "measure:d"),
        ("overall_goal:ages", "goal:near"),
        ("overall_goal:work", "goal:fast"),
        ("overall_goal:work", "goal:near"),
    ]


def test_trace_is_followed_in_both_directions_nearest_first(draft, evidence, provenance):
    trace = derive_strategy(evidence, draft=draft, provenance=provenance).trace

    assert leads_to(trace, "finding:w1.trust") == ("guardrail:order", "measure:b", "measure:d")
    assert because_of(trace, "measure:d") == (
        "guardrail:analogue",
        "guardrail:order",
        "guardrail:sparing",
        "finding:citizens.access.phone",
        "finding:w1.trust",
    )
    assert leads_to(trace, "measure:d") == because_of(trace, "overall_goal:ages") == ()


def test_trace_of_every_measure_ends_at_published_findings_and_overall_goals(draft, evidence, provenance):
    trace = derive_strategy(evidence, draft=draft, provenance=provenance).trace
    published = {f"finding:{finding.id}" for finding in evidence.findings}

    findings = {node for link in trace for node in because_of(trace, link.leads_to) if node.startswith("finding:")}

    assert findings
    assert findings <= published


def test_trace_stops_in_a_circle():
    circle = (TraceLink("a", "b"), TraceLink("b", "c"), TraceLink("c", "a"))

    assert leads_to(circle, "a") == ("b", "c")
    assert because_of(circle, "a") == ("c", "b")


@given(traces)
def test_trace_directions_agree(trace):
    for first in "abcdef":
        for second in "abcdef":
            assert (second in leads_to(trace, first)) == (first in because_of(trace, second))
