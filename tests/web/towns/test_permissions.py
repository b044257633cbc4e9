"""Who may do what in a town; all addresses are tried in tests/web/config/urls."""

import pytest
from django_scopes import scope

from factories.accounts import administrator_of, signed_in
from leitplanke_web.towns.models import Membership, Role, Town

pytestmark = pytest.mark.django_db


def test_losing_the_role_takes_effect_in_mid_session(town: Town) -> None:
    ada = administrator_of(town)
    client, log = signed_in(ada), f"/{town.id}/arbeit/protokoll/"
    as_administrator = client.get(log).status_code

    with scope(town=town):
        Membership.objects.filter(person=ada).update(role=Role.EDITOR)
    as_editor = client.get(log).status_code
    with scope(town=town):
        Membership.objects.filter(person=ada).delete()
    as_stranger = client.get(log).status_code

    assert (as_administrator, as_editor, as_stranger) == (200, 403, 404)
