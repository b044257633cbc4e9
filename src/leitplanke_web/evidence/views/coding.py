"""Staff pages: coding of free texts by two people who do not see each other's codes."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.evidence.codings import Coder, OpenText, agreement, coding_state, disagreements
from leitplanke.evidence.model import Theme
from leitplanke.evidence.reliability import RELIABLE, TENTATIVE, Reliability
from leitplanke.evidence.themes import folded, seed_pattern
from leitplanke.kernel.texts import Text
from leitplanke_web.evidence import queries
from leitplanke_web.evidence.actions import coding as actions
from leitplanke_web.evidence.forms.coding import CodesForm
from leitplanke_web.evidence.models import CodingText
from leitplanke_web.participation import queries as participation
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def overview(request: HttpRequest, *, town: Town) -> HttpResponse:
    """How far the coding has come, whose turn it is, and how well the two agree."""
    person, version = person_of(request), participation.questionnaire(town).version
    if request.method == "POST":
        if request.POST.get("go") == "seat":
            try:
                actions.take_seat(town, person, version)
            except actions.NoSeatError:
                messages.error(request, _("Beide Plätze sind besetzt."))
                return redirect("evidence:coding", town=town.pk)
            return redirect("evidence:coding_go_on", town=town.pk)
        actions.ask_for_texts(town, person)
        messages.success(request, _("Die Texte werden geholt. Das dauert eine halbe Minute; laden Sie die Seite neu."))
        return redirect("evidence:coding", town=town.pk)
    given, codebook = queries.codings(town, version), queries.themes(town)
    taken, state = queries.seats(town, version), queries.state_of_coding(town, version, given)
    mine = next((coder for coder, who in taken.items() if who == person), None)
    is_done = state.is_coded_by_both
    context = {
        "town": town,
        "state": state,
        "mine": mine,
        "seats": [(place, taken.get(coder), state.coded[coder]) for place, coder in _places()],
        "has_free_seat": mine is None and any(taken.get(coder) is None for _place, coder in _places()),
        "has_themes": bool(codebook),
        "is_done": is_done,
        "alphas": _alphas(agreement(given), codebook) if is_done else (),
        "proposed": queries.proposed_themes(town, version),
        "crumbs": ((_("Freie Texte"), None),),
    }
    return render(request, "evidence/coding_overview.html", context)


@require_safe
@staff_page(Role.EDITOR)
def go_on(request: HttpRequest, *, town: Town) -> HttpResponse:
    """To the first text that this person has not coded, or back when there is none."""
    version = participation.questionnaire(town).version
    coder = queries.seat_of(town, version, person_of(request))
    number = None if coder is None else queries.next_text(town, version, coder)
    if number is None:
        return redirect("evidence:coding", town=town.pk)
    return redirect("evidence:coding_text", town=town.pk, number=number)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def code(request: HttpRequest, *, town: Town, number: int) -> HttpResponse:
    """One text and the themes: own codes ticked, proposals marked and not ticked; saving leads to the next."""
    questionnaire = participation.questionnaire(town)
    coder = queries.seat_of(town, questionnaire.version, person_of(request))
    row = queries.coding_text(town, questionnaire.version, number)
    if coder is None or row is None:
        raise Http404
    codebook = queries.themes(town)
    if request.method == "POST":
        form = CodesForm(request.POST, themes=codebook)
        if form.is_valid():
            actions.code_text(town, person_of(request), row, given=form.cleaned_data["themes"])
            return redirect("evidence:coding_go_on", town=town.pk)
        own, status = frozenset(request.POST.getlist("themes")), HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        own, status = frozenset(queries.codings_of(row).get(coder, ())), HTTPStatus.OK
    total = queries.text_count(town, questionnaire.version)
    asked = next((one.text for one in questionnaire.questions if one.id == row.question), Text(row.question))
    context = {
        "town": town,
        "row": row,
        "asked": asked,
        "choices": _choices(row, codebook, own),
        "total": total,
        "previous": number - 1 if number > 1 else None,
        "has_errors": status != HTTPStatus.OK,
        "crumbs": (_here(town), (_("Codieren"), None)),
    }
    return _unkept(render(request, "evidence/coding_text.html", context, status=status))


@_GET_AND_POST
@staff_page(Role.EDITOR)
def settle(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The first text that the two coded differently, with both opinions; saving leads to the next."""
    questionnaire = participation.questionnaire(town)
    version, codebook, given = questionnaire.version, queries.themes(town), queries.codings(town, questionnaire.version)
    numbers = queries.text_numbers(town, version)
    state = coding_state((OpenText(*text, "", ()) for text in numbers), given)
    left = [numbers[text] for text in disagreements(given) if text in numbers] if state.is_coded_by_both else []
    typed = version_of(request.POST.get("number")) if request.method == "POST" else 0
    row = queries.coding_text(town, version, typed or min(left, default=0))
    if row is None or not left or queries.seat_of(town, version, person_of(request)) is None:
        return redirect("evidence:coding", town=town.pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        form = CodesForm(request.POST, themes=codebook)
        if form.is_valid():
            actions.settle_text(town, person_of(request), row, given=form.cleaned_data["themes"])
            return redirect("evidence:coding_settle", town=town.pk)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    opinions = {one.coder: frozenset(one.themes) for one in given if one.text_id == (row.question, row.key)}
    asked = next((one.text for one in questionnaire.questions if one.id == row.question), Text(row.question))
    first, second = opinions.get(Coder.FIRST, frozenset()), opinions.get(Coder.SECOND, frozenset())
    context = {
        "town": town,
        "row": row,
        "asked": asked,
        "left": len(left),
        "choices": [
            (theme.id, theme.name, theme.id in first, theme.id in second, theme.id in first & second)
            for theme in codebook
        ],
        "has_errors": status != HTTPStatus.OK,
        "crumbs": (_here(town), (_("Uneinig"), None)),
    }
    return _unkept(render(request, "evidence/coding_settle.html", context, status=status))


def _choices(row: CodingText, codebook: tuple[Theme, ...], own: frozenset[str]) -> list[dict[str, object]]:
    """The themes with the words that speak for them: learned ones, or those that begin as the codebook says."""
    learned = {one.theme: one.words for one in row.proposals}
    words = folded(row.text)
    return [
        {
            "id": theme.id,
            "name": theme.name,
            "is_own": theme.id in own,
            "is_proposed": theme.id in learned or bool(seed_pattern(theme.word_beginnings).search(words)),
            "because": ", ".join(learned.get(theme.id, ())),
        }
        for theme in codebook
    ]


def _alphas(found: tuple[Reliability, ...], codebook: tuple[Theme, ...]) -> list[tuple[str, float | None, str]]:
    names = {theme.id: told(theme.name) for theme in codebook}
    return [(names[one.name], one.alpha, _verdict(one)) for one in found if one.name in names]


def _verdict(one: Reliability) -> str:
    """What alpha means, in the words of Krippendorff's limits."""
    if one.alpha is None:
        return _("nichts zu unterscheiden: Alle Texte bekamen dasselbe")
    if one.alpha >= RELIABLE:
        return _("verlässlich: Die beiden verstehen darunter dasselbe")
    if one.alpha >= TENTATIVE:
        return _("vorläufig brauchbar: Schärfen Sie, was das Thema meint")
    return _("nicht verlässlich: Klären Sie, was das Thema meint, und codieren Sie neu")


def _places() -> tuple[tuple[str, Coder], ...]:
    return ((_("Platz 1"), Coder.FIRST), (_("Platz 2"), Coder.SECOND))


def _here(town: Town) -> tuple[str, str]:
    return _("Freie Texte"), reverse("evidence:coding", args=(town.pk,))


def _unkept(response: HttpResponse) -> HttpResponse:
    """What people wrote stays in no cache."""
    response.headers["Cache-Control"] = "no-store"
    return response
