from leitplanke.kernel.texts import Language
from leitplanke.report.plan_words import changes, price_sentence
from leitplanke.report.repair_words import least_line, offer_lines
from leitplanke.roadmap.answers import ChangeOffer, Mended
from leitplanke.roadmap.check import ViolationKind
from leitplanke.roadmap.earlier import Extra
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.plan_change import compare_plans
from leitplanke.roadmap.prices import Price
from leitplanke.roadmap.solve import Stop, solve

TOWN = generate(Size(10, 1, 24), seed=1)
PLAN = solve(TOWN, stop=Stop(0), seed=1).plan


def test_offers_say_how_many_change_and_what_that_keeps():
    offers = (ChangeOffer(3, (), 3, 950, 960), ChangeOffer(5, (), 4, 990, 1000), ChangeOffer(None, (), 9, 1000, 1000))

    assert list(offer_lines(offers, written=offers[1], language=Language.DE)) == [
        "Was mehr Änderungen bringen (100 %: der wertvollste gefundene Plan):",
        "  höchstens 3: 3 ändern sich, 95 % des Werts",
        "  höchstens 5: 4 ändern sich, 99 % des Werts  ← geschrieben",
        "  ohne Grenze: 9 ändern sich, 100 % des Werts",
    ]


def test_least_line_says_what_is_proven():
    found = Mended((), changes=5, least_changes=4)

    assert [least_line(found, changes=count, language=Language.EN) for count in (4, 5)] == [
        "No plan changes fewer measures.",
        "At least 4 measures have to change; a plan was found that changes 5.",
    ]


def test_least_line_promises_nothing_where_nothing_is_proven():
    found = Mended((), changes=5, least_changes=1)

    assert least_line(found, changes=5, language=Language.DE) == (
        "Gefunden ist ein Plan mit 5 Änderungen; vielleicht geht es mit weniger."
    )


def test_changes_tell_value_and_benefit_as_shares_of_the_plan_before():
    after = PLAN[1:]

    told = list(changes(TOWN, compare_plans(TOWN, PLAN, after), language=Language.EN, before=PLAN))

    lost = 1 - compare_plans(TOWN, (), after).value / compare_plans(TOWN, (), PLAN).value
    assert next(line for line in told if line.startswith("Value")) == f"Value: −{lost:.1%}"


def test_price_is_told_as_a_share_of_the_value_of_the_plan():
    whole = compare_plans(TOWN, (), PLAN).value
    same = compare_plans(TOWN, PLAN, PLAN)
    price = Price(Extra(ViolationKind.MONEY_INVESTIVE, "2027", 5_000_000), 0, whole // 10, same)

    assert price_sentence(TOWN, PLAN, price, language=Language.DE) == (
        "50.000 € mehr für Investitionen im Jahr 2027: mindestens 0 %, höchstens 10 % mehr Wert; "
        "der Plan bleibt, wie er ist."
    )
