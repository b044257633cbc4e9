from dataclasses import replace

from factories.documents import documents
from factories.every_kind import every_kind
from leitplanke.evidence.model import Theme
from leitplanke.evidence.themes import Codebook
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Answer
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of
from leitplanke.report.links import OnPages
from leitplanke.report.sections.own_answer import OwnAnswer, build
from leitplanke.strategy.model import TraceLink

LINKS = OnPages(lambda place: f"/{place.fragment}/{place.identifier}")
THEMES = (Theme("older", Text("Ältere"), ("alt", "senior")), Theme("privacy", Text("Datenschutz"), ("daten",)))
CODEBOOK = replace(Codebook.of(THEMES, every_kind()), questions=frozenset({"wish"}))


def told(*links: TraceLink) -> Edition:
    shown = documents()
    trace = links or shown["strategy"].trace
    shown["strategy"] = replace(shown["strategy"], trace=trace)
    return edition_of(Documents(**shown), language=Language.DE, links=LINKS)


def followed(*answers: Answer, edition: Edition | None = None) -> OwnAnswer:
    return build(edition or told(), answers, audience="citizens", codebook=CODEBOOK)


def test_priorities_stand_in_their_order_with_what_rests_on_them():
    edition = told(
        TraceLink("finding:citizens.areas.building", "guardrail:analogue"),
        TraceLink("finding:citizens.areas.building", "measure:m02"),
        TraceLink("finding:companies.areas.fees", "measure:m11"),
    )

    building, fees = followed(Answer("areas", ("building", "fees")), edition=edition).priorities

    assert building.finding == edition.short_finding_link("citizens.areas.building")
    assert (building.guardrails, fees.guardrails) == ((edition.link("guardrail", "analogue"),), ())
    assert [edition.link("measure", "m02") in one for one in building.measures] == [True]
    assert (fees.has_followed, fees.finding) == (False, edition.short_finding_link("citizens.areas.fees"))


def test_priority_of_which_nothing_is_published_tells_no_number():
    (said,) = followed(Answer("areas", ("culture",))).priorities

    assert (said.finding, said.has_followed) == (None, False)


def test_themes_are_read_in_own_words_and_carry_their_reply():
    found = followed(Answer("wish", text="Denken Sie an alte Leute."), Answer("name", text="daten"))

    (older,) = found.themes
    assert [str(reply.reason) for reply in older.replies] == ["Die Digital-Lotsen helfen vor Ort."]
    assert (found.priorities, found.others) == ((), ())


def test_other_answers_stand_there_only_if_something_followed():
    edition = told(TraceLink("finding:citizens.channel.phone", "measure:m04"))

    found = followed(Answer("channel", ("phone",)), Answer("st_online", ("neutral",)), edition=edition)

    assert [str(one.words) for one in found.others] == [
        str(edition.voice.text(edition.names.option("channel", "phone")))
    ]


def test_nothing_said_is_followed_by_nothing():
    assert followed() == OwnAnswer((), (), ())
