"""Making accounts, and the letters that lead people to them."""

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from leitplanke_web.accounts.models import Person
from leitplanke_web.accounts.queries import person_of


@dataclass(eq=False)
class PersonExistsError(Exception):
    """There is an account of this address."""

    email: str


def create_person(*, email: str, name: str, password: str | None = None) -> Person:
    """A new account; without a password it waits for its owner to choose one by a link.

    Raises `PersonExistsError`, and `django.core.exceptions.ValidationError` for an address, name or password that
    will not do.
    """
    if person_of(email):
        raise PersonExistsError(email)
    candidate = Person(email=email.strip().lower(), name=name)
    candidate.clean_fields(exclude={"password"})
    if password is not None:
        validate_password(password, user=candidate)
    return Person.objects.create_user(email=email, name=name, password=password)


def password_link(person: Person) -> str:
    """Where the person chooses a password: valid three days and once."""
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return f"{settings.ORIGIN}{reverse('account_reset_password_from_key', kwargs=key)}"


def send_invitation(person: Person, *, town_name: str, inviter: str) -> None:
    """A letter that tells the person which town they work for now; newcomers choose a password by its link.

    Sent when the transaction commits. A mail server that fails is written to the program's log and keeps nobody from
    being a member: the invitation can be sent again.
    """
    link = password_link(person) if person.last_login is None else f"{settings.ORIGIN}{reverse('accounts:own')}"
    context = {"person": person, "town_name": town_name, "inviter": inviter, "link": link, "settings": settings}
    subject = render_to_string("accounts/letters/invitation_subject.txt", context).strip()
    text = render_to_string("accounts/letters/invitation.txt", context)

    def send() -> None:
        send_mail(subject, text, None, [person.email])

    transaction.on_commit(send, robust=True)
