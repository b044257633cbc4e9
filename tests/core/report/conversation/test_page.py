import re
from dataclasses import replace

import pytest

from factories.conversation import vote_matrix
from leitplanke.evidence.opinions import Direction, Portion, group_opinions, report_opinions
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.conversation import render_opinions, sentences
from leitplanke.report.conversation.shares import portion_words
from leitplanke.report.voice import Voice

VOTES = vote_matrix(copies=3)
REPORT = report_opinions(VOTES, group_opinions(VOTES, seed=1, smallest=10), seed=1)


def test_sentences_tell_groups_and_what_unites_divides_and_is_typical():
    told = list(sentences(REPORT, topic="Busse", language=Language.DE))

    assert told[:2] == [
        "Meinungsgruppen: Busse",
        "3 Gruppen stimmen je für sich ähnlich ab: A mit 117 Personen, B mit 90 Personen und C mit 63 Personen.",
    ]
    headings = [line for line in told if line.startswith("Was ")]
    assert headings == [
        "Was verbindet",
        "Was trennt",
        *(f"Was für Gruppe {group} typisch ist" for group in "ABC"),
    ]
    at = told.index("Was verbindet")
    assert told[at + 1] == "  Aussage 1"
    assert re.fullmatch(r"    In jeder Gruppe stimmt die Mehrheit zu: A \d+.%, B .+, C .+\.", told[at + 2])


def test_english_is_complete():
    told = "\n".join(sentences(REPORT, topic="", language=Language.EN))

    assert told.startswith("Opinion groups\nThere are 3 groups of people who vote alike")
    assert not re.search(r"\b(Gruppe \w|stimmt|lehnt|Mehrheit)\b", told)


def test_page_shows_a_bar_per_group_and_loads_nothing():
    page = render_opinions(REPORT, topic="Busse", notes=(Text("Ein Hinweis.", "A note."),))

    told = len(REPORT.unites) + len(REPORT.divides) + len(REPORT.represents)
    assert page.count('<svg class="chart bar"') == 2 * 3 * told
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert page.count("Ein Hinweis.") == page.count("A note.") == 1


def test_what_people_wrote_is_escaped():
    first = replace(REPORT.statements[1], text="<b>Busse</b> & Bahn")
    page = render_opinions(
        replace(REPORT, statements=(first, *REPORT.statements[2:], REPORT.statements[0])), topic="<i>"
    )

    assert "&lt;b&gt;Busse&lt;/b&gt; &amp; Bahn" in page
    assert "<b>" not in page
    assert "<i>" not in page


@pytest.mark.parametrize(
    ("portion", "n", "expected"),
    [
        (Portion(61, 61), 100, "61 %"),
        (Portion(91, 100), 100, "mindestens 91 %"),
        (Portion(0, 9), 100, "höchstens 9 %"),
        (Portion(31, 40), 49, "[31 % bis 40 %]"),
        (None, 100, "nicht gezeigt"),
    ],
)
def test_shares_in_words(portion, n, expected):
    assert portion_words(portion, n=n, voice=Voice(Language.DE)).replace("\u00a0", " ") == expected


def test_same_report_same_page():
    assert render_opinions(REPORT, topic="") == render_opinions(REPORT, topic="")
    assert Direction("agree") is Direction.AGREE
