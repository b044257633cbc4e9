"""The staff pages of measures: what is listed, saved, refused, and shown when two edit at once."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.strategy.actions import change_measure
from leitplanke_web.strategy.forms.measure import as_typed
from leitplanke_web.strategy.mapping import entries_of
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import draft_of, measure_row
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"
MOST_QUERIES = 10


@pytest.fixture
def page(town):
    """`page(name, …)`: the address of a staff page of the town."""

    def address(name, **parts):
        return reverse(f"strategy:{name}", kwargs={"town": town.id, **parts})

    return address


def stored(town, measure="kita_app"):
    with scope(town=town):
        return measure_row(town, measure)


def typed(row, **changes):
    """What the form of a measure sends, with changes."""
    return as_typed({**entries_of(row.value), "version": str(row.version), **changes})


def first(town):
    with scope(town=town):
        return Measure.objects.filter(town=town).first()


def test_saved_unchanged_form_changes_no_value(town, editor, page):
    with scope(town=town):
        before = draft_of(town)

    for measure in before.measures:
        row = stored(town, measure.id)
        response = editor.post(page("measure_edit", measure=measure.id), typed(row))
        assert response.status_code == 302, response.context["faults"]

    with scope(town=town):
        assert draft_of(town) == before
