"""What allauth asks about accounts; here and not in accounts, because what it reports goes into the towns' logs."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.actions.own import record_own
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.queries import towns_of

_log = logging.getLogger(__name__)

# What allauth writes a letter about is what the log has a line for.
_DEEDS = {
    "account/email/password_changed": "account.password_changed",
    "account/email/password_reset": "account.password_changed",
    "account/email/password_set": "account.password_changed",
    "mfa/email/recovery_codes_generated": "account.recovery_codes_made",
    "mfa/email/totp_activated": "account.second_factor_added",
    "mfa/email/totp_deactivated": "account.second_factor_removed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """Accounts come by invitation; whoever guesses passwords is slowed down and nobody else is."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-Mail-Adresse oder Passwort stimmt nicht."),
        "enter_current_password": _("Das ist nicht Ihr bisheriges Passwort."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "rate_limited": _("Das waren zu viele Versuche. Warten Sie einige Minuten."),
        "too_many_login_attempts": _("Das waren zu viele Versuche. Warten Sie fünf Minuten."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def is_ajax(self, _request: HttpRequest) -> bool:
        """Every page is a page: allauth's answers in JSON stay shut."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's work: who works for one town finds its overview, everybody else the list of theirs."""
        towns = towns_of(person_of(request))
        if len(towns) == 1:
            return reverse("portal:overview", args=[towns[0][0].pk])
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        """Back to where one came from."""
        return reverse("accounts:own")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; a mail server that fails is noted and does not keep anybody from what they are doing."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            _log.exception("The letter %s could not be sent.", template_prefix)

    def send_notification_mail(self, template_prefix: str, user: Person, *args: Any, **options: Any) -> None:
        """Tell the person, and the log, what happened to the account."""
        if template_prefix in _DEEDS:
            record_own(user, _DEEDS[template_prefix])
        super().send_notification_mail(template_prefix, user, *args, **options)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth counts by account alone, so that a stranger could keep somebody out by guessing on and on.
        return f"{self.get_client_ip(request)}:{super()._get_login_attempts_cache_key(request, **credentials)}"
