import pytest
from django.db import connection

from leitplanke_web.config.checks import database_keeps_what_it_accepts, installation_is_safe
from leitplanke_web.config.log import without_rows


def ids(found):
    return [message.id for message in found]


@pytest.mark.django_db
def test_database_of_the_tests_is_safe():
    assert database_keeps_what_it_accepts(databases=["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_database_that_may_lose_rows_is_refused():
    weaker = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit=off"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(weaker)
    found = ids(database_keeps_what_it_accepts(databases=["default"]))
    connection.close()

    assert found == ["leitplanke.E010"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"DEBUG": True}, ["leitplanke.E001"]),
        ({"IS_SECURE": True, "IS_BEHIND_PROXY": True, "IS_DEMONSTRATION": True}, ["leitplanke.E002"]),
        ({"IS_SECURE": True}, ["leitplanke.E003"]),
        ({"ORIGIN": "ftp://leitplanke.example"}, ["leitplanke.E004"]),
    ],
)
def test_settings_that_contradict_what_we_promise_are_refused(settings, changed, expected):
    for name, value in changed.items():
        setattr(settings, name, value)

    assert ids(installation_is_safe()) == expected


def test_log_does_not_repeat_a_refused_row():
    trace = 'IntegrityError: duplicate key "x"\nDETAIL:  Key (email)=(a@b.example) already exists.\n'

    assert without_rows(trace) == 'IntegrityError: duplicate key "x"'
