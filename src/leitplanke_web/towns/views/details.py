"""What the town says about itself: one page, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.duties import unmet_duties
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.towns.actions.details import change_details
from leitplanke_web.towns.forms.details import DetailsForm
from leitplanke_web.towns.mapping import DETAILS, entries_of, first_entry, lines_of, taken_over
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, Difference, carried, last_change, taken, version_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.ADMINISTRATOR)
def details_page(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Who answers for the pages, whom one can turn to, the licence; saving makes the next version."""
    stored = entries_of(town.details)
    if request.method != "POST":
        return _page(request, town, DetailsForm(shown=stored), version=town.version)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == town.version else ()
    form = DetailsForm(typed=taken_over(request.POST.dict(), stored, theirs))
    value = form.value()
    if value is None:
        return _page(request, town, form, version=seen, status=422)
    try:
        change_details(town, person_of(request), seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return _conflict(request, Town.objects.get(pk=town.pk), value)
    messages.success(request, _("Die Angaben der Stadt sind gespeichert."))
    return redirect("towns:details", town=town.pk)


def _page(request: HttpRequest, town: Town, form: DetailsForm, *, version: int, status: int = 200) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "version": version,
        "missing": [(duty, first_entry(duty.field)) for duty in unmet_duties(town.details)],
        "faults": error_summary(*form.parts)["faults"],
        "crumbs": _crumbs(),
    }
    return render(request, "towns/details.html", context, status=status)


def _conflict(request: HttpRequest, town: Town, mine: TownDetails) -> HttpResponse:
    pairs = ((name, str(label), lines_of(mine, name), lines_of(town.details, name)) for name, label in DETAILS.items())
    context = {
        "subject": _("Angaben der Stadt"),
        "last": last_change(town, deeds=("details.changed",), subject=""),
        "entries": carried(request.POST, versions={"version": town.version}),
        "differences": [Difference(*pair) for pair in pairs if pair[2] != pair[3]],
        "back": reverse("towns:details", args=[town.pk]),
        "crumbs": _crumbs(),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _crumbs() -> tuple[tuple[str, str | None], ...]:
    return ((_("Angaben der Stadt"), None),)
