"""Staff pages: a guardrail is made, changed, told through its versions, removed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.guardrails import blocking_checks, held_against
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.guardrail import LABELS, GuardrailForm
from leitplanke_web.strategy.forms.measure import as_typed, typed_entries
from leitplanke_web.strategy.guardrail_entries import (
    differing_guardrails,
    guardrail_entries,
    guardrail_lines,
    guardrail_taken_over,
)
from leitplanke_web.strategy.models import Guardrail
from leitplanke_web.strategy.queries import (
    findings_at,
    guardrail_past,
    guardrail_row,
    measure_values,
    names_of,
    personal_check_rows,
)
from leitplanke_web.strategy.shown import references
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
    plain_fields,
    seen_version,
    taken,
    version_of,
)

_DEEDS = ("guardrail.added", "guardrail.changed", "guardrail.evidence_added", "guardrail.evidence_removed")
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def guardrail_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty guardrail, perhaps with a finding that was picked; saving it adds a guardrail."""
    sent = request.POST if request.method == "POST" else request.GET
    snapshot, findings = findings_at(town, sent.get("snapshot", ""))
    options: dict[str, Any] = {"findings": findings, "snapshot": snapshot}
    if request.method != "POST":
        form = GuardrailForm(initial={"finding": sent.get("finding", "")}, **options)
        return _form_page(request, town, form, snapshot=snapshot)
    form = GuardrailForm(request.POST, **options)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _form_page(request, town, form, snapshot=snapshot, status=422)
    try:
        actions.add_guardrail(town, person_of(request), value)
    except InvalidValueError as error:
        name = "law_0_ref" if error.field == "evidence" else "id"
        form.add_error(name if name in form.fields else None, refusal(error.problem, error.remedy))
        return _form_page(request, town, form, snapshot=snapshot, status=422)
    except FlawedTownError as error:
        form.note(error.flaws)
        return _form_page(request, town, form, snapshot=snapshot, status=422)
    messages.success(request, _("Die Leitplanke ist angelegt. Prüfen Sie, wie die Maßnahmen zu ihr stehen."))
    return redirect("strategy:guardrail_checks", town=town.pk, guardrail=value.id)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def guardrail_edit(request: HttpRequest, *, town: Town, guardrail: str) -> HttpResponse:
    """Everything of a guardrail but its findings; saving it makes the next version."""
    row = _row_or_404(town, guardrail)
    stored = guardrail_entries(row.value)
    if request.method != "POST":
        form = GuardrailForm(initial=stored, stored=row.value)
        return _form_page(request, town, form, row=row)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == row.version else ()
    typed = as_typed(guardrail_taken_over(typed_entries(request.POST), stored, theirs))
    form = GuardrailForm(typed, stored=row.value)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _form_page(request, town, form, row=row, status=422)
    return _save(request, town, form, value, row=row, seen=seen)


