"""What everybody sees: the phases with their dates, and where the town stands."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke_web.design.navigation import address_of
from leitplanke_web.process.mapping import STATES
from leitplanke_web.process.queries import public_process
from leitplanke_web.towns.models import Town


@require_safe
def public(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All phases; 404 where staff keep the process to themselves."""
    found = public_process(town, today=timezone.localdate())
    if found is None:
        raise Http404
    context = {
        "town": town,
        "process": found,
        "phases": [(phase, state.value, STATES[state]) for phase, state in found.standing.phases],
        "crumbs": ((_("Start"), address_of("portal:start", town=town.pk)), (_("Beteiligung"), None)),
    }
    response = render(request, "process/public.html", context)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
