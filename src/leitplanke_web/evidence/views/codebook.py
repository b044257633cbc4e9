"""Staff pages: the codebook of themes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke_web.evidence import queries
from leitplanke_web.evidence.actions import codebook as actions
from leitplanke_web.evidence.forms.coding import ConsentForm, ThemeForm
from leitplanke_web.evidence.models import Theme
from leitplanke_web.participation import queries as participation
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def themes_page(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The themes with their word beginnings, and which answer allows quotes."""
    questionnaire = participation.questionnaire(town)
    consent = queries.quote_consent(town)
    initial = {"answer": "" if consent is None else f"{consent.question}.{consent.option}"}
    form = ConsentForm(request.POST or None, questionnaire=questionnaire, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose_consent(town, person_of(request), form.value())
        messages.success(request, _("Gespeichert. Holen Sie die Texte neu, damit es für Zitate gilt."))
        return redirect("evidence:themes", town=town.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or request.method == "POST" else HTTPStatus.OK
    context = {
        "town": town,
        "themes": queries.themes(town),
        "form": form,
        "has_errors": status != HTTPStatus.OK,
        "crumbs": (_texts(town), (_("Themen"), None)),
    }
    return render(request, "evidence/coding_themes.html", context, status=status)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def theme_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty entry; saving it adds a theme after the others."""
    form = ThemeForm(request.POST or None)
    if request.method != "POST":
        return _page(request, town, form)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _page(request, town, form, status=422)
    try:
        actions.add_theme(town, person_of(request), value)
    except InvalidValueError as error:
        form.add_error("id", refusal(error.problem, error.remedy))
        return _page(request, town, form, status=422)
    messages.success(request, _("Gespeichert."))
    return redirect("evidence:themes", town=town.pk)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def theme_edit(request: HttpRequest, *, town: Town, theme: str) -> HttpResponse:
    """One theme; saving makes its next version, removing takes it from the texts as well."""
    row = queries.theme_row(town, theme)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, town, ThemeForm(before=row.value), row=row)
    if request.POST.get("go") == "remove":
        return _remove(request, town, row)
    form = ThemeForm(request.POST, before=row.value)
    value = form.value() if form.is_valid() else None
    if value is None:
        return _page(request, town, form, row=row, status=422)
    try:
        seen = version_of(request.POST.get("version"))
        actions.change_theme(town, person_of(request), theme, seen_version=seen, value=value)
    except ChangedMeanwhileError:
        return _changed_meanwhile(request, town, form, row)
    messages.success(request, _("Gespeichert."))
    return redirect("evidence:themes", town=town.pk)


def _remove(request: HttpRequest, town: Town, row: Theme) -> HttpResponse:
    form = ThemeForm(request.POST, before=row.value)
    form.full_clean()
    form.errors.clear()
    try:
        seen = version_of(request.POST.get("version"))
        actions.remove_theme(town, person_of(request), row.identifier, seen_version=seen)
    except ChangedMeanwhileError:
        return _changed_meanwhile(request, town, form, row)
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, f"{flaw.file}: {told(flaw.problem)}")
        return _page(request, town, form, row=row, status=422)
    messages.success(request, _("Das Thema ist entfernt."))
    return redirect("evidence:themes", town=town.pk)


def _changed_meanwhile(request: HttpRequest, town: Town, form: ThemeForm, row: Theme) -> HttpResponse:
    """What was typed stays in the form; saving it again is then said of the stored version, which stands beside it."""
    form.add_error(
        None,
        _("Jemand hat das Thema inzwischen geändert. Dort steht jetzt: {name}; {words}. Speichern ersetzt es.").format(
            name=told(row.value.name), words=", ".join(row.value.word_beginnings)
        ),
    )
    return _page(request, town, form, row=row, status=409)


def _page(
    request: HttpRequest, town: Town, form: ThemeForm, *, row: Theme | None = None, status: int = 200
) -> HttpResponse:
    heading = _("Neues Thema") if row is None else told(row.value.name)
    context = {
        "town": town,
        "form": form,
        "row": row,
        "heading": heading,
        "has_errors": status != HTTPStatus.OK,
        "crumbs": (_texts(town), (_("Themen"), reverse("evidence:themes", args=(town.pk,))), (heading, None)),
    }
    return render(request, "evidence/coding_theme.html", context, status=status)


def _texts(town: Town) -> tuple[str, str]:
    return _("Freie Texte"), reverse("evidence:coding", args=(town.pk,))