@require_safe
@staff_page(Role.EDITOR)
def guardrail_history(request: HttpRequest, *, town: Town, guardrail: str) -> HttpResponse:
    """What was changed of a guardrail when and by whom, newest first, as far as the log goes back."""
    row = _row_or_404(town, guardrail)
    past = [
        (line, [_change(name, line) for name in LABELS if _is_told(name, line)])
        for line in guardrail_past(town, guardrail)
    ]
    context = {
        "town": town,
        "guardrail": row.value,
        "version": row.version,
        "past": past,
        "crumbs": _crumbs(town, row.value, _("Fassungen")),
    }
    return render(request, "strategy/guardrail_history.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def guardrail_remove(request: HttpRequest, *, town: Town, guardrail: str) -> HttpResponse:
    """Say what a guardrail holds and what still refers to it, ask, then remove it."""
    row = _row_or_404(town, guardrail)
    if request.method != "POST":
        return _remove_page(request, town, row)
    seen = version_of(request.POST.get("version"))
    try:
        actions.remove_guardrail(town, person_of(request), guardrail, seen_version=seen)
    except FlawedTownError as error:
        return _remove_page(request, town, row, reasons=references(error.flaws, names_of(town)), status=422)
    except ChangedMeanwhileError:
        return _remove_page(request, town, _row_or_404(town, guardrail), is_stale=True, status=409)
    messages.success(request, _("Die Leitplanke ist entfernt."))
    return redirect("strategy:guardrails", town=town.pk)


def _save(
    request: HttpRequest, town: Town, form: GuardrailForm, value: GuardrailValue, *, row: Guardrail, seen: int
) -> HttpResponse:
    try:
        actions.change_guardrail(town, person_of(request), value, seen_version=seen)
    except ChangedMeanwhileError:
        return _conflict_page(request, town, value)
    except InvalidValueError as error:
        form.add_error("law_0_ref" if "law_0_ref" in form.fields else None, refusal(error.problem, error.remedy))
        return _form_page(request, town, form, row=row, status=422)
    except FlawedTownError as error:
        form.note(error.flaws)
        return _form_page(request, town, form, row=row, status=422)
    messages.success(request, _("Die Leitplanke ist gespeichert."))
    return redirect("strategy:guardrail", town=town.pk, guardrail=value.id)


def _conflict_page(request: HttpRequest, town: Town, mine: GuardrailValue) -> HttpResponse:
    """Both versions side by side; the form carries what was typed, and each field says which one is to stay."""
    row = _row_or_404(town, mine.id)
    ours, stored = plain_fields(mine), plain_fields(row.value)
    context = {
        "subject": told(row.value.rule),
        "last": last_change(town, deeds=_DEEDS, subject=mine.id),
        "entries": carried(request.POST, versions={"version": row.version}),
        "differences": [
            Difference(name, LABELS[name], guardrail_lines(ours[name]), guardrail_lines(stored[name]))
            for name in differing_guardrails(mine, row.value)
        ],
        "back": reverse("strategy:guardrail_edit", args=[town.pk, mine.id]),
        "crumbs": _crumbs(town, row.value, _("Ändern")),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _form_page(
    request: HttpRequest,
    town: Town,
    form: GuardrailForm,
    *,
    row: Guardrail | None = None,
    snapshot: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "guardrail": None if row is None else row.value,
        "version": seen_version(request, row),
        "snapshot": snapshot,
        "crumbs": _crumbs(town, None, _("Neue Leitplanke")) if row is None else _crumbs(town, row.value, _("Ändern")),
    }
    return render(request, "strategy/guardrail_form.html", context, status=status)


def _remove_page(
    request: HttpRequest,
    town: Town,
    row: Guardrail,
    *,
    reasons: Sequence[str] = (),
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    measures = {one.id: one for one in measure_values(town)}
    said = [one.value for one in personal_check_rows(town, row.identifier)]
    held = blocking_checks(
        held_against((row.value,), measures=measures.values(), personal=said), measures=measures.values()
    )
    context = {
        "town": town,
        "guardrail": row.value,
        "version": row.version,
        "checks": [(one, told(measures[one.measure].title)) for one in said if one.measure in measures],
        "freed": [(one, told(measures[one.measure].title)) for one in held],
        "reasons": reasons,
        "is_stale": is_stale,
        "crumbs": _crumbs(town, row.value, _("Entfernen")),
    }
    return render(request, "strategy/guardrail_remove.html", context, status=status)


def _is_told(name: str, line: Any) -> bool:
    return any(name in (line.details.get(side) or {}) for side in ("before", "after"))


def _change(name: str, line: Any) -> Difference:
    after, before = (guardrail_lines((line.details.get(side) or {}).get(name)) for side in ("after", "before"))
    return Difference(name, LABELS[name], mine=after, theirs=before)


def _row_or_404(town: Town, guardrail: str) -> Guardrail:
    row = guardrail_row(town, guardrail)
    if row is None:
        raise Http404
    return row


def _crumbs(town: Town, value: GuardrailValue | None, last: str) -> tuple[tuple[str, str | None], ...]:
    first = (_("Leitplanken"), reverse("strategy:guardrails", args=[town.pk]))
    if value is None:
        return (first, (last, None))
    return (first, (told(value.rule), reverse("strategy:guardrail", args=[town.pk, value.id])), (last, None))
