"""What a room weighed becomes weights of the priorities, with setter, day and source."""

from datetime import date

import pytest
from django_scopes import scope

from factories.accounts import signed_in
from factories.process import weighed
from factories.web import person_in
from factories.workshops import led, planned
from leitplanke.exchange.priority_files import entries_files, read_entries
from leitplanke.strategy.priority_criteria import default_criteria
from leitplanke.strategy.priority_model import CriterionWeights, PriorityEntries, WeightWay
from leitplanke_web.strategy.queries import priority_entries
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db
IDS = [one.id for one in default_criteria()]
SOURCE = "Werkstatt „Was zählt?“, 2026-12-01, Schritt „Punkte verteilen“, 5 Personen"


@pytest.fixture
def editor(town):
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Edda", email="edda@example.org")


@pytest.fixture
def address(town, editor):
    held = weighed(town, editor)
    return f"/{town.pk}/arbeit/prioritaeten/werkstatt/{held.identifier}/swing/"


def given(**changed: str) -> dict[str, str]:
    topics = {f"topic-{one}": one for one in IDS}
    rest = {"audience-citizens": "citizens", "set_by": "Lenkungskreis", "set_on": "2026-12-03", "version": "0"}
    return {**topics, **rest, **changed}


def stored(town):
    with scope(town=town):
        return priority_entries(town)


def test_weights_of_a_group_are_taken_over_with_setter_day_and_source(town, editor, address):
    client = signed_in(editor)

    answer = client.post(address, given())

    points = {"benefit": 50.0, "inclusion": 30.0, "goals": 20.0, "relief": 0.0, "effort": 0.0, "risk": 0.0}
    expected = CriterionWeights(
        "citizens", points, WeightWay.WORKSHOP, "Lenkungskreis", date(2026, 12, 3), source=SOURCE
    )
    assert answer.status_code == 302
    assert stored(town).weights == (expected,)
    page = client.get(f"/{town.pk}/arbeit/prioritaeten/").content.decode()
    assert SOURCE in page
    assert "von Lenkungskreis am 3. Dezember 2026" in page


def test_everybody_can_be_an_audience_and_both_are_kept(town, editor, address):
    signed_in(editor).post(address, given(**{"audience-everybody": "room"}))

    assert [one.audience for one in stored(town).weights] == ["room", "citizens"]


def test_comparisons_are_taken_over_as_their_principal_weights(town, editor, address):
    signed_in(editor).post(address.replace("swing", "pairs"), given())

    assert stored(town).weights[0].points == {
        "benefit": 37.5, "inclusion": 12.5, "goals": 12.5, "relief": 12.5, "effort": 12.5, "risk": 12.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"set_by": ""}, "set_by"),
        ({"set_on": "gestern"}, "set_on"),
        ({"audience-citizens": ""}, "__all__"),
        ({"audience-everybody": "citizens"}, "audience-citizens"),
        ({"topic-risk": "benefit"}, "topic-risk"),
        ({"topic-risk": "nowhere"}, "topic-risk"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(town, editor, address, changed, field):
    answer = signed_in(editor).post(address, given(**changed))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert stored(town) is None


def test_nothing_is_overwritten_if_somebody_was_faster(town, editor, address):
    client = signed_in(editor)
    client.post(address, given())

    late = client.post(address, given(set_by="Rat"))
    again = client.post(address, given(set_by="Rat", version=str(late.context["version"])))

    assert (late.status_code, again.status_code, stored(town).weights[0].set_by) == (409, 302, "Rat")


def test_step_without_votes_offers_nothing_and_another_kind_is_not_found(town, editor):
    held = led(planned(town, editor, template="criteria"), editor, "pairs")
    home = f"/{town.pk}/arbeit/prioritaeten/werkstatt/{held.identifier}/"
    client = signed_in(editor)

    assert "noch niemand gewichtet" in client.get(f"{home}pairs/").content.decode()
    assert client.post(f"{home}pairs/", given()).status_code == 200
    assert [client.get(f"{home}{step}/").status_code for step in ("welcome", "nowhere")] == [404, 404]


@pytest.mark.parametrize("step", ["pairs", "swing"])
def test_weights_of_fewer_than_the_minimum_are_not_offered(town, editor, step):
    held = weighed(town, editor, votes=3)
    home = f"/{town.pk}/arbeit/prioritaeten/werkstatt/{held.identifier}/{step}/"
    client = signed_in(editor)
    page = client.get(home).content.decode()

    assert "3 Personen haben abgestimmt. Das Ergebnis erscheint ab 5 Personen." in page
    assert "audience-" not in page
    assert client.post(home, given(**{"audience-everybody": "room"})).status_code == 200
    assert stored(town) is None


def test_source_goes_out_with_the_files_and_comes_back():
    points = dict.fromkeys(IDS, 1.0)
    told = CriterionWeights("citizens", points, WeightWay.WORKSHOP, "Rat", date(2026, 12, 3), source=SOURCE)
    quiet = CriterionWeights("staff", points, WeightWay.DIRECT, "Rat", date(2026, 12, 3))
    entries = PriorityEntries(default_criteria(), weights=(told, quiet))

    files = entries_files(entries)

    assert read_entries(files, measures=[]) == entries
    bare = entries_files(PriorityEntries(default_criteria(), weights=(quiet,)))["weights.csv"].decode()
    assert bare.splitlines()[0] == "audience;criterion;points;way;set_by;set_on"
