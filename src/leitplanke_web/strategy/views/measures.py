"""Staff pages: the measures, and the profile of one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.catalogue import shipped_catalogue
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.catalogue import newer_fields, suggested_needs
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.forms.filters import FilterForm
from leitplanke_web.strategy.forms.measure import MeasureForm, as_typed, typed_entries
from leitplanke_web.strategy.forms.needs import NeedsForm, needs_entries
from leitplanke_web.strategy.mapping import NEEDS, differing, entries_of, in_old_order, taken_over
from leitplanke_web.strategy.models import Measure
from leitplanke_web.strategy.queries import (
    MeasureFilter,
    ProfileNames,
    listed_measures,
    measure_of_element,
    measure_row,
    measure_values,
    names_for_profile,
    names_of,
    names_to_list_by,
    names_to_need,
)
from leitplanke_web.strategy.shown import list_rows, references, shown, told_state, wait_words
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    Difference,
    carried,
    last_change,
    seen_version,
    taken,
    version_of,
)

PER_PAGE = 50
_DEEDS = ("measure.added", "measure.changed")
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(Role.EDITOR)
def measures(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The town's measures, fifty to a page, with a filter."""
    names = names_to_list_by(town)
    form = FilterForm(request.GET, names=names)
    page = Paginator(listed_measures(town, form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "is_filtered": form.wanted() != MeasureFilter(),
        "page_obj": page,
        "rows": list_rows(page.object_list, names, town),
        "town": town,
    }
    return render(request, "strategy/measures.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def measure_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty profile; saving it adds a measure."""
    names = names_for_profile(town)
    if request.method != "POST":
        element = shipped_catalogue().element(request.GET.get("element", ""))
        shown_first = None if element is None else entries_of(measure_of_element(town, element))
        return _form_page(request, town, MeasureForm(names, shown=shown_first))
    if "add" in request.POST:
        return _form_page(request, town, _with_rows(names, request.POST))
    form = MeasureForm(names, typed=request.POST)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _form_page(request, town, form, status=422)
    try:
        actions.add_measure(town, person_of(request), value)
    except InvalidValueError as error:
        form.main.add_error("id", refusal(error.problem, error.remedy))
        return _form_page(request, town, form, status=422)
    except FlawedTownError as error:
        form.note(error.flaws, measure=value.id)
        return _form_page(request, town, form, status=422)
    messages.success(request, _("Die Maßnahme ist angelegt. Wählen Sie nun, was sie voraussetzt."))
    return redirect("strategy:measure_needs", town=town.id, measure=value.id)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def measure_edit(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """The profile of a measure; saving it makes the next version."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    names = names_for_profile(town, needed=(*row.value.predecessors, *row.value.helps))
    stored = entries_of(row.value)
    if request.method != "POST":
        form = MeasureForm(names, stored=row.value, shown=stored, spare=("goals",))  # another mode is rare, and long
        return _form_page(request, town, form, row=row)
    if "add" in request.POST:
        return _form_page(request, town, _with_rows(names, request.POST, stored=row.value), row=row)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == row.version else ()
    typed = as_typed(taken_over(typed_entries(request.POST), stored, theirs))
    form = MeasureForm(names, stored=row.value, typed=typed)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _form_page(request, town, form, row=row, status=422)
    return _save(request, town, form, in_old_order(value, row.value), seen=seen)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def measure_needs(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """What a measure needs of others, chosen from all of the town's; saving it makes the measure's next version."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    names = names_to_need(town)
    if request.method != "POST":
        shown_form = NeedsForm(initial=needs_entries(row.value), names=names, measure=measure)
        return _needs_page(request, town, shown_form, row)
    form = NeedsForm(request.POST, names=names, measure=measure)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == row.version else ()
    value = form.changed(row.value, kept=theirs) if form.is_valid() else None
    if value is None:
        return _needs_page(request, town, form, row, status=422)
    value = in_old_order(value, row.value)
    try:
        actions.change_measure(town, person_of(request), measure, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return conflict_page(request, town, value, back="strategy:measure_needs")
    except FlawedTownError as error:
        form.note(error.flaws, measure=measure)
        return _needs_page(request, town, form, row, status=422)
    messages.success(request, _("Die Voraussetzungen sind gespeichert."))
    return redirect("strategy:measure_edit", town=town.id, measure=measure)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def measure_remove(request: HttpRequest, *, town: Town, measure: str) -> HttpResponse:
    """Ask, then remove a measure; what still refers to it is named."""
    row = measure_row(town, measure)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _remove_page(request, town, row)
    try:
        actions.remove_measure(town, person_of(request), measure, seen_version=version_of(request.POST.get("version")))
    except FlawedTownError as error:
        return _remove_page(request, town, row, reasons=references(error.flaws, names_of(town)), status=422)
    except ChangedMeanwhileError:
        return _remove_page(request, town, row, is_stale=True, status=409)
    messages.success(request, _("Die Maßnahme ist entfernt."))
    return redirect("strategy:measures", town=town.id)


def _save(request: HttpRequest, town: Town, form: MeasureForm, value: MeasureValue, *, seen: int) -> HttpResponse:
    try:
        actions.change_measure(town, person_of(request), value.id, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return conflict_page(request, town, value, back="strategy:measure_edit")
    except FlawedTownError as error:
        form.note(error.flaws, measure=value.id)
        row = measure_row(town, value.id)
        return _form_page(request, town, form, row=row, status=422)
    messages.success(request, _("Die Maßnahme ist gespeichert."))
    return redirect("strategy:measure_edit", town=town.id, measure=value.id)


def conflict_page(request: HttpRequest, town: Town, mine: MeasureValue, *, back: str) -> HttpResponse:
    """Both versions side by side; the form carries what was typed, and each field says which one is to stay."""
    row = measure_row(town, mine.id)
    if row is None:
        raise Http404
    names = names_of(town)
    theirs = in_old_order(row.value, mine)
    context = {
        "subject": told(row.value.title),
        "last": last_change(town, deeds=_DEEDS, subject=mine.id),
        "entries": carried(request.POST, versions={"version": row.version}),
        "differences": [
            Difference(name, label(name), shown(getattr(mine, name), names), shown(getattr(theirs, name), names))
            for name in differing(mine, theirs)
        ],
        "back": reverse(back, args=[town.id, mine.id]),
        "crumbs": _crumbs(town, row.value.title),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _form_page(
    request: HttpRequest,
    town: Town,
    form: MeasureForm,
    *,
    row: Measure | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "measure": None if row is None else row.value,
        "version": seen_version(request, row),
        "states": () if row is None else [told_state(one) for one in row.value.states],
        "needs": () if row is None else _needed(row.value, form.names),
        "has_newer": row is not None and bool(newer_fields(row.value, catalogue=shipped_catalogue())),
        "faults": error_summary(*form.parts)["faults"],
        "crumbs": _crumbs(town, Text(_("Neue Maßnahme")) if row is None else row.value.title),
    }
    return render(request, "strategy/measure_form.html", context, status=status)


def _remove_page(
    request: HttpRequest,
    town: Town,
    row: Measure,
    *,
    reasons: Sequence[str] = (),
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "measure": row.value,
        "version": row.version,
        "reasons": reasons,
        "is_stale": is_stale,
        "crumbs": _crumbs(town, row.value.title),
    }
    return render(request, "strategy/measure_remove.html", context, status=status)


def _needs_page(request: HttpRequest, town: Town, form: NeedsForm, row: Measure, *, status: int = 200) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "measure": row.value,
        "version": seen_version(request, row),
        "suggested": _suggested(town, row.value),
        "faults": error_summary(form)["faults"],
        "crumbs": (*_crumbs(town, row.value.title, measure=row.value.id), (_("Voraussetzungen"), None)),
    }
    return render(request, "strategy/measure_needs.html", context, status=status)


def _suggested(town: Town, value: MeasureValue) -> dict[str, Any] | None:
    """What the catalogue says that the measure needs, in words."""
    catalogue = shipped_catalogue()
    if catalogue.element_of(value) is None:
        return None
    measures = measure_values(town)
    found = suggested_needs(value, measures=measures, catalogue=catalogue)
    assert found is not None
    titles = {one.id: told(one.title) for one in measures}
    return {
        "requires": [f"{titles[one]} ({one})" for one in found.requires],
        "helps": [f"{titles[one]} ({one})" for one in found.helps],
        "missing": [(one.id, told(one.name)) for one in found.missing],
        "is_inferred": found.is_inferred,
    }


def _needed(value: MeasureValue, names: ProfileNames) -> list[tuple[object, list[str]]]:
    """What the measure needs of others, in words."""
    known = {**names.needed, **names.gates}

    def name(one: str) -> str:
        return told(known.get(one, Text(one)))

    related = (
        ("waits", [wait_words(wait, name(wait.activity)) for wait in value.waits]),
        ("any_of", [_(" oder ").join(map(name, group)) for group in value.any_of]),
    )
    plain = [(label(field), [name(one) for one in getattr(value, field)]) for field in NEEDS]
    return [*plain, *((label(field), words) for field, words in related if words)]


def _with_rows(names: ProfileNames, data: QueryDict, *, stored: MeasureValue | None = None) -> MeasureForm:
    """The form with what was typed, unchecked, and more rows of the kind that was asked for."""
    return MeasureForm(names, stored=stored, shown=typed_entries(data), spare=data.getlist("add"))


def _crumbs(town: Town, last: Text, *, measure: str = "") -> tuple[tuple[str, str | None], ...]:
    own = reverse("strategy:measure_edit", args=[town.id, measure]) if measure else None
    return ((_("Maßnahmen"), reverse("strategy:measures", args=[town.id])), (told(last), own))
