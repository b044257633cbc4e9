"""The whole way of one measure, with what is missing."""

from dataclasses import replace

import pytest

from factories.small_town import small_documents
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.report.graphs import graph_drawing
from leitplanke.report.measure_trace import trace_measure


@pytest.fixture(scope="module")
def documents():
    return small_documents()


def traced(documents, measure, **changes):
    kept = {name: documents[name] for name in ("strategy", "evidence", "roadmap")}
    kept |= {"replies": documents["progress"].replies, **changes}
    return trace_measure(measure, **kept)


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
