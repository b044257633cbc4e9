"""Staff pages: the catalogue of elements, and what a newer version of it says about a measure."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.catalogue import shipped_catalogue
from leitplanke.strategy.catalogue import Element, newer_fields, with_element
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.catalogue import CatalogueFilterForm
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import measure_row, measures_by_element, names_of
from leitplanke_web.strategy.shown import shown
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, Difference, taken, version_of

_PICKS = frozenset({"mine", "theirs"})
_COMPETENCE = {
    "town": gettext_lazy("die Stadt"),
    "county": gettext_lazy("der Kreis"),
    "land": gettext_lazy("das Land"),
    "federation": gettext_lazy("der Bund"),
    "provider": gettext_lazy("der kommunale IT-Dienstleister"),
    "manufacturer": gettext_lazy("der Hersteller"),
    "operator": gettext_lazy("der Netzbetreiber"),
    "cooperation": gettext_lazy("mehrere Städte zusammen"),
}


@require_safe
@staff_page(Role.EDITOR)
def catalogue(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All elements, by level, with the town's measures that were made from them."""
    form = CatalogueFilterForm(request.GET)
    found = shipped_catalogue()
    elements = [one for one in found.elements if form.wants(one)]
    own = measures_by_element(town)
    context = {
        "town": town,
        "filter": form,
        "version": found.version,
        "elements": [(one, own.get(one.id, [])) for one in sorted(elements, key=lambda one: one.level)],
        "crumbs": _crumbs(town),
    }
    return render(request, "strategy/catalogue.html", context)


@require_safe
@staff_page(Role.EDITOR)
def element(request: HttpRequest, *, town: Town, element: str) -> HttpResponse:
    """One element with what it needs, its rules, and what others published."""
    found = shipped_catalogue()
    one = found.element(element)
    if one is None:
        raise Http404
    own = measures_by_element(town)
    context = {
        "town": town,
        "element": one,
        "needs": [(_("Braucht"), _named(one.requires)), (_("Hilfreich"), _named(one.helps))],
        "rules": [(rule, found.address(rule.source)) for rule in one.rules],
        "costs": [(cost, found.address(cost.source)) for cost in one.costs],
        "time_address": "" if one.time is None else found.address(one.time.source),
        "competence": [_COMPETENCE[name] for name in one.competence],
        "own": own.get(one.id, []),
        "crumbs": _crumbs(town, told(one.name)),
    }
    return render(request, "strategy/element.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def measure_catalogue(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """A measure beside its element as the catalogue has it now: the person picks field by field."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    one = shipped_catalogue().element_of(row.value)
    if one is None:
        raise Http404
    if request.method != "POST":
        return _both_page(request, town, row, one)
    wrong = [words for name, words in request.POST.items() if name.startswith("take-") and words not in _PICKS]
    if wrong:
        return _both_page(request, town, row, one, faults=[_("Wählen Sie je Feld eine der Fassungen.")], status=422)
    seen = version_of(request.POST.get("version"))
    fields = [name for name in taken(request.POST) if name in newer_fields(row.value, catalogue=shipped_catalogue())]
    value = with_element(row.value, one, fields)
    try:
        actions.change_measure(town, person_of(request), measure, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        words = _("Jemand hat die Maßnahme inzwischen geändert. Hier steht der Stand von jetzt.")
        return _both_page(request, town, row, one, faults=[words], status=409)
    except FlawedTownError as error:
        return _both_page(request, town, row, one, faults=[told(flaw.problem) for flaw in error.flaws], status=422)
    messages.success(request, _("Die Maßnahme ist gespeichert."))
    return redirect("strategy:measure_edit", town=town.id, measure=measure)


def _both_page(
    request: HttpRequest, town: Town, row: Measure, one: Element, *, faults: Any = (), status: int = 200
) -> HttpResponse:
    names = names_of(town)
    newer = with_element(row.value, one, newer_fields(row.value, catalogue=shipped_catalogue()))
    context = {
        "town": town,
        "measure": row.value,
        "element": one,
        "version": row.version,
        "differences": [
            Difference(name, label(name), shown(getattr(row.value, name), names), shown(getattr(newer, name), names))
            for name in newer_fields(row.value, catalogue=shipped_catalogue())
        ],
        "faults": [(words, "", "") for words in faults],
        "crumbs": (
            (_("Maßnahmen"), reverse("strategy:measures", args=[town.id])),
            (told(row.value.title), reverse("strategy:measure_edit", args=[town.id, row.identifier])),
            (_("Katalog"), None),
        ),
    }
    return render(request, "strategy/measure_catalogue.html", context, status=status)


def _named(elements: tuple[str, ...]) -> list[Element]:
    found = (shipped_catalogue().element(one) for one in elements)
    return [one for one in found if one is not None]


def _crumbs(town: Town, *more: str) -> tuple[tuple[str, str | None], ...]:
    own = reverse("strategy:catalogue", args=[town.id]) if more else None
    measures = (_("Maßnahmen"), reverse("strategy:measures", args=[town.id]))
    return (measures, (_("Katalog"), own), *((one, None) for one in more))
