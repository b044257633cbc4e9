from dataclasses import replace

import pytest

from factories.documents import documents, roadmap, strategy
from factories.small_town import small_documents
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of
from leitplanke.report.links import InOneFile
from leitplanke.report.parts import method_words
from leitplanke.report.sections import glance, goals, plan
from leitplanke.report.sections.breakdowns import breakdowns
from leitplanke.report.sections.comparison import comparison
from leitplanke.report.sections.resources import money


def edition(given: dict, language: Language = Language.DE) -> Edition:
    return edition_of(Documents(**given), language=language, links=InOneFile(language))


def test_waiting_is_one_sentence_with_money_counted_once():
    waiting = [glance.build(edition(documents(), language)).waiting for language in Language]

    assert waiting == [
        "15 Maßnahmen warten auf Personal, 8 auf Geld und 8 darauf, dass eine andere fertig wird; manche auf mehreres.",
        "15 measures wait for staff, 8 for money and 8 for another one to be finished; some for several things.",
    ]


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ((), "Geld je Haushaltsjahr"),
        (("investive",), "Geld je Haushaltsjahr; was ein Jahr investiv übrig lässt, gilt später weiter"),
        (("consumptive",), "Geld je Haushaltsjahr; was ein Jahr konsumtiv übrig lässt, gilt später weiter"),
        (("investive", "consumptive"), "Geld je Haushaltsjahr; was ein Jahr übrig lässt, gilt später weiter"),
    ],
)
def test_table_of_money_says_what_carries_over(kinds, words):
    given = documents()
    profile = replace(given["profile"], **{f"{kind}_carries_over": True for kind in kinds})

    assert money(edition(given | {"profile": profile})).grid.caption == words


def test_table_that_was_kept_says_so():
    given = documents()
    table = next(one for one in given["evidence"].tables if one.domain is None)
    kept = edition(given | {"evidence": replace(given["evidence"], kept=(table.id,))})

    assert "Stand der vorigen Fassung" in method_words(kept, table)
    assert "Stand der vorigen Fassung" not in method_words(edition(given), table)


def test_parts_of_an_open_survey_tell_where_they_lie_furthest_apart():
    (by_age,) = breakdowns(edition(documents()))

    assert by_age.title == "Bürgerinnen und Bürger nach Alter"
    assert by_age.difference == (
        "Am weitesten auseinander: „Angebote für Ältere“ nennen 50\xa0% (65 und älter) und 10\xa0% (16 bis 29)."
    )
    assert [(part.title, part.base) for part in by_age.parts] == [
        ("16 bis 29", "n\xa0=\xa0120"),
        ("30 bis 64", "n\xa0=\xa0121"),
        ("65 und älter", "n\xa0=\xa0122"),
    ]


def test_comparison_lists_what_is_only_in_one_selection_and_shows_benefit_relative_to_this_one():
    compared = comparison(edition(small_documents(), Language.EN))

    assert compared is not None
    assert [selected.title for selected in compared.selections] == [
        "Only in this roadmap (2)",
        "Only in the other selection (1)",
        "In both (1)",
    ]
    assert [row[1:] for row in compared.sums.rows] == [("3", "2"), ("€70,000", "€50,000"), ("100", "81")]
    assert comparison(edition(documents())) is None


def test_what_all_lines_share_is_said_once():
    lines = tuple(
        replace(line, start=roadmap().first_month, end=roadmap().first_month, lead_unit="it")
        for line in roadmap().assignments
    )
    same = plan.build(edition(documents(roadmap=replace(roadmap(), assignments=lines))))
    different = plan.build(edition(documents()))

    assert same is not None
    assert different is not None
    assert (same.lines.common.period, same.lines.common.unit) == ("Jan\xa02026", "IT-Stelle")
    assert (different.lines.common.period, different.lines.common.unit) == ("", "")


def test_ranking_is_left_out_where_it_repeats_the_only_vote():
    given = strategy()
    weights = replace(given.draft.weights, goals_percent=0, support_percent=100, audience_percent={"citizens": 100})
    vote = replace(given, draft=replace(given.draft, weights=weights))

    shown = goals.build(edition(documents(strategy=vote)))

    assert shown is not None
    assert shown.rankings == ()
    assert shown.weights.startswith("Es zählt allein der Zuspruch der Befragten. Festgelegt von: Arbeitsgruppe")


def test_goal_tells_its_numbers_with_their_unit():
    shown = goals.build(edition(documents()))

    assert shown is not None
    assert [(card.baseline, card.target) for card in shown.aims[0].goals][:1] == [("22\xa0%", "80\xa0%")]
