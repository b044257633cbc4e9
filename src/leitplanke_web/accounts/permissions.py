"""Who needs a second factor, and who has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from leitplanke_web.accounts.models import Person

AFTER = "after_second_factor"  # the session's name for where somebody was going


def has_second_factor(person: Person) -> bool:
    """Whether signing in takes more than the person's password."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def lacks_second_factor(person: Person) -> bool:
    """Whether an administrator has to set one up first; never in the demonstration."""
    return not settings.IS_DEMONSTRATION and not has_second_factor(person)


def second_factor_first(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that sets one up, keeping in mind where the person was going."""
    if request.method == "GET":
        request.session[AFTER] = request.get_full_path()
    return redirect("mfa_index")
