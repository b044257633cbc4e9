from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories.documents import evidence, roadmap, strategy
from leitplanke.evidence.model import Cell
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.names import names_of
from leitplanke.report.sentences import (
    agreement,
    answers_sentence,
    delay_words,
    finding_heading,
    first_choices,
    plan_sentence,
)
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import SolveStatus

DE, EN = Voice(Language.DE), Voice(Language.EN)
EVIDENCE, ROADMAP = evidence(), roadmap()
NAMES = names_of(evidence=EVIDENCE, strategy=strategy(), roadmap=ROADMAP)
SCALES = tuple(table for table in EVIDENCE.tables if table.question == "st_online")
AREAS = tuple(table for table in EVIDENCE.tables if table.question == "areas" and table.domain is None)


def test_sample_has_a_rate_and_an_open_link_has_none():
    sample, link = (answers_sentence(response, voice=DE, names=NAMES) for response in EVIDENCE.responses[:2])

    assert sample == "Bürgerinnen und Bürger: 642 von 1.309 Angeschriebenen haben geantwortet, das sind 49\xa0%."
    assert link == "Bürgerinnen und Bürger: 768 Antworten über einen offenen Zugang. Eine Rücklaufquote gibt es nicht."


def test_agreement_adds_the_agreeing_answers_and_no_others():
    assert round(agreement(SCALES[0], names=NAMES) or 0, 3) == 0.67
    assert agreement(AREAS[0], names=NAMES) is None


def test_heading_tells_the_finding_and_lets_the_sample_speak_for_its_audience():
    heading = finding_heading(SCALES, voice=EN, names=NAMES)

    assert heading == (
        "The groups differ. Those who agree: 67% (Citizens), 72% (Companies) and 48% (Administration staff)"
    )


def test_first_choices_are_three_in_order_of_rank():
    words = first_choices(EVIDENCE.priorities[0], question="areas", voice=EN, names=NAMES)

    assert words == (
        "Citizens’ office: identity cards, registration (52%), Childcare and after-school care (48%) "
        "and Building and housing (44%)"
    )


def test_plan_sentence_says_what_is_proven():
    assert "5,5\xa0% besser" in plan_sentence(ROADMAP, voice=DE)
    assert "It is proven that no other" in plan_sentence(replace(ROADMAP, status=SolveStatus.OPTIMAL), voice=EN)


def test_delay_has_words_for_every_case():
    assert [delay_words(months, voice=DE) for months in (None, 0, 1, -3)] == [
        "noch nichts gemeldet",
        "im Plan",
        "1 Monat später",
        "3 Monate früher",
    ]


def test_fallback_to_german_is_marked_as_german():
    assert EN.text(Text("Käse & Brot")) == '<span lang="de">Käse &amp; Brot</span>'
    assert EN.text(Text("Käse", "Cheese")) == "Cheese"


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_join_keeps_every_part_escaped(parts: list[str]):
    joined = DE.join([f"<b>{part}" for part in parts])

    assert "<b>" not in joined
    assert joined.count("&lt;b&gt;") == len(parts)


@given(st.floats(0.01, 0.99))
def test_agreement_is_none_once_shares_do_not_partition_the_base(share: float):
    table = replace(SCALES[0], cells=(Cell(("agree_fully",), 10, share * 0.9),))

    assert agreement(table, names=NAMES) is None
