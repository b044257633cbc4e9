"""Who may do what in a town. Nobody learns that a town exists by being refused: strangers get a 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from leitplanke_web.accounts.models import Person
from leitplanke_web.accounts.permissions import lacks_second_factor, second_factor_first
from leitplanke_web.towns.models import Membership, Role, Town

View = Callable[..., HttpResponse]

_MAY = {
    Role.EDITOR: frozenset({Role.EDITOR}),
    Role.ADMINISTRATOR: frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
}


def role_in(town: Town, person: Person) -> Role | None:
    """The person's role in the town, None if they have none."""
    found = Membership.objects.filter(person=person, town=town).values_list("role", flat=True)
    return next((Role(role) for role in found), None)


def require_role(town: Town, person: Person, needed: Role) -> None:
    """Raise `PermissionDenied` unless the person has the role, or one above it. Every action calls this first."""
    role = role_in(town, person)
    if not person.is_active or role is None or needed not in _MAY[role]:
        raise PermissionDenied


def staff_page(needed: Role) -> Callable[[View], View]:
    """A view for those who work for the town: others sign in first, strangers get a 404, too small a role a 403.

    Nobody on the way to the browser keeps the page; what was typed is still there when somebody goes back to it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, town: Town, **parts: Any) -> HttpResponse:
            if not isinstance(request.user, Person):
                return redirect_to_login(request.get_full_path())
            role = role_in(town, request.user)
            if role is None:
                raise Http404
            if needed not in _MAY[role]:
                raise PermissionDenied
            if needed is Role.ADMINISTRATOR and lacks_second_factor(request.user):
                return second_factor_first(request)
            request.role = role  # type: ignore[attr-defined]  # read by the navigation
            response = view(request, *args, town=town, **parts)
            patch_cache_control(response, private=True, no_cache=True)
            return response

        guarded.needed_role = needed  # type: ignore[attr-defined]  # the two-town test lists guarded views by it
        return guarded

    return decorate
