"""The catalogue that is shipped, and what a town takes from it."""

from dataclasses import replace

import pytest

from leitplanke.exchange.catalogue import read_catalogue, shipped_catalogue
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.catalogue import (
    Catalogue,
    ElementDefaults,
    measure_from_element,
    newer_fields,
    suggested_needs,
    with_element,
)
from leitplanke.strategy.model import MeasureState

DEFAULTS = ElementDefaults("M1", "services", "registry", "office", "Magistrat", "2027-06")


@pytest.fixture
def element():
    return shipped_catalogue().element("E38")


def test_every_element_is_told_in_both_languages_with_its_place():
    found = shipped_catalogue()

    assert len(found.elements) == 48
    texts = [text for one in found.elements for text in (one.name, one.description)]
    texts += [rule.text for one in found.elements for rule in one.rules]
    texts += [cost.amount for one in found.elements for cost in one.costs]
    assert [text for text in texts if not text.de or not text.en] == []
    assert all(need in {one.id for one in found.elements} for one in found.elements for need in one.requires)
    assert {one.id for one in found.elements if not one.is_own} == {"E45"}


@pytest.mark.parametrize("identifier", ["E04", "E20", "E05", "E22"])
def test_what_nobody_read_is_marked_to_be_checked(identifier):
    assert "zu prüfen" in shipped_catalogue().element(identifier).legal_basis


def test_measure_begins_with_the_words_of_its_element_and_calls_no_figure_an_estimate(element):
    made = measure_from_element(element, DEFAULTS)

    assert (made.title, made.element, made.state) == (element.name, "E38@1", MeasureState.UNDER_EXAMINATION)
    assert made.modes[0].investive_cents == made.modes[0].consumptive_cents == 0
    assert "Einzelfall anderswo, keine Schätzung: 1.500 Euro netto einmalig (Bergkamen 2022)." in (
        made.examination.assumptions.de
    )


def test_prerequisites_are_suggested_from_the_towns_own_measures(element):
    made = measure_from_element(element, DEFAULTS)
    security = replace(made, id="M2", element="E02")
    booking = replace(made, id="M3", element="E16@1")

    needs = suggested_needs(made, measures=(made, security, booking), catalogue=shipped_catalogue())

    assert (needs.requires, needs.helps) == (("M2",), ("M3",))
    assert [one.id for one in needs.missing] == ["E08"]
    known = replace(made, requires=("M2",))
    assert suggested_needs(known, measures=(known, security), catalogue=shipped_catalogue()).requires == ()
    assert suggested_needs(replace(made, element=""), measures=(), catalogue=shipped_catalogue()) is None


def test_new_version_of_an_element_changes_nothing_until_a_person_picks(element):
    mine = replace(measure_from_element(element, DEFAULTS), title=Text("Unser Mobil"))
    newer = replace(element, version=2, description=Text("Neu", "New"))
    catalogue = Catalogue(
        "2", (newer, *(replace(newer, id=one, requires=(), helps=()) for one in ["E02", "E08", "E16", "E39"])), ()
    )
    catalogue = replace(catalogue, elements=tuple(replace(one, rules=element.rules) for one in catalogue.elements))

    assert newer_fields(mine, catalogue=shipped_catalogue()) == ()
    assert newer_fields(mine, catalogue=catalogue) == ("title", "description")
    picked = with_element(mine, newer, ["description"])
    assert (picked.title.de, picked.description.de, picked.element) == ("Unser Mobil", "Neu", "E38@2")
    assert newer_fields(picked, catalogue=catalogue) == ()


def test_catalogue_that_leads_nowhere_or_round_cannot_be_built(element):
    with pytest.raises(InvalidValueError, match="Leads nowhere"):
        Catalogue("1", (element,), ())
    with pytest.raises(InvalidValueError, match="Leads nowhere"):
        Catalogue("1", (replace(element, requires=("E38",), helps=()),), ())


def test_faulty_catalogue_is_refused_by_row():
    with pytest.raises(FaultyInputError, match="row 3"):
        read_catalogue('version = "1"\nsources = []\n[[elements]]\nid = "E1"\n', file="a.toml")
