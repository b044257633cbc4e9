"""An examination goes with its measure until it has an outcome, and stays with it then."""

from dataclasses import replace

import pytest

from leitplanke.exchange.catalogue import shipped_catalogue
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.catalogue import ElementDefaults, measure_from_element
from leitplanke.strategy.model import MeasureState


@pytest.fixture
def measure():
    defaults = ElementDefaults("M1", "services", "registry", "office", "Magistrat", "2027-06")
    return measure_from_element(shipped_catalogue().element("E16"), defaults)


def test_measure_that_is_decided_keeps_question_assumptions_and_outcome(measure):
    examined = replace(measure.examination, outcome=Text("Es lohnt sich."))

    decided = replace(measure, state=MeasureState.DECIDED, examination=examined)

    assert decided.examination == examined


def test_measure_cannot_go_on_without_an_outcome_nor_be_examined_without_a_question(measure):
    with pytest.raises(InvalidValueError, match="no outcome yet"):
        replace(measure, state=MeasureState.REJECTED)
    with pytest.raises(InvalidValueError, match="needs question"):
        replace(measure, examination=None)
