"""Staff page: inviting and reminding by e-mail."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke_web.participation.actions.mailing import Letter, add_addresses, begin_letters, remove_address
from leitplanke_web.participation.forms.mailing import AddressesForm, AddressForm
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.queries import address_count, current_survey, is_open, letter_counts
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def mailing(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The list, and how far its letters have come; nothing tells who answered."""
    survey = current_survey(town)
    if survey is None:
        raise Http404
    if request.method != "POST":
        return _page(request, survey)
    go = request.POST.get("go", "add")
    if go == "add":
        return _added(request, survey)
    if go == "remove":
        return _removed(request, survey)
    if go in set(Letter):
        return _begun(request, survey, Letter(go))
    raise BadRequest("a form that no page of ours wrote")


def _added(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = AddressesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, survey, form=form, status=422)
    given = form.cleaned_data
    if not is_open(survey, today=timezone.localdate()):
        form.add_error(None, _("Gerade kann niemand antworten. Öffnen Sie zuerst die Umfrage."))
        return _page(request, survey, form=form, status=422)
    try:
        count = add_addresses(survey.town, person_of(request), survey, given["found"], consent=given["consent"])
    except InvalidValueError as error:
        form.add_error(error.field, refusal(error.problem, error.remedy))
        return _page(request, survey, form=form, status=422)
    words = ngettext("{n} Adresse ist neu auf der Liste.", "{n} Adressen sind neu auf der Liste.", count)
    messages.success(request, words.format(n=count))
    return redirect("participation:mailing", town=survey.town_id)


def _removed(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, survey, remove_form=form, status=422)
    if not remove_address(survey.town, person_of(request), survey, form.cleaned_data["address"]):
        form.add_error("address", _("Diese Adresse steht nicht auf der Liste."))
        return _page(request, survey, remove_form=form, status=422)
    messages.success(request, _("Die Adresse ist gelöscht."))
    return redirect("participation:mailing", town=survey.town_id)


def _begun(request: HttpRequest, survey: Survey, letter: Letter) -> HttpResponse:
    try:
        count = begin_letters(survey.town, person_of(request), survey, letter, today=timezone.localdate())
    except InvalidValueError as error:
        return _page(request, survey, refused=f"{told(error.problem)} {told(error.remedy)}", status=422)
    words = ngettext("{n} E-Mail wird jetzt verschickt.", "{n} E-Mails werden jetzt verschickt.", count)
    messages.success(request, words.format(n=count))
    return redirect("participation:mailing", town=survey.town_id)


def _page(
    request: HttpRequest,
    survey: Survey,
    *,
    form: AddressesForm | None = None,
    remove_form: AddressForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    counts = letter_counts(survey)
    context = {
        "town": survey.town,
        "survey": survey,
        "is_open": is_open(survey, today=timezone.localdate()),
        "form": form or AddressesForm(),
        "remove_form": remove_form or AddressForm(),
        "refused": refused,
        "count": address_count(survey),
        "letters": [
            (Letter.INVITATION.value, _("Einladung"), counts[Letter.INVITATION]),
            (Letter.REMINDER.value, _("Erinnerung"), counts[Letter.REMINDER]),
        ],
        "has_errors": status != HTTPStatus.OK,
        "crumbs": ((_("Umfrage"), reverse("participation:staff_survey", args=(survey.town_id,))), (_("E-Mail"), None)),
    }
    return render(request, "participation/mailing.html", context, status=status)
