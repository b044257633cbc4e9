"""Staff pages: people and money of the town."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.dates import Month, shift, year_of
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap.model import FiscalYear as FiscalYearValue
from leitplanke.roadmap.model import Pot
from leitplanke.roadmap.model import Unit as UnitValue
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.roadmap import actions
from leitplanke_web.roadmap.forms.unit import UnitForm
from leitplanke_web.roadmap.forms.years import YearForm, year_forms
from leitplanke_web.roadmap.mapping import Step, entries_of, steps_of, taken_over
from leitplanke_web.roadmap.models import FiscalYear, Unit
from leitplanke_web.roadmap.queries import grants_of, unit_row, unit_rows, year_rows
from leitplanke_web.strategy.queries import names_of
from leitplanke_web.towns.form_fields import german_amount, refusal, told
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

_UNIT_DEEDS = ("unit.added", "unit.changed")
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(Role.EDITOR)
def capacities(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Staff of each unit as steps, year by year, and the money of each year."""
    first = town.profile.plan_from
    years = year_rows(town)
    numbers = tuple(row.value.year for row in years)
    context = {
        "town": town,
        "years": [_amounts(row.value) for row in years],
        "numbers": numbers,
        "grants": [_grant(pot, first) for pot in grants_of(town)],
        "units": [(row.value, _by_year(steps_of(row.value.capacity, first=first), numbers)) for row in unit_rows(town)],
    }
    return render(request, "roadmap/capacities.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def unit_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty unit; saving it adds it."""
    if request.method != "POST":
        shown = {"steps": "1", "step-0-month": town.profile.plan_from}
        return _unit_page(request, town, UnitForm(town.profile, shown=shown))
    if "add" in request.POST:
        return _unit_page(request, town, UnitForm(town.profile, shown=request.POST.dict()))
    form = UnitForm(town.profile, typed=request.POST)
    value = form.value()
    if value is None:
        return _unit_page(request, town, form, status=422)
    try:
        actions.add_unit(town, person_of(request), value)
    except InvalidValueError as error:
        form.main.add_error("id", refusal(error.problem, error.remedy))
        return _unit_page(request, town, form, status=422)
    except FlawedTownError as error:
        form.note(error.flaws)
        return _unit_page(request, town, form, status=422)
    messages.success(request, _("Die Organisationseinheit ist angelegt."))
    return redirect("roadmap:capacities", town=town.id)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def unit_edit(request: HttpRequest, *, town: Town, unit: str) -> HttpResponse:
    """Name and steps of a unit; saving makes the next version."""
    row = _unit_or_404(town, unit)
    stored = entries_of(row.value, first=town.profile.plan_from)
    if request.method != "POST":
        return _unit_page(request, town, UnitForm(town.profile, unit=unit, shown=stored), row=row)
    if "add" in request.POST:
        return _unit_page(request, town, UnitForm(town.profile, unit=unit, shown=request.POST.dict()), row=row)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == row.version else ()
    typed = QueryDict(mutable=True)
    typed.update(taken_over(request.POST.dict(), stored, theirs))
    form = UnitForm(town.profile, unit=unit, typed=typed)
    value = form.value()
    if value is None:
        return _unit_page(request, town, form, row=row, status=422)
    try:
        actions.change_unit(town, person_of(request), unit, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return _unit_conflict(request, town, value)
    except FlawedTownError as error:
        form.note(error.flaws)
        return _unit_page(request, town, form, row=row, status=422)
    messages.success(request, _("Die Organisationseinheit ist gespeichert."))
    return redirect("roadmap:capacities", town=town.id)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def unit_remove(request: HttpRequest, *, town: Town, unit: str) -> HttpResponse:
    """Ask, then remove a unit; what still refers to it is named."""
    row = _unit_or_404(town, unit)
    if request.method != "POST":
        return _remove_page(request, town, row)
    try:
        actions.remove_unit(town, person_of(request), unit, seen_version=version_of(request.POST.get("version")))
    except FlawedTownError as error:
        return _remove_page(request, town, row, reasons=_references(town, error.flaws), status=422)
    except ChangedMeanwhileError:
        return _remove_page(request, town, _unit_or_404(town, unit), is_stale=True, status=409)
    messages.success(request, _("Die Organisationseinheit ist entfernt."))
    return redirect("roadmap:capacities", town=town.id)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def year_edit(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The money of all years in one table."""
    rows = year_rows(town)
    if request.method != "POST":
        return _years_page(request, town, rows, year_forms(row.value for row in rows))
    seen = {row.value.year: version_of(request.POST.get(f"version-{row.value.year}")) for row in rows}
    typed = request.POST.copy()
    for row in rows:
        if seen[row.value.year] == row.version and str(row.value.year) in taken(request.POST):
            typed.update(_year_entries(row.value))
    forms = year_forms((row.value for row in rows), typed)
    values = [value for form in forms if (value := form.value()) is not None]
    if len(values) < len(forms):
        return _years_page(request, town, rows, forms, seen=seen, status=422)
    try:
        actions.change_years(town, person_of(request), values, seen_versions=seen)
    except ChangedMeanwhileError:
        return _years_conflict(request, town, values, seen)
    except FlawedTownError as error:
        for flaw in error.flaws:
            forms[0].add_error(None, refusal(flaw.problem, flaw.remedy))
        return _years_page(request, town, rows, forms, seen=seen, status=422)
    messages.success(request, _("Das Geld ist gespeichert."))
    return redirect("roadmap:capacities", town=town.id)


def _unit_or_404(town: Town, unit: str) -> Unit:
    row = unit_row(town, unit)
    if row is None:
        raise Http404
    return row


def _unit_conflict(request: HttpRequest, town: Town, mine: UnitValue) -> HttpResponse:
    row = _unit_or_404(town, mine.id)
    theirs, first = row.value, town.profile.plan_from
    pairs = (
        ("name", _("Name"), _names(mine), _names(theirs)),
        ("capacity", _("Personal"), _steps(mine, first), _steps(theirs, first)),
    )
    context = {
        "subject": told(theirs.name),
        "last": last_change(town, deeds=_UNIT_DEEDS, subject=mine.id),
        "entries": carried(request.POST, versions={"version": row.version}),
        "differences": [Difference(*pair) for pair in pairs if pair[2] != pair[3]],
        "back": reverse("roadmap:unit_edit", args=[town.id, mine.id]),
        "crumbs": _crumbs(town, told(theirs.name)),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _years_conflict(
    request: HttpRequest, town: Town, values: Sequence[FiscalYearValue], seen: dict[int, int]
) -> HttpResponse:
    rows = {row.value.year: row for row in year_rows(town)}
    changed = [
        value for value in values if seen[value.year] != rows[value.year].version and value != rows[value.year].value
    ]
    context = {
        "subject": _("Geld"),
        "last": last_change(town, deeds=("year.changed",), subject=str(changed[0].year)) if changed else None,
        "entries": carried(request.POST, versions={f"version-{year}": row.version for year, row in rows.items()}),
        "differences": [
            Difference(str(one.year), str(one.year), _money(one), _money(rows[one.year].value)) for one in changed
        ],
        "back": reverse("roadmap:year_edit", args=[town.id]),
        "crumbs": _crumbs(town, _("Geld")),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _unit_page(
    request: HttpRequest,
    town: Town,
    form: UnitForm,
    *,
    row: Unit | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "unit": None if row is None else row.value,
        "version": seen_version(request, row),
        "faults": error_summary(*form.parts)["faults"],
        "crumbs": _crumbs(town, _("Neue Organisationseinheit") if row is None else told(row.value.name)),
    }
    return render(request, "roadmap/unit_form.html", context, status=status)


def _years_page(
    request: HttpRequest,
    town: Town,
    rows: Iterable[FiscalYear],
    forms: list[YearForm],
    *,
    seen: dict[int, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "forms": forms,
        "versions": seen or {row.value.year: row.version for row in rows},
        "faults": error_summary(*forms)["faults"],
        "crumbs": _crumbs(town, _("Geld")),
    }
    return render(request, "roadmap/years_form.html", context, status=status)


def _remove_page(
    request: HttpRequest,
    town: Town,
    row: Unit,
    *,
    reasons: Sequence[tuple[str, str]] = (),
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "unit": row.value,
        "version": row.version,
        "reasons": reasons,
        "is_stale": is_stale,
        "crumbs": _crumbs(town, told(row.value.name)),
    }
    return render(request, "roadmap/unit_remove.html", context, status=status)


def _references(town: Town, flaws: Iterable[Flaw]) -> list[tuple[str, str]]:
    """What still refers to a unit, in words and where it can be changed; each measure once."""
    names = names_of(town).measures
    found: dict[str, str] = {}
    for flaw in flaws:
        measure = flaw.keys[0] if flaw.keys else ""
        if measure in names:
            found[f"{told(names[measure])} ({measure})"] = reverse("strategy:measure_edit", args=[town.id, measure])
        else:
            found[told(flaw.problem)] = ""
    return list(found.items())


def _grant(pot: Pot, first: Month) -> tuple[Pot, str, str, str]:
    """A pot with its amount and the months of its window, as people read them."""
    begins, ends = ("" if at is None else shift(first, at) for at in (pot.first, pot.last))
    return pot, german_amount(pot.amount), begins, ends


def _by_year(steps: Iterable[Step], years: Iterable[int]) -> list[list[tuple[Month, str]]]:
    """The steps that begin in each year."""
    begun = {year: list(group) for year, group in groupby(steps, key=lambda step: year_of(step[0]))}
    return [[(month, german_amount(amount)) for month, amount in begun.get(year, ())] for year in years]


def _amounts(year: FiscalYearValue) -> tuple[int, str, str]:
    return year.year, german_amount(year.investive_cents), german_amount(year.consumptive_cents)


def _year_entries(year: FiscalYearValue) -> dict[str, str]:
    number, investive, consumptive = _amounts(year)
    return {f"{number}-investive": investive, f"{number}-consumptive": consumptive}


def _names(unit: UnitValue) -> list[str]:
    return [words for words in (unit.name.de, unit.name.plain, unit.name.en) if words]


def _steps(unit: UnitValue, first: Month) -> list[str]:
    return [
        _("ab %(month)s: %(fte)s VZÄ") % {"month": month, "fte": german_amount(amount)}
        for month, amount in steps_of(unit.capacity, first=first)
    ]


def _money(year: FiscalYearValue) -> list[str]:
    _number, investive, consumptive = _amounts(year)
    return [
        _("investiv %(amount)s Euro") % {"amount": investive},
        _("konsumtiv %(amount)s Euro") % {"amount": consumptive},
    ]


def _crumbs(town: Town, last: str) -> tuple[tuple[str, str | None], ...]:
    return ((_("Personal und Geld"), reverse("roadmap:capacities", args=[town.id])), (last, None))
