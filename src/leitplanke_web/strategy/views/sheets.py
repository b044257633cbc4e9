"""Staff pages: measures out of a sheet and into one. Nothing of an upload is stored; see `strategy.held`."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.measure_sheets.fates import RowOutcome, SheetOutcome, left_over
from leitplanke.exchange.measure_sheets.grid import read_book
from leitplanke.exchange.measure_sheets.intake import Intake, intake_of
from leitplanke.exchange.measure_sheets.merge import Merged, account_csv, measures_of_export, merge
from leitplanke.exchange.measure_sheets.rows import read_rows
from leitplanke.exchange.measure_sheets.workbook import export, read_export, template
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.strategy.similar import similar_pairs
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.forms.sheet import SheetFileForm, SheetMappingForm, SkippedRowsForm
from leitplanke_web.strategy.held import HeldSheet, NotHeldError, TooMuchToHoldError, held_sheet, hold
from leitplanke_web.strategy.queries import measure_values, measure_versions, names_for_sheet, names_of
from leitplanke_web.strategy.shown import shown
from leitplanke_web.towns.form_fields import reader_language, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TOLD = 20


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def sheet(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Upload, mapping, preview, import: each step sends the sheet along until it is in."""
    if request.method != "POST":
        return _file_page(request, town, SheetFileForm())
    if "held" not in request.POST:
        return _uploaded(request, town)
    try:
        held = held_sheet(request.POST["held"], town=town, person=person_of(request))
    except NotHeldError:
        form = SheetFileForm(request.POST, request.FILES)
        form.add_error("file", _("Die Tabelle liegt nicht mehr bereit. Laden Sie sie noch einmal hoch."))
        return _file_page(request, town, form, status=422)
    if held.own is not None:
        return _own(request, town, held)
    return _foreign(request, town, held)


