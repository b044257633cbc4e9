"""The log page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from factories.accounts import administrator_of, signed_in
from leitplanke_web.audit.actions import record
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(town: Town) -> Client:
    return signed_in(administrator_of(town, name="Ada Amt"))


@pytest.fixture
def log(town: Town) -> str:
    record(deed="measure.changed", actor="Edda", town=town.id, subject="Lesepaten")
    record(deed="member.added", actor="Ada Amt", town=town.id, subject="Edda", details={"role": "editor"})
    record(deed="member.added", actor="Otto", town="elsewhere", subject="Geheim", details={"role": "editor"})
    record(deed="strange.deed", actor="Edda", town=town.id, subject="<b>x</b>")
    return f"/{town.id}/arbeit/protokoll/"


def test_lines_of_the_town_are_told_newest_first(client: Client, log: str) -> None:
    answer = client.get(log)

    assert [sentence for _, sentence in answer.context["lines"]] == [
        "Edda: strange.deed <b>x</b>",
        "Ada Amt hat Edda aufgenommen (Bearbeitung).",
        "Edda hat die Maßnahme „Lesepaten“ geändert.",
        "Test hat die Kommune geladen.",
    ]
    assert "<b>x</b>" not in answer.content.decode()
    assert "Geheim" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ({"tat": "member.added"}, ["Ada Amt hat Edda aufgenommen (Bearbeitung)."]),
        ({"person": "Edda", "tat": "measure.changed"}, ["Edda hat die Maßnahme „Lesepaten“ geändert."]),
        ({"person": "Ada Amt", "tat": "measure.changed"}, []),
    ],
)
def test_filter_by_deed_and_person(client: Client, log: str, query: dict[str, str], sentences: list[str]) -> None:
    answer = client.get(log, query)

    assert [sentence for _, sentence in answer.context["lines"]] == sentences


def test_filter_offers_only_what_occurs_in_the_town(client: Client, log: str) -> None:
    form = client.get(log).context["form"]

    assert [value for value, _ in form.fields["person"].choices] == ["", "Ada Amt", "Edda", "Test"]
    assert {value for value, _ in form.fields["tat"].choices} == {
        "", "measure.changed", "member.added", "strange.deed", "town.loaded",
    }  # fmt: skip


@pytest.mark.parametrize("query", [{"person": "' OR 1=1 --"}, {"tat": "nonsense"}, {"page": "x"}, {"page": "9999"}])
def test_odd_queries_are_answered_calmly(client: Client, log: str, query: dict[str, str]) -> None:
    assert client.get(log, query).status_code == 200


def test_long_log_has_pages(client: Client, town: Town, log: str) -> None:
    AuditLine.objects.bulk_create(
        AuditLine(deed="unit.changed", actor="Edda", town=town.id, subject=f"Einheit {number}") for number in range(60)
    )

    first, second = client.get(log), client.get(log, {"page": 2})

    assert (len(first.context["lines"]), len(second.context["lines"])) == (50, 14)
    assert first.context["lines"][0][1] == "Edda hat die Kapazität von „Einheit 59“ geändert."


@pytest.mark.parametrize("number", [1, 3])
def test_log_takes_few_queries_however_long_it_is(
    client: Client, town: Town, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number - 1):
        record(deed="unit.changed", actor="Edda", town=town.id)

    with django_assert_max_num_queries(10):
        answer = client.get(f"/{town.id}/arbeit/protokoll/")

    assert len(answer.context["lines"]) == number
