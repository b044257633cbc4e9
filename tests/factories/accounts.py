"""Second factors, and people signed in as the sign-in page signs them in."""

import base64
import hmac
import re
import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.urls import reverse

from factories.web import PASSWORD, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Role, Town

NEW_PASSWORD = "laterne-moos-11-amsel"  # noqa: S105 - of accounts that live as long as a test


def with_second_factor(person: Person) -> Person:
    """The person, with an app for codes and with recovery codes."""
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
    return person


def administrator_of(town: Town, **more: str) -> Person:
    """A new administrator with a second factor."""
    return with_second_factor(person_in(town, Role.ADMINISTRATOR, **more))


def current_code(person: Person) -> str:
    """What the person's app shows now."""
    app = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return code_of(get_adapter().decrypt(app.data["secret"]))


def code_of(secret: str) -> str:
    """The code of a secret now, as RFC 6238 computes it."""
    counter = int(time.time()) // 30
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def signed_in(person: Person) -> Client:
    """A client in which the person is signed in; pages think it was a while ago."""
    client = Client()
    client.force_login(person)
    return client


def send_sign_in(client: Client, email: str, *, password: str = PASSWORD, **more: str) -> Any:
    """Send the sign-in form; `more` are further fields, or headers by their names in the environment."""
    fields = {name: value for name, value in more.items() if name.islower()}
    headers = {name: value for name, value in more.items() if name.isupper()}
    return client.post(reverse("account_login"), {"login": email, "password": password, **fields}, **headers)


def link_in_last_letter() -> str:
    """The address of the only password link in the last letter, without the host."""
    (address,) = re.findall(r"https?://[^/\s]+(/\S*passwort/neu/\S+)", str(mail.outbox[-1].body))
    return str(address)
