import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django_scopes import scopes_disabled

from factories.runs import handover_row, publication_row
from factories.towns import small_town
from leitplanke_web.towns.models import Handover

pytestmark = pytest.mark.django_db

HANDOVERS = [model for model in apps.get_models() if issubclass(model, Handover)]


def test_handovers_are_five():
    assert sorted(model._meta.db_table for model in HANDOVERS) == [
        "evidence_evidencedocument",
        "monitoring_progressdocument",
        "participation_participationdocument",
        "roadmap_roadmapdocument",
        "strategy_strategydocument",
    ]


@pytest.mark.parametrize("model", HANDOVERS)
@scopes_disabled()
def test_handover_update_refused(model: type[Handover]):
    row = handover_row(model, small_town())

    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(content=b"forged")
    row.content = b"forged"
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        row.save()

    assert bytes(model.objects.get(pk=row.pk).content) == b"{}"


@pytest.mark.parametrize("model", HANDOVERS)
@scopes_disabled()
def test_handover_raw_update_refused(model: type[Handover]):
    row = handover_row(model, small_town())

    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        _update(model, "sha256")

    assert model.objects.get(pk=row.pk).sha256 == row.sha256


@scopes_disabled()
def test_publication_update_refused():
    row = publication_row(small_town(), note="first")

    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        type(row).objects.update(note="forged")
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        _update(type(row), "note")

    assert list(type(row).objects.values_list("note", flat=True)) == ["first"]


@scopes_disabled()
def test_immutable_rows_go_with_their_town():
    town = small_town()
    for model in HANDOVERS:
        handover_row(model, town)

    town.delete()

    assert [model.objects.count() for model in HANDOVERS] == [0] * 5


def _update(model: type[models.Model], column: str) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'forged'")  # noqa: S608 - our own table names
