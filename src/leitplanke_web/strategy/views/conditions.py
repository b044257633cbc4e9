"""Staff pages: decisions that measures wait for, and measures of which only some may come."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.relations import Choice
from leitplanke_web.strategy.actions import CHOICES, GATES
from leitplanke_web.strategy.forms.conditions import ChoiceForm, GateForm
from leitplanke_web.strategy.queries import conditions_of, measure_names, measure_values
from leitplanke_web.strategy.shown import what_needs_it
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.views.part import PartKind, drop_part, edit_part, new_part

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_TITLE = gettext_lazy("Beschlüsse und Auswahl")
_GATE = PartKind(
    deeds=GATES,
    form=GateForm,
    home="strategy:conditions",
    edit="strategy:gate_edit",
    remove="strategy:gate_remove",
    title=_TITLE,
    new=gettext_lazy("Neuer Beschluss"),
    about=gettext_lazy("Was darauf wartet, beginnt erst, wenn es festgehalten ist."),
    saved=gettext_lazy("Das ist gespeichert."),
    gone=gettext_lazy("Das ist entfernt."),
    references=what_needs_it,
)
_CHOICE = PartKind(
    deeds=CHOICES,
    form=ChoiceForm,
    home="strategy:conditions",
    edit="strategy:choice_edit",
    remove="strategy:choice_remove",
    title=_TITLE,
    new=gettext_lazy("Neue Auswahl"),
    about=gettext_lazy("Wenn zwei Maßnahmen dasselbe erreichen, soll nur eine von ihnen in den Fahrplan."),
    saved=gettext_lazy("Das ist gespeichert."),
    gone=gettext_lazy("Das ist entfernt."),
    references=what_needs_it,
    names=measure_names,
)


@require_safe
@staff_page(Role.EDITOR)
def conditions(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All gates with the measures that wait for them, and all choices."""
    gates, choices = conditions_of(town)
    measures = measure_values(town)
    titles = {one.id: told(one.title) for one in measures}
    named = partial(_named, titles=titles)
    context = {
        "town": town,
        "gates": [(gate, named(one.id for one in measures if gate.id in one.gates)) for gate in gates],
        "choices": [(choice, _how_many(choice), named(choice.members)) for choice in choices],
    }
    return render(request, "strategy/conditions.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def gate_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A new gate."""
    return new_part(request, town, _GATE)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def gate_edit(request: HttpRequest, *, town: Town, gate: str) -> HttpResponse:
    """A stored gate; here it is said that it is met."""
    return edit_part(request, town, _GATE, gate)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def gate_remove(request: HttpRequest, *, town: Town, gate: str) -> HttpResponse:
    """Ask, then remove a gate."""
    return drop_part(request, town, _GATE, gate)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def choice_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A new choice."""
    return new_part(request, town, _CHOICE)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def choice_edit(request: HttpRequest, *, town: Town, choice: str) -> HttpResponse:
    """A stored choice."""
    return edit_part(request, town, _CHOICE, choice)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def choice_remove(request: HttpRequest, *, town: Town, choice: str) -> HttpResponse:
    """Ask, then remove a choice."""
    return drop_part(request, town, _CHOICE, choice)


def _named(measures: object, titles: dict[str, str]) -> list[tuple[str, str]]:
    return [(one, titles.get(one, one)) for one in measures]  # type: ignore[attr-defined]  # any iterable of names


def _how_many(choice: Choice) -> str:
    if choice.least == choice.most:
        return ngettext("genau %(n)s", "genau %(n)s", choice.most) % {"n": choice.most}
    if not choice.least:
        return _("höchstens %(n)s") % {"n": choice.most}
    return _("%(least)s bis %(most)s") % {"least": choice.least, "most": choice.most}
