"""Staff pages: the process, its phases, what their button makes, letters."""

from secrets import SystemRandom

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import Phase, PhaseState, new_id, standing
from leitplanke_web.process import queries
from leitplanke_web.process.actions import making, planning
from leitplanke_web.process.forms.phases import BeginForm, PhaseForm, ProcessForm
from leitplanke_web.process.mapping import KINDS, STATES, place_of
from leitplanke_web.process.models import Process
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

RANDOM = SystemRandom()
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def process(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The process with its phases; where there is none, templates to begin with."""
    row = queries.process_row(town)
    if row is None:
        return _begin(request, town)
    if request.method == "POST":
        if request.POST.get("go") == "done":
            planning.finish_task(town, person_of(request), request.POST.get("phase", ""), request.POST.get("task", ""))
            return redirect("process:process", town=town.pk)
        return _made(request, town)
    return _page(request, town, row)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def process_edit(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Title, public or not, removal."""
    row = _row_or_404(town)
    initial = {"title": told(row.value.title), "is_public": row.value.is_public}
    form = ProcessForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method != "POST":
        return _edit_page(request, town, row, form)
    seen, person = version_of(request.POST.get("version")), person_of(request)
    try:
        if request.POST.get("go") == "remove":
            if request.POST.get("sure"):
                planning.remove_process(town, person, seen_version=seen)
                messages.success(request, _("Der Prozess ist gelöscht. Was für ihn angelegt wurde, ist noch da."))
                return redirect("process:process", town=town.pk)
            form.add_error(None, _("Setzen Sie den Haken, wenn der Prozess wirklich gelöscht werden soll."))
        elif form.is_valid():
            words = form.cleaned_data["title"]
            title = row.value.title if words == told(row.value.title) else Text(words)
            is_public = form.cleaned_data["is_public"]
            planning.change_process(town, person, title=title, is_public=is_public, seen_version=seen)
            messages.success(request, _("Der Prozess ist gespeichert."))
            return redirect("process:process", town=town.pk)
    except ChangedMeanwhileError:
        return _newer(request, town, form)
    return _edit_page(request, town, row, form, status=422)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def phase(request: HttpRequest, *, town: Town, phase: str) -> HttpResponse:
    """Change a phase, its dates and tasks; what follows moves along if wanted."""
    row = _row_or_404(town)
    found = row.value.phase(phase)
    if found is None:
        raise Http404
    is_only = len(row.value.phases) == 1
    form = PhaseForm(*_data(request), phase=found, is_only=is_only)
    if request.method != "POST":
        return _phase_page(request, town, row, form)
    seen, person = version_of(request.POST.get("version")), person_of(request)
    try:
        if request.POST.get("go") == "remove":
            planning.remove_phase(town, person, phase, seen_version=seen)
            messages.success(request, _("Die Phase ist gestrichen."))
            return redirect("process:process", town=town.pk)
        if form.is_valid():
            value = form.value(identifier=phase)
            save = planning.change_phase
            if form.cleaned_data.get("following"):
                save = planning.change_phase_and_following
            save(town, person, value, seen_version=seen)
            messages.success(request, _saved_words(found, value, is_moving=save is not planning.change_phase))
            return redirect("process:process", town=town.pk)
    except InvalidValueError as error:
        form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
    except ChangedMeanwhileError:
        return _newer_phase(request, town, form, phase)
    return _phase_page(request, town, row, form, status=422)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def phase_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """One phase more."""
    row = _row_or_404(town)
    form = PhaseForm(*_data(request), phase=None)
    if request.method != "POST":
        return _phase_page(request, town, row, form)
    if form.is_valid():
        name = new_id(form.cleaned_data["title"], {one.id for one in row.value.phases})
        seen = version_of(request.POST.get("version"))
        try:
            planning.add_phase(town, person_of(request), form.value(identifier=name), seen_version=seen)
        except InvalidValueError as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        except ChangedMeanwhileError:
            return _newer_phase(request, town, form, "")
        else:
            messages.success(request, _("Die Phase ist angelegt."))
            return redirect("process:process", town=town.pk)
    return _phase_page(request, town, row, form, status=422)


def _begin(request: HttpRequest, town: Town) -> HttpResponse:
    initial = {"template": "medium", "is_public": True}
    form = BeginForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            planning.begin_process(town, person_of(request), form.process())
        except InvalidValueError as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        else:
            messages.success(request, _("Der Prozess ist angelegt. Prüfen Sie jetzt die Daten der Phasen."))
            return redirect("process:process", town=town.pk)
    context = {"town": town, "form": form, "crumbs": ((_("Prozess"), None),)}
    return render(request, "process/begin.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, town: Town) -> HttpResponse:
    phase = request.POST.get("phase", "")
    made = making.make_materials(town, person_of(request), phase, random=RANDOM)
    if made:
        words = ngettext("Ein Entwurf ist angelegt:", "%(number)s Entwürfe sind angelegt:", len(made))
        told_titles = ", ".join(told(one.title) for one in made)
        messages.success(request, f"{words % {'number': len(made)}} {told_titles}.")
    else:
        messages.info(request, _("Für diese Phase ist schon alles angelegt."))
    return redirect(f"{reverse('process:process', args=[town.pk])}#phase-{phase}")


def _page(request: HttpRequest, town: Town, row: Process) -> HttpResponse:
    today = timezone.localdate()
    found, made = standing(row.value, today=today), queries.made_refs(town)
    phases = []
    for one, state in found.phases:
        missing = queries.missing_materials(one, made)
        phases.append(
            {
                "phase": one,
                "state": state.value,
                "state_words": STATES[state],
                "is_here": state is PhaseState.HERE,
                "tasks": [(task, not task.is_done and task.due_on < today) for task in one.tasks],
                "made": [
                    (KINDS[each.kind], each.title, place_of(town, each.kind, made[one.id, each.id]))
                    for each in one.materials
                    if (one.id, each.id) in made
                ],
                "offered": [(KINDS[each.kind], each.title) for each in missing if each.kind in making.MAKERS],
                "later": [(KINDS[each.kind], each.title) for each in missing if each.kind not in making.MAKERS],
            }
        )
    context = {
        "town": town,
        "process": row.value,
        "phases": phases,
        "standing": found,
        "crumbs": ((_("Prozess"), None),),
    }
    return render(request, "process/process.html", context)


def _edit_page(
    request: HttpRequest,
    town: Town,
    row: Process,
    form: ProcessForm,
    *,
    theirs: Process | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = row.version if theirs or request.method != "POST" else version_of(request.POST.get("version"))
    context = {
        "town": town,
        "form": form,
        "version": seen,
        "theirs": theirs,
        "crumbs": _crumbs(town, _("Titel und Sichtbarkeit")),
    }
    return render(request, "process/edit.html", context, status=status)


def _newer(request: HttpRequest, town: Town, form: ProcessForm) -> HttpResponse:
    form.add_error(None, _("Jemand hat den Prozess inzwischen geändert. Unten steht der neue Stand."))
    row = _row_or_404(town)
    return _edit_page(request, town, row, form, theirs=row, status=409)


def _phase_page(
    request: HttpRequest,
    town: Town,
    row: Process,
    form: PhaseForm,
    *,
    theirs: Phase | None = None,
    is_newer: bool = False,
    status: int = 200,
) -> HttpResponse:
    seen = row.version if is_newer or request.method != "POST" else version_of(request.POST.get("version"))
    title = told(form.phase.title) if form.phase else _("Neue Phase")
    context = {
        "town": town,
        "form": form,
        "phase": form.phase,
        "is_only": len(row.value.phases) == 1,
        "version": seen,
        "theirs": theirs,
        "crumbs": _crumbs(town, title),
    }
    return render(request, "process/phase.html", context, status=status)


def _newer_phase(request: HttpRequest, town: Town, form: PhaseForm, phase: str) -> HttpResponse:
    """What was typed, and above it what somebody else saved; saving once more decides for what was typed."""
    form.add_error(None, _("Jemand hat den Prozess inzwischen geändert. Unten steht der neue Stand."))
    row = _row_or_404(town)
    return _phase_page(request, town, row, form, theirs=row.value.phase(phase), is_newer=True, status=409)


def _saved_words(before: Phase, after: Phase, *, is_moving: bool) -> str:
    days = (after.ends_on - before.ends_on).days
    if not is_moving or not days:
        return _("Die Phase ist gespeichert.")
    words = ngettext(
        "Die Phase ist gespeichert, die späteren sind um %(days)s Tag verschoben.",
        "Die Phase ist gespeichert, die späteren sind um %(days)s Tage verschoben.",
        abs(days),
    )
    return words % {"days": f"{days:+d}"}


def _row_or_404(town: Town) -> Process:
    row = queries.process_row(town)
    if row is None:
        raise Http404
    return row


def _data(request: HttpRequest) -> tuple[object, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _crumbs(town: Town, last: str) -> tuple[tuple[str, str | None], ...]:
    return ((_("Prozess"), reverse("process:process", args=[town.pk])), (last, None))
