"""Runs of the chain and studies: list, start, watch, call off."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from leitplanke.exchange.obstacles import Obstacle, Subject
from leitplanke.kernel.texts import Text
from leitplanke_web.accounts.models import Person
from leitplanke_web.design.navigation import address_of
from leitplanke_web.portal.actions import runs as actions
from leitplanke_web.portal.forms import StartRunForm
from leitplanke_web.portal.models import Run, RunKind, RunState
from leitplanke_web.portal.queries import runs as queries
from leitplanke_web.portal.queries.published import current_publication, publications
from leitplanke_web.portal.queries.roadmap_files import WORDS
from leitplanke_web.portal.queries.studies import PLAN, PROBLEM, told_incidents, told_study
from leitplanke_web.portal.views.staff import voice_of
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

RUNS_PER_PAGE = 20

STAGES = {
    RunKind.CHAIN: (
        ("input", gettext_lazy("Eingaben prüfen")),
        ("participation", gettext_lazy("Antworten sammeln")),
        ("evidence", gettext_lazy("Antworten auswerten")),
        ("strategy", gettext_lazy("Strategie ableiten")),
        ("roadmap", gettext_lazy("Fahrplan suchen")),
        ("progress", gettext_lazy("Stand der Umsetzung")),
        ("report", gettext_lazy("Bericht schreiben")),
    ),
    RunKind.ROBUSTNESS: (
        ("deadlines", gettext_lazy("Fristen durchspielen")),
        ("weights", gettext_lazy("Gewichte durchspielen")),
    ),
    RunKind.REPAIR: (
        ("mend", gettext_lazy("Kleinste Änderung suchen")),
        ("offers", gettext_lazy("Angebote mit mehr Änderungen suchen")),
    ),
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of a run: what came out (None: not yet), the digest of its document, whether it works now."""

    name: str
    outcome: Text | None
    sha256: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Mendable:
    """A sentence on what stood in the way, and the page where one can change it (empty: none)."""

    text: Text
    address: str


@staff_page(Role.EDITOR)
@require_safe
def runs(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All runs, and a button for another one; a study says how many changes its offer had."""
    return _runs(request, town, _start_form(town, initial={"most_changes": request.GET.get("most_changes")}))


@staff_page(Role.EDITOR)
@require_POST
def start_run(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for a run; a second one beside an unfinished one leads to that one."""
    assert isinstance(request.user, Person)
    form = _start_form(town, request.POST)
    if not form.is_valid():
        return _runs(request, town, form, status=422)
    try:
        run = actions.start_run(town, request.user, **form.cleaned_data)
    except actions.RunUnfinishedError as refused:
        message = _("Lauf {number} ist noch nicht fertig. Warten Sie auf ihn, oder brechen Sie ihn ab.")
        messages.info(request, message.format(number=refused.number))
        return redirect("portal:run", town=town.pk, number=refused.number)
    except actions.NoRoadmapError:
        messages.info(request, _("Es ist keine Fassung mehr veröffentlicht, von der etwas bleiben könnte."))
        return redirect("portal:runs", town=town.pk)
    return redirect("portal:run", town=town.pk, number=run.number)


@staff_page(Role.EDITOR)
@require_safe
def run(request: HttpRequest, *, town: Town, number: int) -> HttpResponse:
    """One run: how far it is, or what came out. To htmx the part that changes, and in the end the page anew."""
    found = _run_or_404(town, number)
    shown = {
        "town": town,
        "run": found,
        "stages": _stages(found),
        "obstacles": [Mendable(one.text, _mended_at(town, one)) for one in found.obstacles],
        "crumbs": _crumbs(town, found),
        **_afterwards(town, found),
    }
    if request.headers.get("HX-Request") != "true":
        return render(request, "portal/staff/run.html", shown)
    response = render(request, "portal/staff/run_progress.html", shown)
    if not found.is_unfinished:
        response["HX-Refresh"] = "true"
    return response


@staff_page(Role.EDITOR)
@require_POST
def cancel_run(request: HttpRequest, *, town: Town, number: int) -> HttpResponse:
    """Call the run off."""
    assert isinstance(request.user, Person)
    try:
        actions.cancel_run(_run_or_404(town, number), request.user)
    except actions.RunFinishedError:
        messages.info(request, _("Der Lauf war schon zu Ende."))
    return redirect("portal:run", town=town.pk, number=number)


def _start_form(town: Town, *args: Any, **more: Any) -> StartRunForm:
    return StartRunForm(*args, has_published=current_publication(town) is not None, **more)


def _runs(request: HttpRequest, town: Town, form: StartRunForm, status: int = 200) -> HttpResponse:
    page = Paginator(queries.runs(town), RUNS_PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "town": town,
        "page": page,
        "form": form,
        "unfinished": queries.unfinished_run(town),
    }
    return render(request, "portal/staff/runs.html", shown, status=status)


def _afterwards(town: Town, found: Run) -> dict[str, object]:
    """What became of a run: what a study found, or which version it is, and whether a newer one has finished."""
    if found.is_study:
        voice = voice_of(town)
        return {
            "incidents": told_incidents(found.study, voice=voice),
            "repeat": (PROBLEM, PLAN),
            "told": told_study(found.study, voice=voice),
            "is_published": _is_published(town, found.study.of),
        }
    if not found.is_done:
        return {}
    version = publications(town).filter(run=found).first()
    return {"version": version, "is_latest": queries.latest_done_run(town) == found, "files": WORDS}


def _is_published(town: Town, made: Run) -> bool:
    published = current_publication(town)
    return published is not None and published.run_id == made.pk


def _run_or_404(town: Town, number: int) -> Run:
    found = queries.run_numbered(town, number)
    if found is None:
        raise Http404
    return found


def _stages(found: Run) -> list[StageLine]:
    done = {outcome.stage: outcome for outcome in found.outcomes}
    return [
        StageLine(
            name=str(words),
            outcome=done[stage].outcome if stage in done else None,
            sha256=found.digests.get(stage, ""),
            is_now=found.state == RunState.RUNNING and found.stage == stage,
        )
        for stage, words in STAGES[RunKind(found.kind)]
    ]


def _mended_at(town: Town, obstacle: Obstacle) -> str:
    match obstacle.about:
        case Subject.MEASURE:
            one = address_of("strategy:measure_edit", town=town.pk, measure=obstacle.ref) if obstacle.ref else ""
            return one or address_of("strategy:measures", town=town.pk)
        case Subject.UNIT:
            one = address_of("roadmap:unit_edit", town=town.pk, unit=obstacle.ref) if obstacle.ref else ""
            return one or address_of("roadmap:capacities", town=town.pk)
        case Subject.YEAR:
            one = address_of("roadmap:year_edit", town=town.pk)
            return f"{one}#id_{obstacle.ref}-investive" if obstacle.ref and one else one
        case _:
            return ""


def _crumbs(town: Town, found: Run) -> tuple[tuple[str, str | None], ...]:
    here = _("Lauf {number}").format(number=found.number)
    return ((_("Läufe"), reverse("portal:runs", args=[town.pk])), (here, None))
