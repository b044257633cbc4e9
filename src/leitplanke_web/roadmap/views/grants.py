"""Staff pages: pots of grant money."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leitplanke_web.roadmap.actions import GRANTS
from leitplanke_web.roadmap.forms.grant import GrantForm
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.views.part import PartKind, drop_part, edit_part, new_part

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_GRANT = PartKind(
    deeds=GRANTS,
    form=GrantForm,
    home="roadmap:capacities",
    edit="roadmap:grant_edit",
    remove="roadmap:grant_remove",
    title=_("Personal und Geld"),
    new=_("Neuer Fördertopf"),
    about=_("Bei jeder Umsetzungsart einer Maßnahme können Sie sagen, dass ihre Förderung aus diesem Topf kommt."),
    saved=_("Der Fördertopf ist gespeichert."),
    gone=_("Der Fördertopf ist entfernt."),
)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def grant_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A new pot."""
    return new_part(request, town, _GRANT)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def grant_edit(request: HttpRequest, *, town: Town, grant: str) -> HttpResponse:
    """A stored pot."""
    return edit_part(request, town, _GRANT, grant)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def grant_remove(request: HttpRequest, *, town: Town, grant: str) -> HttpResponse:
    """Ask, then remove a pot."""
    return drop_part(request, town, _GRANT, grant)
