"""Staff pages: who has a part in the process, as table and picture, by form and by workbook."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.measure_sheets.grid import read_book
from leitplanke.exchange.processes.actor_sheets import LEVELS, actor_workbook, read_actors
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.participation.meeting.templates import GROUPS
from leitplanke.participation.process import Actor, handlings, new_id
from leitplanke.report.actor_map import actor_map
from leitplanke_web.process import queries
from leitplanke_web.process.actions import actors as actions
from leitplanke_web.process.forms.actors import ActorForm, ActorSheetForm
from leitplanke_web.process.mapping import HANDLINGS
from leitplanke_web.towns.form_fields import reader_language, refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TOLD = 20
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_page(Role.EDITOR)
def actors(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The table by how to deal with them, and the picture with the same numbers."""
    numbered, groups, at = {}, [], 0
    names = {group.id: group.name for group in GROUPS}
    for handling, found in handlings(queries.actor_values(town)):
        rows = []
        for actor in found:
            at += 1
            numbered[at] = actor
            rows.append((at, actor, names[actor.group], LEVELS[actor.interest], LEVELS[actor.influence]))
        groups.append((*HANDLINGS[handling], rows))
    picture = mark_safe(actor_map(numbered, language=reader_language())) if numbered else ""  # noqa: S308 - escaped there
    context = {"town": town, "groups": groups, "picture": picture, "crumbs": _crumbs(town)}
    return render(request, "process/actors.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def actor_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """One more."""
    form = ActorForm(*_data(request), actor=None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_actor(town, person_of(request), partial(_built, form))
        except InvalidValueError as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        else:
            messages.success(request, _("Der Akteur steht jetzt in der Liste."))
            return redirect("process:actors", town=town.pk)
    context = {"town": town, "form": form, "crumbs": _crumbs(town, _("Neuer Akteur"))}
    return render(request, "process/actor.html", context, status=422 if form.errors else 200)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def actor(request: HttpRequest, *, town: Town, actor: str) -> HttpResponse:
    """Change one, or remove it."""
    row = queries.actor_row(town, actor)
    if row is None:
        raise Http404
    form = ActorForm(*_data(request), actor=row.value)
    seen, theirs, status = row.version, None, 200
    if request.method == "POST":
        seen, status = version_of(request.POST.get("version")), 422
        try:
            if request.POST.get("go") == "remove":
                actions.remove_actor(town, person_of(request), actor, seen_version=seen)
                messages.success(request, _("Der Akteur ist entfernt."))
                return redirect("process:actors", town=town.pk)
            if form.is_valid():
                actions.change_actor(town, person_of(request), form.value(identifier=actor), seen_version=seen)
                messages.success(request, _("Der Akteur ist gespeichert."))
                return redirect("process:actors", town=town.pk)
        except InvalidValueError as error:
            form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        except ChangedMeanwhileError:
            form.add_error(None, _("Jemand hat den Akteur inzwischen geändert. Unten steht der neue Stand."))
            theirs = queries.actor_row(town, actor)
            seen, status = 0 if theirs is None else theirs.version, 409
    crumbs = _crumbs(town, row.value.name)
    shown = [(field.label, field.value()) for field in ActorForm(actor=theirs.value)] if theirs else []
    context = {"town": town, "actor": row, "form": form, "version": seen, "theirs": shown, "crumbs": crumbs}
    return render(request, "process/actor.html", context, status=status)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def actor_sheet(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A workbook in: it adds and changes, and removes nobody."""
    form = ActorSheetForm(request.POST, request.FILES) if request.method == "POST" else ActorSheetForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        name, data = str(given.name)[-100:], given.read()
        try:
            book = read_book(data, file=name)  # before anything is locked: it takes a while
            found = actions.import_actors(
                town, person_of(request), lambda known: read_actors(book, file=name, known=known), file=name
            )
        except FaultyInputError as error:
            for fault in error.faults[:MOST_TOLD]:
                form.add_error("file", fault.in_language(reader_language()))
        else:
            added = ngettext("%(number)s Akteur ist neu", "%(number)s Akteure sind neu", len(found.added))
            changed = ngettext("%(number)s geändert", "%(number)s geändert", len(found.changed))
            words = f"{added % {'number': len(found.added)}}, {changed % {'number': len(found.changed)}}."
            messages.success(request, words)
            return redirect("process:actors", town=town.pk)
    context = {"town": town, "form": form, "crumbs": _crumbs(town, _("Aus einer Tabelle"))}
    return render(request, "process/actor_sheet.html", context, status=422 if form.errors else 200)


@require_safe
@staff_page(Role.EDITOR)
def actor_file(_request: HttpRequest, *, town: Town) -> HttpResponse:
    """All actors as a workbook that can be read back; without any it is the template."""
    response = HttpResponse(actor_workbook(queries.actor_values(town)), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="akteure-{town.pk}.xlsx"'
    return response


def _built(form: ActorForm, taken: frozenset[str]) -> Actor:
    return form.value(identifier=new_id(form.cleaned_data["name"], taken))


def _data(request: HttpRequest) -> tuple[object, ...]:
    return (request.POST,) if request.method == "POST" else ()


def _crumbs(town: Town, last: str = "") -> tuple[tuple[str, str | None], ...]:
    first = (_("Prozess"), reverse("process:process", args=[town.pk]))
    if not last:
        return (first, (_("Akteure"), None))
    return (first, (_("Akteure"), reverse("process:actors", args=[town.pk])), (last, None))
