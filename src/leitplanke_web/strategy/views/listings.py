"""What the ways in from a list share: upload, mapping, preview, import. Nothing of an upload is stored (`held`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitplanke.exchange.listings.reading import (
    ListColumn,
    Listing,
    Mapped,
    Read,
    left_over,
    listing_of,
)
from leitplanke.exchange.listings.template import list_template
from leitplanke.exchange.measure_sheets.grid import read_book
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.strategy.forms.listing import ListFileForm, ListMappingForm
from leitplanke_web.strategy.held import HeldSheet, NotHeldError, TooMuchToHoldError, held_sheet, hold
from leitplanke_web.strategy.queries import part_versions
from leitplanke_web.strategy.views.sheets import XLSX, download
from leitplanke_web.towns.actions.parts import take_over_parts
from leitplanke_web.towns.form_fields import reader_language
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError
from leitplanke_web.towns.views.part import PartKind, crumbs

MOST_TOLD = 50


@dataclass(frozen=True, slots=True)
class ListPages:
    """The pages of one kind of list: what its columns may be, how it is read, its words."""

    parts: PartKind
    columns: Sequence[ListColumn]
    read: Callable[[Town, Listing, Mapped, Mapping[str, Any]], Read[Any]]
    choices: Callable[[Town], Mapping[str, Sequence[str]]]
    title: str | Promise
    file_name: str
    address: str
    template_address: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a list would do: things by whether they are new, and every fault."""

    new: tuple[tuple[int, Any], ...]
    changed: tuple[tuple[int, Any], ...]
    same: int
    faults: tuple[Fault, ...]

    @property
    def values(self) -> list[Any]:
        """What would be stored."""
        return [one for _, one in (*self.changed, *self.new)]


def list_page(request: HttpRequest, town: Town, pages: ListPages) -> HttpResponse:
    """Upload, mapping, preview, import: each step sends the list along until it is in."""
    if request.method != "POST":
        return _file_page(request, town, pages, ListFileForm())
    if "held" not in request.POST:
        return _uploaded(request, town, pages)
    try:
        held = held_sheet(request.POST["held"], town=town, person=person_of(request))
        assert held.book is not None
        listing = listing_of(held.book, file=held.file, columns=pages.columns, sheet=request.POST.get("sheet", ""))
    except NotHeldError:
        form = ListFileForm(request.POST, request.FILES)
        form.add_error("file", _("Die Tabelle liegt nicht mehr bereit. Laden Sie sie noch einmal hoch."))
        return _file_page(request, town, pages, form, status=422)
    except FaultyInputError as error:
        raise Http404 from error
    mapping_form = ListMappingForm(request.POST, listing=listing, columns=pages.columns)
    if not mapping_form.is_valid() or request.POST.get("go") == "map":
        return _mapping_page(request, town, pages, held, mapping_form, status=200 if mapping_form.is_valid() else 422)
    outcome = _outcome(town, pages, listing, mapping_form.mapped)
    if request.POST.get("go") != "import" or outcome.faults:
        return _preview_page(request, town, pages, held, mapping_form, outcome)
    return _imported(request, town, pages, held, mapping_form, outcome)


def list_template_file(town: Town, pages: ListPages) -> HttpResponse:
    """An empty workbook with the town's names as drop-downs."""
    data = list_template(str(pages.title), columns=pages.columns, choices=pages.choices(town))
    return download(data, f"{pages.file_name}-vorlage-{town.pk}.xlsx", XLSX)


def _uploaded(request: HttpRequest, town: Town, pages: ListPages) -> HttpResponse:
    form = ListFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, town, pages, form, status=422)
    given = form.cleaned_data["file"]
    name = str(given.name)[-100:]
    try:
        book = read_book(given.read(), file=name)
        listing = listing_of(book, file=name, columns=pages.columns)
        held = HeldSheet(name, book=book, versions=part_versions(pages.parts.deeds.model, town))
        return _mapping_page(request, town, pages, held, ListMappingForm(listing=listing, columns=pages.columns))
    except FaultyInputError as error:
        for fault in error.faults[:MOST_TOLD]:
            form.add_error("file", fault.in_language(reader_language()))
    except TooMuchToHoldError:
        form.add_error("file", _("Die Tabelle ist zu groß für einen Durchgang. Teilen Sie sie in zwei Dateien."))
    return _file_page(request, town, pages, form, status=422)


