"""Staff pages: which workshops there are, how one runs, its invitation, its poster, its end."""

from collections.abc import Mapping
from secrets import SystemRandom

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.invitation import invitation_calendar
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.meeting import StepKind
from leitplanke_web.towns.form_fields import reader_language, refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError, became_of_clusters
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of
from leitplanke_web.workshops import queries
from leitplanke_web.workshops.actions import planning as actions
from leitplanke_web.workshops.forms.leading import CloseForm
from leitplanke_web.workshops.forms.planning import AgendaForm, PlanForm
from leitplanke_web.workshops.models import Workshop, WorkshopState

RANDOM = SystemRandom()
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(Role.EDITOR)
def workshops(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All workshops of the town."""
    context = {"town": town, "workshops": queries.workshops(town), "crumbs": ((_("Werkstätten"), None),)}
    return render(request, "workshops/workshops.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def workshop_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Plan a workshop from a template."""
    form = PlanForm(request.POST if request.method == "POST" else None, initial={"template": "ideas"})
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.plan_workshop(town, person_of(request), form.agenda(), random=RANDOM)
        except InvalidValueError as error:
            form.add_error(None, refusal(error.problem, error.remedy))
        else:
            return redirect("workshops:workshop", town=town.pk, workshop=found.identifier)
    context = {"town": town, "form": form, "crumbs": (_list(town), (_("Neue Werkstatt"), None))}
    return render(request, "workshops/workshop_new.html", context, status=422 if form.errors else 200)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def workshop(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """State, agenda, ways in, the end, and what became of the clusters."""
    row = workshop_or_404(town, workshop)
    if request.method != "POST":
        return _page(request, row)
    if request.POST.get("go") == "discard":
        return _discarded(request, row)
    form = _close_form(row, request.POST)
    if form.is_valid():
        try:
            actions.close_workshop(row, person_of(request), present=form.present())
        except InvalidValueError as error:
            form.add_error(None, refusal(error.problem, error.remedy))
        except FlawedTownError as error:
            for flaw in error.flaws:
                form.add_error(None, refusal(flaw.problem, flaw.remedy))
        else:
            messages.success(request, _("Die Werkstatt ist abgeschlossen."))
            return redirect("workshops:workshop", town=town.pk, workshop=workshop)
    return _page(request, row, form=form, status=422)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def agenda(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """Change the agenda as long as nobody has begun."""
    row = workshop_or_404(town, workshop)
    form = AgendaForm(request.POST if request.method == "POST" else None, agenda=row.value)
    status, is_newer = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seen = version_of(request.POST.get("version"))
                actions.change_agenda(row, person_of(request), form.agenda(), seen_version=seen)
            except InvalidValueError as error:
                form.add_error(None, refusal(error.problem, error.remedy))
            except ChangedMeanwhileError:
                form.add_error(None, _("Jemand hat den Ablauf inzwischen geändert. Unten steht der neue Stand."))
                status, is_newer = 409, True
            else:
                messages.success(request, _("Der Ablauf ist gespeichert."))
                added = "agenda" if form.cleaned_data["add"] else "workshop"
                return redirect(f"workshops:{added}", town=town.pk, workshop=workshop)
    fresh = workshop_or_404(town, workshop) if is_newer else row
    seen_version = fresh.version if request.method != "POST" or is_newer else request.POST.get("version", "")
    context = {
        "form": form,
        "version": seen_version,
        "theirs": fresh if is_newer else None,
        "has_errors": status != 200,
    }
    return staff_render(request, row, "agenda", context, words=_("Ablauf"), status=status)


@require_safe
@staff_page(Role.EDITOR)
def invitation(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """The calendar file."""
    row = workshop_or_404(town, workshop)
    content = invitation_calendar(
        row.value,
        identifier=f"{town.pk}.{row.identifier}",
        address=room_link(request, row),
        version=row.version,
        language=reader_language(),
    )
    return _download(content, "text/calendar; charset=utf-8", f"{row.identifier}.ics")


@require_safe
@staff_page(Role.EDITOR)
def poster(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """A sheet to hang up at the door: code, address and QR code."""
    row = workshop_or_404(town, workshop)
    return staff_render(request, row, "poster", {**ways_in(request, row), "bare": True}, words=_("Aushang"))


def workshop_or_404(town: Town, identifier: str) -> Workshop:
    """The workshop of an address."""
    row = queries.workshop(town, identifier)
    if row is None:
        raise Http404
    return row


def room_link(request: HttpRequest, row: Workshop) -> str:
    """Where people join."""
    return request.build_absolute_uri(reverse("workshops:room", args=(row.town_id, row.code)))


def ways_in(request: HttpRequest, row: Workshop) -> dict[str, object]:
    """Link, entrance and QR code of the room."""
    link = room_link(request, row)
    entrance = request.build_absolute_uri(reverse("workshops:entrance", args=(row.town_id,)))
    code = segno.make(link, error="m", micro=False).svg_data_uri(scale=8, border=4)
    return {"link": link, "entrance": entrance, "qr_code": code}


def staff_render(
    request: HttpRequest, row: Workshop, name: str, context: Mapping[str, object], *, words: str = "", status: int = 200
) -> HttpResponse:
    """A page of one workshop."""
    here = reverse("workshops:workshop", args=(row.town_id, row.identifier))
    title = row.value.title.de
    trail = ((title, here), (words, None)) if words else ((title, None),)
    shared = {"town": row.town, "workshop": row, "agenda": row.value, "crumbs": (_list(row.town), *trail)}
    return render(request, f"workshops/{name}.html", {**shared, **context}, status=status)


def _list(town: Town) -> tuple[str, str]:
    return _("Werkstätten"), reverse("workshops:workshops", args=(town.pk,))


def _discarded(request: HttpRequest, row: Workshop) -> HttpResponse:
    try:
        actions.discard_workshop(row, person_of(request), seen_version=version_of(request.POST.get("version")))
    except InvalidValueError as error:
        messages.warning(request, f"{told(error.problem)} {told(error.remedy)}")
    except ChangedMeanwhileError:
        messages.warning(request, _("Jemand hat den Ablauf inzwischen geändert. Unten steht der neue Stand."))
    else:
        messages.success(request, _("Die Werkstatt ist verworfen."))
        return redirect("workshops:workshops", town=row.town_id)
    return redirect("workshops:workshop", town=row.town_id, workshop=row.identifier)


def _close_form(row: Workshop, *data: object) -> CloseForm:
    return CloseForm(*data, agenda=row.value, joined=queries.joined(row))


def _page(request: HttpRequest, row: Workshop, *, form: CloseForm | None = None, status: int = 200) -> HttpResponse:
    is_open = row.state == WorkshopState.OPEN
    context = {
        "timed": row.value.timed(),
        "boards": [step for step in row.value.steps if step.kind is StepKind.CARDS],
        "ballots": [step for step in row.value.steps if step.kind not in {StepKind.TALK, StepKind.CARDS}],
        "link": room_link(request, row),
        "close_form": form or (_close_form(row) if is_open else None),
        "became": became_of_clusters(row.town, row.identifier) if row.state == WorkshopState.CLOSED else (),
        "has_errors": status != 200,
    }
    return staff_render(request, row, "workshop", context, status=status)


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
