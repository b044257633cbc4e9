"""Two administrators remove each other at the same moment: one of them stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django_scopes import scope

from factories.towns import small_town
from factories.web import person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.actions.members import LastAdministratorError, change_role, remove_member
from leitplanke_web.towns.actions.own import erase
from leitplanke_web.towns.models import Membership, Role, Town

Deed = Callable[[Town, Person, Person], None]


def _remove_the_other(town: Town, actor: Person, other: Person) -> None:
    _with_member(town, actor, other, partial(remove_member, seen=Role.ADMINISTRATOR))


def _demote_the_other(town: Town, actor: Person, other: Person) -> None:
    _with_member(town, actor, other, partial(change_role, seen=Role.ADMINISTRATOR, role=Role.EDITOR))


def _erase_oneself(_town: Town, actor: Person, _other: Person) -> None:
    erase(actor)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("deed", [_remove_the_other, _demote_the_other, _erase_oneself])
def test_one_administrator_is_left_whoever_is_faster(deed: Deed) -> None:
    town = small_town()
    ada, ben = person_in(town, Role.ADMINISTRATOR), person_in(town, Role.ADMINISTRATOR)
    together = Barrier(2)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(partial(_try, deed, town, together), (ada, ben), (ben, ada)))

    assert sorted(outcomes) == ["done", "refused"]
    with scope(town=town):
        assert Membership.objects.filter(role=Role.ADMINISTRATOR).count() == 1


def _try(deed: Deed, town: Town, together: Barrier, actor: Person, other: Person) -> str:
    together.wait()
    try:
        deed(town, actor, other)
    except (LastAdministratorError, PermissionDenied):
        return "refused"
    finally:
        connection.close()
    return "done"


def _with_member(town: Town, actor: Person, other: Person, deed: Callable[..., None]) -> None:
    with scope(town=town):
        deed(town, actor, member=Membership.objects.get(person=other).pk)
