from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories.documents import evidence, roadmap, strategy
from leitplanke.evidence.model import Cell
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Agreement
from leitplanke.report.names import Names, names_of
from leitplanke.report.sentences import (
    agreement,
    agreement_heading,
    answers_sentence,
    delay_words,
    first_choices,
    leading_heading,
    plan_sentence,
)
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import SolveStatus

DE, EN = Voice(Language.DE), Voice(Language.EN)
EVIDENCE, ROADMAP = evidence(), roadmap()
NAMES = names_of(evidence=EVIDENCE, strategy=strategy(), roadmap=ROADMAP)
SCALES = tuple(table for table in EVIDENCE.tables if table.question == "st_online")
SCALE = EVIDENCE.agreements["st_online"]


def test_sample_has_a_rate_and_an_open_link_has_none():
    sample, link = (answers_sentence(response, voice=DE) for response in EVIDENCE.responses[:2])

    assert sample == "642 von 1.309 Eingeladenen haben geantwortet, das sind 49\xa0%."
    assert link == "768 Antworten über einen offenen Zugang. Eine Rücklaufquote gibt es nicht."


def test_agreement_adds_the_agreeing_answers_and_no_others():
    assert round(agreement(SCALES[0], SCALE) or 0, 3) == 0.67
    assert agreement(SCALES[0], None) is None


def test_agreement_is_known_though_rounded_shares_do_not_add_up_to_one():
    cells = tuple(replace(cell, share=cell.share + 0.004) for cell in SCALES[0].cells)

    assert sum(cell.share for cell in cells) > 1.019
    assert round(agreement(replace(SCALES[0], cells=cells), SCALE) or 0, 3) == 0.678


def test_agreement_is_unknown_where_it_was_merged_with_other_answers():
    cells = (*SCALES[0].cells[:1], Cell(("agree_rather", "neutral"), 276, 0.43), *SCALES[0].cells[3:])

    assert agreement(replace(SCALES[0], cells=cells), SCALE) is None


def test_agreement_is_read_from_the_data_whatever_the_language_of_the_answers():
    words = Agreement(("agree_fully",), Text("sont d’accord"))

    assert agreement(SCALES[0], words) == 0.38


def test_heading_is_the_statement_with_shares_and_the_sample_speaks_for_its_audience():
    headings = [agreement_heading(SCALES, SCALE, voice=voice, names=NAMES) for voice in (DE, EN)]

    assert headings == [
        (
            "„Die Stadt soll alle Leistungen auch online anbieten“: 67\xa0% stimmen zu (Bürgerinnen und Bürger), "
            "72\xa0% (Unternehmen) und 48\xa0% (Beschäftigte der Verwaltung)"
        ),
        "“Everything online as well”: 67% agree (Citizens), 72% (Companies) and 48% (Administration staff)",
    ]


def test_heading_of_a_question_keeps_its_question_mark():
    names = Names({**NAMES.by_kind, "question": {"st_online": Text("Sind Sie zufrieden?", "Are you content?")}})

    heading = agreement_heading(SCALES[:1], Agreement(("agree_fully",), Text("sind es", "are")), voice=EN, names=names)

    assert heading == "Are you content? 38% are (Citizens)"


def test_heading_of_other_questions_names_what_leads():
    channels = tuple(table for table in EVIDENCE.tables if table.question == "channel")

    assert agreement_heading(channels, None, voice=DE, names=NAMES) is None
    assert leading_heading(channels, voice=DE, names=NAMES) == (
        "„Online, ohne Termin“ liegt vorn: 44\xa0% (Bürgerinnen und Bürger), 57\xa0% (Unternehmen) "
        "und 40\xa0% (Beschäftigte der Verwaltung)"
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


def test_text_that_is_not_there_leaves_nothing_behind():
    assert EN.text(Text("")) == ""


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_join_keeps_every_part_escaped(parts: list[str]):
    joined = DE.join([f"<b>{part}" for part in parts])

    assert "<b>" not in joined
    assert joined.count("&lt;b&gt;") == len(parts)


def test_agreement_is_none_once_an_answer_is_withheld():
    assert agreement(replace(SCALES[0], withheld=("agree_fully",)), SCALE) is None


@given(st.integers(0, 100), st.integers(0, 100))
def test_agreement_adds_up_whole_percents_whatever_the_whole_comes_to(fully: int, rather: int):
    most, some = SCALE.options
    shares = {most: fully / 100, some: rather / 100, "partly": 0.9}
    cells = tuple(Cell((option,), None, share) for option, share in shares.items())

    assert agreement(replace(SCALES[0], cells=cells), SCALE) == fully / 100 + rather / 100
