"""What allauth asks us: may this identity provider sign somebody in, and how are secrets stored."""

import base64
import hashlib

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from leitplanke_web.accounts.models import Person


class IdentityProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    """An identity provider signs in whoever has an account here, and makes none."""

    def is_open_for_signup(self, _request: HttpRequest, _login: SocialLogin) -> bool:
        """Nobody: accounts are made by invitation."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Person, str] | None:
        """The account of the address that the provider vouches for.

        The address counts as verified from then on. Otherwise allauth would take the account's password away, which
        guards sites where strangers may open an account in somebody's name; here they cannot.
        """
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True  # some providers send the word "false", which counts as true
        found: tuple[Person, str] | None = super().authenticate_by_email(sociallogin)
        if found:
            person, _ = found
            EmailAddress.objects.update_or_create(
                user=person, email=person.email, defaults={"verified": True, "primary": True}
            )
        return found


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    """The secrets of second factors are encrypted: whoever reads a backup cannot make codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Der Code stimmt nicht. Nehmen Sie den, der gerade in der App steht."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypted with the installation's secret key."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Readable again; former keys of the installation are tried as well."""
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derived(force_bytes(key))) for key in keys])


def _derived(key: bytes) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"leitplanke second factor" + key).digest())
