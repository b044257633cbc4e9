"""Questions about the roadmap of the latest finished run: how sure it is, and what to do when something happens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.roadmap.answers import StudyQuestion
from leitplanke_web.portal.actions import runs as actions
from leitplanke_web.portal.forms import RepairForm, RobustnessForm
from leitplanke_web.portal.models import Run, RunKind, RunState
from leitplanke_web.portal.queries import runs as queries
from leitplanke_web.portal.queries.roadmap_files import roadmap_file
from leitplanke_web.portal.queries.studies import study_file, told_study
from leitplanke_web.portal.views.staff import voice_of
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page

MOST_SHOWN = 20
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}


@staff_page(Role.EDITOR)
@_GET_AND_POST
def robustness(request: HttpRequest, *, town: Town) -> HttpResponse:
    """What the latest test of this kind found, and a form for another one."""
    form = RobustnessForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _started(request, town, form.question(), seed=form.cleaned_data["seed"])
    tested = queries.studies(town, RunKind.ROBUSTNESS).filter(state=RunState.DONE).first()
    shown = {
        "town": town,
        "made": queries.latest_done_run(town),
        "unfinished": queries.unfinished_run(town),
        "form": form,
        "tested": tested,
        "told": None if tested is None else told_study(tested.study, voice=voice_of(town)),
    }
    return render(request, "portal/staff/robustness.html", shown, status=422 if form.errors else 200)


@staff_page(Role.EDITOR)
@_GET_AND_POST
def repair(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A form for what happens, and what was asked before."""
    made = queries.latest_done_run(town)
    shown: dict[str, object] = {"town": town, "made": made, "unfinished": queries.unfinished_run(town)}
    if made is None:
        return render(request, "portal/staff/repair.html", shown)
    typed = request.POST if request.method == "POST" else None
    form = RepairForm(typed, documents=queries.documents_of_run(made))
    if form.is_bound and form.is_valid():
        return _started(request, town, form.question(), seed=form.cleaned_data["seed"])
    shown |= {"form": form, "asked": queries.studies(town, RunKind.REPAIR)[:MOST_SHOWN]}
    return render(request, "portal/staff/repair.html", shown, status=422 if form.errors else 200)


@staff_page(Role.EDITOR)
@require_safe
def file(request: HttpRequest, *, town: Town, number: int, stored: str) -> HttpResponse:  # noqa: ARG001 - as every page
    """A file of a finished run, to keep: of its roadmap, or of what a study found."""
    run = queries.run_numbered(town, number)
    if run is None or not run.is_done:
        raise Http404
    try:
        content = study_file(run.study, stored) if run.is_study else roadmap_file(queries.documents_of_run(run), stored)
    except KeyError:
        raise Http404 from None
    kept_as = f"{town.pk}-{number}-{stored}"
    return HttpResponse(
        content,
        content_type=_MEDIA_TYPES[stored.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{kept_as}"', "X-Content-Type-Options": "nosniff"},
    )


def _started(request: HttpRequest, town: Town, question: StudyQuestion, *, seed: int) -> HttpResponse:
    try:
        run: Run = actions.start_study(town, person_of(request), question, seed=seed)
    except actions.RunUnfinishedError as refused:
        message = _("Lauf {number} ist noch nicht fertig. Warten Sie auf ihn, oder brechen Sie ihn ab.")
        messages.info(request, message.format(number=refused.number))
        return redirect("portal:run", town=town.pk, number=refused.number)
    except actions.NoRoadmapError:
        messages.info(request, _("Es gibt noch keinen fertigen Lauf."))
        return redirect("portal:runs", town=town.pk)
    return redirect("portal:run", town=town.pk, number=run.number)
