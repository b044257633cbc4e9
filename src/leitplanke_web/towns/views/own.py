"""My account: name, ways to sign in, towns, my data, and the end of it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from leitplanke_web.accounts.models import Person
from leitplanke_web.accounts.permissions import has_second_factor
from leitplanke_web.towns.actions.members import LastAdministratorError, NameTakenError
from leitplanke_web.towns.actions.own import erase, rename
from leitplanke_web.towns.forms.people import NameForm
from leitplanke_web.towns.queries import own_data, towns_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_page(request: HttpRequest) -> HttpResponse:
    """What is mine, and how I am called."""
    person = _person(request)
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid() and _renamed(form, person):
        messages.success(request, _("Ihr Name ist geändert."))
        return redirect("accounts:own")
    context = {"form": form, "towns": towns_of(person), "has_second_factor": has_second_factor(person)}
    return render(request, "towns/own.html", context, status=422 if form.errors else 200)


@never_cache
@require_GET
@login_required
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Everything that is stored about my account, as JSON."""
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(own_data(_person(request)), json_dumps_params=options)
    response["Content-Disposition"] = 'attachment; filename="leitplanke-konto.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth is not typed
def erase_page(request: HttpRequest) -> HttpResponse:
    """Delete my account, after signing in once more."""
    if request.method != "POST":
        return render(request, "towns/own_erase.html")
    try:
        erase(_person(request))
    except LastAdministratorError as refused:
        return render(request, "towns/own_erase.html", {"last_in": refused.town}, status=422)
    logout(request)
    return render(request, "towns/own_erased.html")


def _renamed(form: NameForm, person: Person) -> bool:
    try:
        rename(person, name=form.cleaned_data["name"])
    except NameTakenError:
        form.add_error("name", _("So heißt schon jemand. Ergänzen Sie etwas, zum Beispiel das Amt."))
    return form.is_valid()


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return Person.objects.get(pk=request.user.pk)
