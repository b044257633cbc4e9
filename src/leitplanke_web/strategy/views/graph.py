"""Staff page: which measure needs which, as a picture and as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke.report.graphs import graph_drawing
from leitplanke.strategy.prerequisites import lay_out, without_detours
from leitplanke_web.strategy.queries import measure_values
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page


@require_safe
@staff_page(Role.EDITOR)
def graph(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All measures that need others or are needed; those that stand alone are counted."""
    measures = measure_values(town)
    layout = lay_out(without_detours({one.id: one.predecessors for one in measures}))
    titles = {one.id: told(one.title) for one in measures}
    context = {
        "town": town,
        "drawing": graph_drawing(layout, {one: f"{one} {title}" for one, title in titles.items()}),
        "needs": [
            (one.id, titles[one.id], [(need, titles.get(need, need)) for need in one.predecessors])
            for one in measures
            if one.predecessors
        ],
        "alone": len(measures) - len(layout.nodes),
        "crumbs": ((_("Maßnahmen"), reverse("strategy:measures", args=[town.id])), (_("Voraussetzungen"), None)),
    }
    return render(request, "strategy/graph.html", context)
