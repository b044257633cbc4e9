"""Who asks."""

from django.http import HttpRequest

from leitplanke_web.accounts.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; for views that nobody else reaches."""
    assert isinstance(request.user, Person)
    return request.user