@require_safe
@staff_page(Role.EDITOR)
def sheet_template(_request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty workbook with the town's names as drop-downs."""
    return download(template(names_for_sheet(town)), f"massnahmen-vorlage-{town.id}.xlsx", XLSX)


@require_safe
@staff_page(Role.EDITOR)
def sheet_export(_request: HttpRequest, *, town: Town) -> HttpResponse:
    """All measures as a workbook that can be read back."""
    return download(export(measure_values(town)), f"massnahmen-{town.id}.xlsx", XLSX)


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, and kept nowhere on the way."""
    response = HttpResponse(data, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _uploaded(request: HttpRequest, town: Town) -> HttpResponse:
    form = SheetFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, town, form, status=422)
    given = form.cleaned_data["file"]
    name, data = str(given.name)[-100:], given.read()
    try:
        own = read_export(data, file=name)
        if own is not None:
            held = HeldSheet(name, own=own, versions=measure_versions(town))
            return _own_page(request, town, held, merge(measure_values(town), measures_of_export(own, file=name)))
        held = HeldSheet(name, book=read_book(data, file=name))
        return _mapping_page(request, town, held, _intake(held))
    except FaultyInputError as error:
        for fault in error.faults[:MOST_TOLD]:
            form.add_error("file", fault.in_language(reader_language()))
    except TooMuchToHoldError:
        form.add_error("file", _("Die Tabelle ist zu groß für einen Durchgang. Teilen Sie sie in zwei Dateien."))
    return _file_page(request, town, form, status=422)


def _foreign(request: HttpRequest, town: Town, held: HeldSheet) -> HttpResponse:
    go = request.POST.get("go", "")
    try:
        intake = _intake(held, sheet=request.POST.get("sheet", ""))
    except FaultyInputError as error:
        raise Http404 from error
    if go == "sheet":
        return _mapping_page(request, town, held, intake)
    names = names_for_sheet(town)
    form = SheetMappingForm(request.POST, intake=intake, names=names)
    mapping = form.mapping()
    if mapping is None or go == "map":
        return _mapping_page(request, town, held, intake, form=form, status=200 if mapping else 422)
    outcome = read_rows(intake.table, mapping=mapping, names=names)
    if go == "account":
        return download(account_csv(outcome), f"massnahmen-protokoll-{town.id}.csv", "text/csv; charset=utf-8")
    if go != "import":
        return _preview_page(request, town, held, form, outcome)
    return _imported(request, town, held, form, outcome)


def _imported(
    request: HttpRequest, town: Town, held: HeldSheet, form: SheetMappingForm, outcome: SheetOutcome
) -> HttpResponse:
    skipped = SkippedRowsForm(request.POST).rows
    chosen = [row.measure for row in outcome.rows if row.measure is not None and row.row not in skipped]
    gone = {row.measure.id for row in outcome.rows if row.measure is not None and row.row in skipped}
    if not chosen:
        return _preview_page(request, town, held, form, outcome, faults=[_("Keine Zeile ist gewählt.")], status=422)
    try:
        actions.import_measures(town, person_of(request), chosen, source=held.file, left_out=gone)
    except FlawedTownError as error:
        faults = [
            f"{' '.join(flaw.keys) or flaw.file}: {told(flaw.problem)} {told(flaw.remedy)}"
            for flaw in error.flaws[:MOST_TOLD]
        ]
        return _preview_page(request, town, held, form, outcome, faults=faults, status=422)
    words = ngettext(
        "%(number)s Maßnahme ist übernommen und in Prüfung.",
        "%(number)s Maßnahmen sind übernommen und in Prüfung.",
        len(chosen),
    )
    messages.success(request, words % {"number": len(chosen)})
    return redirect(f"{reverse('strategy:measures', args=[town.id])}?state=under_examination")


def _own(request: HttpRequest, town: Town, held: HeldSheet) -> HttpResponse:
    assert held.own is not None
    merged = merge(measure_values(town), measures_of_export(held.own, file=held.file))
    take = frozenset(request.POST.getlist("take"))
    chosen = [one for one in (*merged.new, *(one for one, _names in merged.changed)) if one.id in take]
    if not chosen:
        return _own_page(request, town, held, merged, faults=[_("Keine Maßnahme ist gewählt.")], status=422)
    try:
        actions.take_over_measures(town, person_of(request), chosen, seen=held.versions, source=held.file)
    except ChangedMeanwhileError:
        faults = [_("Jemand hat inzwischen eine dieser Maßnahmen geändert. Hier steht der Stand von jetzt.")]
        held = HeldSheet(held.file, own=held.own, versions=measure_versions(town))
        return _own_page(request, town, held, merged, faults=faults, status=409)
    except FlawedTownError as error:
        faults = [f"{' '.join(flaw.keys) or flaw.file}: {told(flaw.problem)}" for flaw in error.flaws[:MOST_TOLD]]
        return _own_page(request, town, held, merged, faults=faults, status=422)
    messages.success(request, _("Die gewählten Maßnahmen sind gespeichert."))
    return redirect("strategy:measures", town=town.id)


def _intake(held: HeldSheet, *, sheet: str = "") -> Intake:
    assert held.book is not None
    return intake_of(held.book, file=held.file, sheet=sheet)


def _file_page(request: HttpRequest, town: Town, form: SheetFileForm, *, status: int = 200) -> HttpResponse:
    context = {"town": town, "form": form, "faults": error_summary(form)["faults"], "crumbs": _crumbs(town)}
    return render(request, "strategy/sheet_file.html", context, status=status)


def _mapping_page(
    request: HttpRequest,
    town: Town,
    held: HeldSheet,
    intake: Intake,
    *,
    form: SheetMappingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    form = form or SheetMappingForm(intake=intake, names=names_for_sheet(town))
    context = {
        "town": town,
        "form": form,
        "file": held.file,
        "held": hold(held, town=town, person=person_of(request)),
        "sheets": intake.sheets if len(intake.sheets) > 1 else (),
        "sheet": intake.table.sheet,
        "again": reverse("strategy:sheet", args=[town.id]),
        "notices": [told(one) for one in intake.notices],
        "rows": len(intake.table.rows),
        "faults": error_summary(form)["faults"],
        "crumbs": _crumbs(town, _("Zuordnung")),
    }
    return render(request, "strategy/sheet_mapping.html", context, status=status)


def _preview_page(
    request: HttpRequest,
    town: Town,
    held: HeldSheet,
    form: SheetMappingForm,
    outcome: SheetOutcome,
    *,
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    skipped = SkippedRowsForm(request.POST).rows
    alike = _alike(town, outcome)
    context = {
        "town": town,
        "file": held.file,
        "held": hold(held, town=town, person=person_of(request)),
        "entries": form.entries(),
        "rows": [_row(row, alike, skipped) for row in outcome.rows],
        "counts": {
            "measures": len(outcome.measures),
            "unclear": sum(len(row.unclear) for row in outcome.rows),
            "left": len(list(left_over(outcome))),
            "alike": len(alike),
        },
        "around": outcome.around,
        "faults": [(words, "", "") for words in faults],
        "crumbs": _crumbs(town, _("Vorschau")),
    }
    return render(request, "strategy/sheet_preview.html", context, status=status)


def _row(row: RowOutcome, alike: dict[str, list[str]], skipped: frozenset[int]) -> dict[str, Any]:
    return {
        "number": row.row,
        "measure": row.measure,
        "problem": told(row.problem),
        "taken": [(one.column, one.original, told(one.read)) for one in row.taken],
        "unclear": [(one.column, one.original, told(one.read), told(one.doubt)) for one in row.unclear],
        "left": [(one.column, one.original) for one in row.left],
        "alike": alike.get(row.measure.id, []) if row.measure is not None else [],
        "is_skipped": row.row in skipped,
    }


def _alike(town: Town, outcome: SheetOutcome) -> dict[str, list[str]]:
    """By identifier of a new measure, the titles of those that may be the same."""
    known = (*measure_values(town), *outcome.measures)
    new = {one.id for one in outcome.measures}
    titles = {one.id: f"{told(one.title)} ({one.id})" for one in known}
    found: dict[str, list[str]] = {}
    for pair in similar_pairs(known, new=frozenset(new)):
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if one in new:
                found.setdefault(one, []).append(titles[other])
    return found


def _own_page(
    request: HttpRequest,
    town: Town,
    held: HeldSheet,
    merged: Merged,
    *,
    faults: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    names = names_of(town)
    before = {one.id: one for one in measure_values(town)}
    changed = [
        {
            "measure": one,
            "fields": [
                (label(name), shown(getattr(before[one.id], name), names), shown(getattr(one, name), names))
                for name in differing
            ],
        }
        for one, differing in merged.changed
    ]
    context = {
        "town": town,
        "file": held.file,
        "held": hold(held, town=town, person=person_of(request)),
        "new": merged.new,
        "changed": changed,
        "same": len(merged.same),
        "faults": [(words, "", "") for words in faults],
        "crumbs": _crumbs(town, _("Vorschau")),
    }
    return render(request, "strategy/sheet_own.html", context, status=status)


def _crumbs(town: Town, *more: str) -> tuple[tuple[str, str | None], ...]:
    measures = (_("Maßnahmen"), reverse("strategy:measures", args=[town.id]))
    own = reverse("strategy:sheet", args=[town.id]) if more else None
    return (measures, (_("Aus einer Tabelle"), own), *((one, None) for one in more))
