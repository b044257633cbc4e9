"""Staff page: digital, without the internet or both, compared before a measure is made."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.ways import WaysForm
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import measure_row
from leitplanke_web.strategy.views.measures import conflict_page
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, seen_version, taken, version_of


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def measure_ways(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """The three ways of a measure in one form; saving it makes the measure's next version."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, town, row, WaysForm(stored=row.value.ways))
    seen = version_of(request.POST.get("version"))
    if seen == row.version and "ways" in taken(request.POST):  # of two versions the stored one was chosen
        return redirect("strategy:measure_edit", town=town.pk, measure=measure)
    form = WaysForm(request.POST)
    ways = form.value() if form.is_valid() else None
    if ways is None:
        return _page(request, town, row, form, status=422)
    value = replace(row.value, ways=ways)
    try:
        actions.change_measure(town, person_of(request), measure, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return conflict_page(request, town, value, back="strategy:measure_ways")
    except FlawedTownError as error:
        form.note(error.flaws)
        return _page(request, town, row, form, status=422)
    messages.success(request, _("Der Vergleich ist gespeichert."))
    return redirect("strategy:measure_edit", town=town.pk, measure=measure)


def _page(request: HttpRequest, town: Town, row: Measure, form: WaysForm, *, status: int = 200) -> HttpResponse:
    title = told(row.value.title)
    context = {
        "town": town,
        "form": form,
        "measure": row.value,
        "version": seen_version(request, row),
        "crumbs": (
            (_("Maßnahmen"), reverse("strategy:measures", args=[town.pk])),
            (title, reverse("strategy:measure_edit", args=[town.pk, row.identifier])),
            (_("Vergleich der Wege"), None),
        ),
    }
    return render(request, "strategy/measure_ways.html", context, status=status)
