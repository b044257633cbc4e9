"""The pages of one kind of part: a new one, a stored one, and the question before it goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.towns.actions.parts import PartDeeds, add_part, change_part, remove_part
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.forms.part import PartForm, differing, taken_over
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.people import person_of
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


@dataclass(frozen=True, slots=True)
class PartKind:
    """What the pages of a kind need: its deeds, its form, its addresses, its words.

    `home` is the page that lists the parts, `names` are those that the form offers, `called` is what a part is called,
    `references` tells what still needs a part, `after_new` is where a new one leads, with its identifier; else home.
    """

    deeds: PartDeeds
    form: type[PartForm]
    home: str
    edit: str
    remove: str
    title: Any
    new: Any
    saved: Any
    gone: Any
    about: Any = ""
    names: Callable[[Town], Any] = lambda _town: {}
    called: Callable[[Any], Text] = lambda value: value.name
    references: Callable[[Town, Sequence[Flaw]], Sequence[str]] = lambda _town, flaws: [
        f"{' '.join(flaw.keys)}: {told(flaw.problem)}" for flaw in flaws
    ]
    after_new: str = ""


def new_part(request: HttpRequest, town: Town, kind: PartKind) -> HttpResponse:
    """An empty form; saving it adds the part."""
    names = kind.names(town)
    if request.method != "POST":
        return _form_page(request, town, kind, kind.form(names=names, first=town.profile.plan_from))
    form = kind.form(request.POST, names=names, first=town.profile.plan_from)
    value = form.value()
    if value is None:
        return _form_page(request, town, kind, form, status=422)
    try:
        add_part(town, person_of(request), value, deeds=kind.deeds)
    except InvalidValueError as error:
        form.refuse(error)
        return _form_page(request, town, kind, form, status=422)
    except FlawedTownError as error:
        form.note(error.flaws, part=value.id)
        return _form_page(request, town, kind, form, status=422)
    messages.success(request, str(kind.saved))
    return redirect(reverse(kind.after_new, args=[town.id, value.id]) if kind.after_new else _home(town, kind))


def edit_part(request: HttpRequest, town: Town, kind: PartKind, part: str) -> HttpResponse:
    """A stored part; saving it makes the next version."""
    row = part_or_404(town, kind, part)
    first, names = town.profile.plan_from, kind.names(town)
    stored = kind.form.entries(row.value, first=first)
    if request.method != "POST":
        empty = kind.form(initial=stored, stored=row.value, names=names, first=first)
        return _form_page(request, town, kind, empty, row=row)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if seen == row.version else ()
    form = kind.form(taken_over(request.POST, stored, theirs), stored=row.value, names=names, first=first)
    value = form.value()
    if value is None:
        return _form_page(request, town, kind, form, row=row, status=422)
    try:
        change_part(town, person_of(request), value, seen_version=seen, deeds=kind.deeds)
    except ChangedMeanwhileError:
        return conflict_page(request, town, kind, value, back=kind.edit)
    except FlawedTownError as error:
        form.note(error.flaws, part=value.id)
        return _form_page(request, town, kind, form, row=row, status=422)
    messages.success(request, str(kind.saved))
    return redirect(_home(town, kind))


def drop_part(request: HttpRequest, town: Town, kind: PartKind, part: str) -> HttpResponse:
    """Ask, then remove a part; what still refers to it is named."""
    row = part_or_404(town, kind, part)
    if request.method != "POST":
        return _remove_page(request, town, kind, row)
    seen = version_of(request.POST.get("version"))
    try:
        remove_part(town, person_of(request), part, seen_version=seen, deeds=kind.deeds)
    except FlawedTownError as error:
        reasons = kind.references(town, error.flaws)
        return _remove_page(request, town, kind, row, reasons=reasons, status=422)
    except ChangedMeanwhileError:
        return _remove_page(request, town, kind, part_or_404(town, kind, part), is_stale=True, status=409)
    messages.success(request, str(kind.gone))
    return redirect(_home(town, kind))


def part_or_404(town: Town, kind: PartKind, part: str) -> Any:
    """The row of a part."""
    row = kind.deeds.model._default_manager.filter(town=town, identifier=part).first()
    if row is None:
        raise Http404
    return row


def conflict_page(request: HttpRequest, town: Town, kind: PartKind, mine: Any, *, back: str) -> HttpResponse:
    """Both versions side by side; the form at `back` gets what was typed, and which of both is to stay."""
    row = part_or_404(town, kind, mine.id)
    lines = partial(kind.form.lines, first=town.profile.plan_from, names=kind.names(town))
    labels = kind.form.told_labels()
    context = {
        "subject": told(kind.called(row.value)),
        "last": last_change(town, deeds=(kind.deeds.added, kind.deeds.changed), subject=mine.id),
        "entries": carried(request.POST, versions={"version": row.version}),
        "differences": [
            Difference(name, str(labels[name]), lines(mine, name), lines(row.value, name))
            for name in differing(mine, row.value)
        ],
        "back": reverse(back, args=[town.id, mine.id]),
        "crumbs": crumbs(town, kind, told(kind.called(row.value))),
    }
    return render(request, "towns/conflict.html", context, status=409)


def crumbs(town: Town, kind: PartKind, *more: str) -> tuple[tuple[str, str | None], ...]:
    """The way to a page of a part."""
    return ((str(kind.title), _home(town, kind)), *((one, None) for one in more))


def _form_page(
    request: HttpRequest, town: Town, kind: PartKind, form: PartForm, *, row: Any = None, status: int = 200
) -> HttpResponse:
    title = str(kind.new) if row is None else told(kind.called(row.value))
    context = {
        "town": town,
        "form": form,
        "title": title,
        "about": kind.about,
        "version": seen_version(request, row),
        "faults": error_summary(form)["faults"],
        "identifier": "" if row is None else row.identifier,
        "home": _home(town, kind),
        "remove": "" if row is None else reverse(kind.remove, args=[town.id, row.identifier]),
        "crumbs": crumbs(town, kind, title),
    }
    return render(request, "towns/part_form.html", context, status=status)


def _remove_page(
    request: HttpRequest,
    town: Town,
    kind: PartKind,
    row: Any,
    *,
    reasons: Sequence[str] = (),
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "town": town,
        "name": told(kind.called(row.value)),
        "version": row.version,
        "reasons": reasons,
        "is_stale": is_stale,
        "back": reverse(kind.edit, args=[town.id, row.identifier]),
        "crumbs": crumbs(town, kind, told(kind.called(row.value))),
    }
    return render(request, "towns/part_remove.html", context, status=status)


def _home(town: Town, kind: PartKind) -> str:
    return reverse(kind.home, args=[town.id])
