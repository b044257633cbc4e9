"""Staff page: measures that may be the same, so that a person can look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke.strategy.similar import similar_pairs
from leitplanke_web.strategy.queries import measure_values
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

MOST_PAIRS = 100


@require_safe
@staff_page(Role.EDITOR)
def similar(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Pairs of measures that are alike in their letters, the most alike first."""
    measures = measure_values(town)
    titles = {one.id: told(one.title) for one in measures}
    pairs = similar_pairs(measures)
    context = {
        "town": town,
        "pairs": [
            ((one.first, titles[one.first]), (one.second, titles[one.second]), round(100 * one.likeness))
            for one in pairs[:MOST_PAIRS]
        ],
        "number": len(pairs),
        "crumbs": ((_("Maßnahmen"), reverse("strategy:measures", args=[town.id])), (_("Vielleicht doppelt"), None)),
    }
    return render(request, "strategy/similar.html", context)
