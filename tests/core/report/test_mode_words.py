import pytest
from markupsafe import Markup

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.mode_words import payment_words, staff_words
from leitplanke.report.voice import Voice
from leitplanke.strategy.model import Mode, Payment, StaffNeed

GERMAN, ENGLISH = Voice(Language.DE), Voice(Language.EN)


def mode(*staff, investive=0, consumptive=0, grant=0, payments=()):
    needs = tuple(StaffNeed(*need) for need in staff)
    return Mode("own", Text("selbst"), 8, investive, consumptive, 0, needs, grant, payments=payments)


def told(given, voice=GERMAN):
    return [str(words).replace("\u00a0", " ") for words in staff_words(given, voice=voice, unit=Markup("[{}]").format)]


@pytest.mark.parametrize(
    ("staff", "words"),
    [
        ([("it", 50)], "[it] 0,5 Stellen"),
        ([("it", 50, 1, 3), ("it", 50, 4)], "[it] 0,5 Stellen"),
        ([("it", 50, 1, 6), ("it", 20, 7)], "[it] (Monat 1–6: 0,5 Stellen, danach 0,2 Stellen)"),
        ([("it", 20, 8, 8), ("it", 50, 1, 6)], "[it] (Monat 1–6: 0,5 Stellen, Monat 8: 0,2 Stellen)"),
        ([("it", 50, 1, 1), ("it", 30, 2, 7)], "[it] (Monat 1: 0,5 Stellen, Monat 2–7: 0,3 Stellen)"),
        ([("it", 100, 3)], "[it] (Monat 3–8: 1 Stelle)"),
    ],
)
def test_staff_is_told_with_its_months_where_they_differ(staff, words):
    assert told(mode(*staff)) == [words]


def test_every_unit_is_told_in_english_too():
    given = mode(("office", 20), ("it", 50, 1, 6), ("it", 20, 7))

    assert told(given, ENGLISH) == ["[it] (months 1–6: 0.5 FTE, then 0.2 FTE)", "[office] 0.2 FTE"]


def test_payments_are_told_after_the_grant_and_what_they_leave_out_as_spread_evenly():
    paid = (Payment(1, 600_000), Payment(8, 400_000))
    given = mode(investive=1_000_000, consumptive=50_000, grant=500_000, payments=paid)

    words = [str(payment_words(given, voice=voice)).replace("\u00a0", " ") for voice in (GERMAN, ENGLISH)]

    assert words == [
        "Fällig in Monat 1: 3.000 €, in Monat 8: 2.000 €, gleichmäßig verteilt 500 €",
        "Due in month 1: €3,000, in month 8: €2,000, spread evenly €500",
    ]


def test_money_that_is_spread_evenly_or_paid_by_a_grant_is_not_told_by_month():
    assert payment_words(mode(investive=100), voice=GERMAN) == ""
    assert payment_words(mode(investive=100, grant=100, payments=(Payment(3, 100),)), voice=GERMAN) == ""