def _outcome(town: Town, pages: ListPages, listing: Listing, mapped: Mapped) -> _Outcome:
    known = {one.id: one for one in part_values(pages.parts.deeds.model, town)}
    read = pages.read(town, listing, mapped, known)
    return _Outcome(
        new=tuple(pair for pair in read.found if pair[1].id not in known),
        changed=tuple(pair for pair in read.found if pair[1].id in known and known[pair[1].id] != pair[1]),
        same=sum(known.get(one.id) == one for _, one in read.found),
        faults=read.faults,
    )


def _imported(
    request: HttpRequest, town: Town, pages: ListPages, held: HeldSheet, form: ListMappingForm, outcome: _Outcome
) -> HttpResponse:
    person, deeds = person_of(request), pages.parts.deeds
    if not outcome.values:
        words = [_("In der Tabelle steht nichts, was nicht schon gespeichert ist.")]
        return _preview_page(request, town, pages, held, form, outcome, told=words, status=422)
    try:
        take_over_parts(town, person, outcome.values, seen=held.versions, source=held.file, deeds=deeds)
    except ChangedMeanwhileError:
        words = [_("Jemand hat inzwischen etwas davon geändert. Hier steht der Stand von jetzt.")]
        held = HeldSheet(held.file, book=held.book, versions=part_versions(deeds.model, town))
        return _preview_page(request, town, pages, held, form, outcome, told=words, status=409)
    except FlawedTownError as error:
        words = [
            f"{' '.join(flaw.keys) or flaw.file}: {flaw.problem.in_language(reader_language())}"
            for flaw in error.flaws[:MOST_TOLD]
        ]
        return _preview_page(request, town, pages, held, form, outcome, told=words, status=422)
    number = len(outcome.values)
    told = ngettext("%(number)s Zeile ist übernommen.", "%(number)s Zeilen sind übernommen.", number)
    messages.success(request, told % {"number": number})
    return redirect(pages.parts.home, town=town.pk)


def _file_page(
    request: HttpRequest, town: Town, pages: ListPages, form: ListFileForm, *, status: int = 200
) -> HttpResponse:
    context = {
        **_common(town, pages),
        "form": form,
        "faults": error_summary(form)["faults"],
        "columns": pages.columns,
        "template_at": reverse(pages.template_address, args=[town.pk]),
    }
    return render(request, "strategy/list_file.html", context, status=status)


def _mapping_page(
    request: HttpRequest, town: Town, pages: ListPages, held: HeldSheet, form: ListMappingForm, *, status: int = 200
) -> HttpResponse:
    listing = form.listing
    context = {
        **_common(town, pages, _("Zuordnung")),
        "form": form,
        "faults": error_summary(form)["faults"],
        "file": held.file,
        "held": hold(held, town=town, person=person_of(request)),
        "sheets": listing.sheets if len(listing.sheets) > 1 else (),
        "sheet": listing.sheet,
        "rows": len(listing.rows),
        "notices": [one.in_language(reader_language()) for one in listing.notices],
    }
    return render(request, "strategy/list_mapping.html", context, status=status)


def _preview_page(
    request: HttpRequest,
    town: Town,
    pages: ListPages,
    held: HeldSheet,
    form: ListMappingForm,
    outcome: _Outcome,
    *,
    told: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    faults = [(fault.in_language(reader_language()), "", "") for fault in outcome.faults[:MOST_TOLD]]
    form_kind = pages.parts.form
    lines = partial(form_kind.lines, first=town.profile.plan_from, names=pages.parts.names(town))
    rows = [
        (
            number,
            is_new,
            value,
            [(words, told_lines) for name, words in form_kind.labels.items() if (told_lines := lines(value, name))],
        )
        for is_new, found in ((True, outcome.new), (False, outcome.changed))
        for number, value in found
    ]
    context = {
        **_common(town, pages, _("Vorschau")),
        "file": held.file,
        "held": hold(held, town=town, person=person_of(request)),
        "entries": form.entries(),
        "faults": [*faults, *((words, "", "") for words in told)],
        "fault_count": len(outcome.faults),
        "rows": sorted(rows, key=lambda row: row[0]),
        "new": len(outcome.new),
        "changed": len(outcome.changed),
        "same": outcome.same,
        "left": left_over(form.listing, form.mapped),
        "before": form.listing.before,
    }
    return render(request, "strategy/list_preview.html", context, status=422 if outcome.faults else status)


def _common(town: Town, pages: ListPages, *more: str) -> dict[str, Any]:
    return {
        "town": town,
        "title": pages.title,
        "back": reverse(pages.parts.home, args=[town.pk]),
        "again": reverse(pages.address, args=[town.pk]),
        "crumbs": crumbs(town, pages.parts, str(pages.title), *more),
    }
