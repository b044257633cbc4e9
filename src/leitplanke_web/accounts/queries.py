"""What is asked about accounts."""

from leitplanke_web.accounts.models import Person


def display_name(person: Person) -> str:
    """How letters and pages name a person."""
    return person.name


def person_of(email: str) -> Person | None:
    """The account of an address, however it is capitalised."""
    return Person.objects.filter(email=email.strip().lower()).first()
