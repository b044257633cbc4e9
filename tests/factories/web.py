"""Rows of the web for tests, valid unless a test says otherwise."""

import factory
from factory.django import DjangoModelFactory

from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Membership, Role, Town

PASSWORD = "kiesel-ahorn-laterne-7"  # noqa: S105 - of accounts that live as long as a test


class PersonFactory(DjangoModelFactory):
    """Somebody with an account and the password `PASSWORD`."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Person {number}")
    email = factory.Sequence(lambda number: f"person{number}@example.org")
    password = factory.django.Password(PASSWORD)


def person_in(town: Town, role: Role, **more: str) -> Person:
    """A new person with the role in the town."""
    person = PersonFactory(**more)
    Membership.objects.create(person=person, town=town, role=role)
    return person
