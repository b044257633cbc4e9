"""Staff pages: each audience in numbers."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.exchange.population_files import template
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.texts import Language
from leitplanke.participation.model import Audience, Question, QuestionKind
from leitplanke.report.voice import Voice
from leitplanke_web.evidence.actions import populations as actions
from leitplanke_web.evidence.forms.population import PopulationForm, shown
from leitplanke_web.evidence.mapping import effects, weighted_frames
from leitplanke_web.evidence.models import PopulationTable
from leitplanke_web.evidence.queries import population_row, population_rows
from leitplanke_web.participation.queries import frames, questionnaire
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
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

_DEEDS = ("population.saved",)


@require_safe
@staff_page(Role.EDITOR)
def populations(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Every audience with what is known of it."""
    asked, rows = questionnaire(town), population_rows(town)
    listed = [(audience, rows.get(audience.id)) for audience in asked.audiences]
    audiences = [(one, None if row is None else row.value) for one, row in listed]
    context = {"town": town, "audiences": audiences, "crumbs": _crumbs(town)}
    return render(request, "evidence/population_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def population(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:
    """The table of one audience: entered, uploaded, looked at before it is saved, removed."""
    named, traits = _audience_or_404(town, audience)
    row = population_row(town, audience)
    stored = None if row is None else row.value
    if request.method != "POST":
        form = PopulationForm(audience=audience, traits=traits, stored=stored)
        return _page(request, town, named, traits, row, form)
    if "remove" in request.POST and row is not None:
        return _remove(request, town, named, traits, row)
    seen = version_of(request.POST.get("version"))
    theirs = taken(request.POST) if row is not None and seen == row.version else ()
    typed = _taken_over(request.POST, stored, theirs)
    form = PopulationForm(typed, request.FILES, audience=audience, traits=traits, stored=stored)
    if not form.is_valid() or form.value is None:
        return _page(request, town, named, traits, row, form, status=422)
    if request.POST.get("go") == "check":
        return _page(request, town, named, traits, row, form)
    return _save(request, town, named, traits, row, form, form.value, seen=seen)


def _save(
    request: HttpRequest,
    town: Town,
    named: Audience,
    traits: Sequence[Question],
    row: PopulationTable | None,
    form: PopulationForm,
    value: PopulationValue,
    *,
    seen: int,
) -> HttpResponse:
    try:
        actions.save_population(town, person_of(request), value, seen_version=seen)
    except ChangedMeanwhileError:
        return _conflict(request, town, named, value)
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, refusal(flaw.problem, flaw.remedy))
        return _page(request, town, named, traits, row, form, status=422)
    messages.success(request, _("Die Zahlen sind gespeichert. Sie gelten beim nächsten Lauf."))
    return redirect("evidence:populations", town=town.id)


@require_safe
@staff_page(Role.EDITOR)
def template_file(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:  # noqa: ARG001 - every view gets it
    """Every combination of the audience's traits, to be filled in."""
    _named, traits = _audience_or_404(town, audience)
    header, *rows = template(traits)
    headers = {"Content-Disposition": f'attachment; filename="{town.id}-{audience}.csv"'}
    return HttpResponse(write_csv(header, rows), content_type="text/csv; charset=utf-8", headers=headers)


def voice_of(town: Town) -> Voice:
    """The core's voice in the reader's language."""
    return Voice(Language.EN if get_language() == "en" else Language.DE, town.profile.currency)


def _remove(
    request: HttpRequest, town: Town, named: Audience, traits: Sequence[Question], row: PopulationTable
) -> HttpResponse:
    seen = version_of(request.POST.get("version"))
    try:
        actions.remove_population(town, person_of(request), named.id, seen_version=seen)
    except ChangedMeanwhileError:
        return _conflict(request, town, named, row.value)
    except FlawedTownError as error:
        form = PopulationForm(audience=named.id, traits=traits, stored=row.value)
        words = [f"{told(flaw.problem)} {told(flaw.remedy)}" for flaw in error.flaws]
        return _page(request, town, named, traits, row, form, refused=words, status=422)
    messages.success(request, _("Die Zahlen sind entfernt. Beim nächsten Lauf wird diese Gruppe nicht gewichtet."))
    return redirect("evidence:populations", town=town.id)


def _page(
    request: HttpRequest,
    town: Town,
    named: Audience,
    traits: Sequence[Question],
    row: PopulationTable | None,
    form: PopulationForm,
    *,
    refused: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    if form.is_bound and form.value is not None:  # a file cannot be sent a second time: it stands in the field below
        form.show_table(form.value)
    voice = voice_of(town)
    checked = form.value if form.is_bound and not form.errors else None
    before = None if row is None else row.value
    context = {
        "town": town,
        "audience": named,
        "traits": traits,
        "form": form,
        "faults": form.faults[:20],
        "version": seen_version(request, row) if row is not None else 0,
        "has_table": row is not None,
        "checked": checked,
        "effects": effects(before, checked, traits, voice=voice) if checked is not None else (),
        "frames": weighted_frames(frames(town), named.id),
        "refused": refused,
        "crumbs": (*_crumbs(town, is_last=False), (told(named.name), None)),
    }
    return render(request, "evidence/population_form.html", context, status=status)


def _conflict(request: HttpRequest, town: Town, named: Audience, mine: PopulationValue) -> HttpResponse:
    row = population_row(town, named.id)
    if row is None:
        raise Http404
    theirs = row.value
    pairs = (
        ("table", _("Tabelle"), [shown(mine)], [shown(theirs)]),
        ("source", _("Quelle"), [told(mine.source)], [told(theirs.source)]),
        ("as_of", _("Stichtag"), [mine.as_of.isoformat()], [theirs.as_of.isoformat()]),
    )
    around = carried(request.POST, versions={"version": row.version})
    entries = [(name, words) for name, words in around if name not in {"table", "go"}]
    context = {
        "subject": told(named.name),
        "last": last_change(town, deeds=_DEEDS, subject=named.id),
        "entries": [*entries, ("table", shown(mine)), ("go", "check")],
        "differences": [Difference(*pair) for pair in pairs if pair[2] != pair[3]],
        "back": reverse("evidence:population", args=[town.id, named.id]),
        "crumbs": (*_crumbs(town, is_last=False), (told(named.name), None)),
    }
    return render(request, "towns/conflict.html", context, status=409)


def _taken_over(mine: QueryDict, theirs: PopulationValue | None, wanted: Sequence[str]) -> QueryDict:
    """My entries, with the stored ones in the fields that are `wanted`."""
    if theirs is None or not wanted:
        return mine
    stored = {
        "table": {"table": shown(theirs)},
        "source": {"source_de": theirs.source.de, "source_en": theirs.source.en},
        "as_of": {"as_of": theirs.as_of.isoformat()},
    }
    typed = mine.copy()
    for field in wanted:
        for name, words in stored.get(field, {}).items():
            typed[name] = words
    return typed


def _audience_or_404(town: Town, audience: str) -> tuple[Audience, tuple[Question, ...]]:
    asked = questionnaire(town)
    named = next((one for one in asked.audiences if one.id == audience), None)
    if named is None:
        raise Http404
    traits = (one for one in asked.shown_to(audience) if one.about_person and one.kind is QuestionKind.SINGLE)
    return named, tuple(traits)


def _crumbs(town: Town, *, is_last: bool = True) -> tuple[tuple[str, str | None], ...]:
    here = None if is_last else reverse("evidence:populations", args=[town.id])
    return (_("Ergebnisse"), reverse("evidence:results", args=[town.id])), (_("Bevölkerung"), here)
