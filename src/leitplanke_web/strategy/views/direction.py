"""Staff pages: guiding sentence and weights, and the fields of action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import WeightSetting
from leitplanke_web.participation.queries import audience_names
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.direction import (
    LABELS,
    SENTENCE,
    DirectionForm,
    direction_entries,
    direction_lines,
)
from leitplanke_web.strategy.forms.parts import FieldForm
from leitplanke_web.strategy.models import Direction
from leitplanke_web.strategy.queries import direction_row
from leitplanke_web.strategy.shown import what_needs_it
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    Difference,
    carried,
    last_change,
    taken,
    version_of,
)
from leitplanke_web.towns.views.part import PartKind, drop_part, edit_part, new_part

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = PartKind(
    deeds=actions.FIELDS,
    form=FieldForm,
    home="strategy:goals",
    edit="strategy:field_edit",
    remove="strategy:field_remove",
    title=gettext_lazy("Ziele"),
    new=gettext_lazy("Neues Handlungsfeld"),
    saved=gettext_lazy("Das Handlungsfeld ist gespeichert."),
    gone=gettext_lazy("Das Handlungsfeld ist entfernt."),
    called=lambda one: one.title,
    references=what_needs_it,
)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def direction(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Guiding sentence and weights in one form; two who edit see both versions."""
    row = direction_row(town)
    names = _audiences(town, row)
    stored = direction_entries(row.guiding_sentence, row.weights)
    if request.method != "POST":
        return _page(request, town, DirectionForm(initial=stored, audiences=names), row.version)
    seen = version_of(request.POST.get("version"))
    chosen = taken(request.POST) if seen == row.version else ()
    form = DirectionForm(_merged(request.POST, stored, chosen), audiences=names)
    weights = form.weights() if form.is_valid() else None
    if weights is None:
        return _page(request, town, form, seen, status=422)
    sentence = form.sentence()
    try:
        actions.change_direction(
            town, person_of(request), seen_version=seen, guiding_sentence=sentence, weights=weights
        )
    except ChangedMeanwhileError:
        return _conflict(request, town, sentence, weights)
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, told(flaw.problem))
        return _page(request, town, form, seen, status=422)
    messages.success(request, _("Leitsatz und Gewichte sind gespeichert."))
    return redirect("strategy:goals", town=town.pk)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def field_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty field of action."""
    return new_part(request, town, _FIELDS)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def field_edit(request: HttpRequest, *, town: Town, field: str) -> HttpResponse:
    """What a field of action is called."""
    return edit_part(request, town, _FIELDS, field)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def field_remove(request: HttpRequest, *, town: Town, field: str) -> HttpResponse:
    """Ask, then remove a field of action in which no measure stands."""
    return drop_part(request, town, _FIELDS, field)


@require_POST
@staff_page(Role.EDITOR)
def usual_fields(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Take over the usual fields of action that are not there yet."""
    number = actions.take_usual_fields(town, person_of(request))
    words = ngettext("%(number)d Handlungsfeld ist neu.", "%(number)d Handlungsfelder sind neu.", number)
    messages.success(request, words % {"number": number})
    return redirect("strategy:goals", town=town.pk)


def _merged(typed: QueryDict, stored: dict[str, str], chosen: tuple[str, ...]) -> QueryDict:
    """What was typed, with the stored sentence or weights where these were chosen."""
    merged = typed.copy()
    own = {name for name in stored if name.startswith(SENTENCE)}
    for field in chosen:
        for name in own if field == SENTENCE else {*stored} - own:
            merged[name] = stored[name]
    return merged


def _conflict(request: HttpRequest, town: Town, sentence: Text, weights: WeightSetting) -> HttpResponse:
    row: Direction = direction_row(town)
    names = _audiences(town, row)
    differing = [
        field
        for field, is_other in ((SENTENCE, sentence != row.guiding_sentence), ("weights", weights != row.weights))
        if is_other
    ]
    context = {
        "subject": _("Leitsatz und Gewichte"),
        "last": last_change(town, deeds=("direction.changed",), subject=""),
        "entries": carried(request.POST, versions={"version": row.version}),
        "differences": [
            Difference(
                field,
                str(LABELS[field]),
                direction_lines(field, sentence, weights, audiences=names),
                direction_lines(field, row.guiding_sentence, row.weights, audiences=names),
            )
            for field in differing
        ],
        "back": reverse("strategy:direction", args=[town.pk]),
        "crumbs": _crumbs(town),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _audiences(town: Town, row: Direction) -> dict[str, str]:
    """What the audiences are called that the weights name."""
    names = audience_names(town)
    return {one: told(names.get(one, Text(one))) for one in row.weights.audience_percent}


def _crumbs(town: Town) -> tuple[tuple[str, str | None], ...]:
    return ((_("Ziele"), reverse("strategy:goals", args=[town.pk])), (_("Leitsatz und Gewichte"), None))


def _page(request: HttpRequest, town: Town, form: DirectionForm, version: int, *, status: int = 200) -> HttpResponse:
    context = {"town": town, "form": form, "version": version, "crumbs": _crumbs(town)}
    return render(request, "strategy/direction.html", context, status=status)
