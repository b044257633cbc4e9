"""Signing in and out, by people and by those who are not them."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cheap_hashes import CheapArgon2
from factories.accounts import NEW_PASSWORD, send_sign_in, signed_in
from factories.web import PASSWORD, PersonFactory
from leitplanke_web.accounts.models import Person

pytestmark = pytest.mark.django_db
OWN = "/konto/"
SIGN_IN = "/konto/anmelden/"


@pytest.fixture
def person() -> Person:
    return PersonFactory(email="edda@example.org", name="Edda Ehrlich")


def test_sign_in_with_address_and_password_opens_own_account(client: Client, person: Person) -> None:
    answer = send_sign_in(client, "Edda@Example.org")

    assert (answer.status_code, answer["Location"]) == (302, OWN)
    assert client.get(OWN).context["request"].user == person


def test_sign_in_gives_a_new_session(client: Client, person: Person) -> None:
    client.get(SIGN_IN)
    client.session["planted"] = True
    client.session.save()
    before = client.session.session_key

    send_sign_in(client, person.email)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_password_is_kept_as_argon2(person: Person) -> None:
    assert settings.PASSWORD_HASHERS == ["cheap_hashes.CheapArgon2"]
    assert issubclass(CheapArgon2, Argon2PasswordHasher)
    assert person.password.startswith("argon2$argon2id$")


def test_session_cookie_is_out_of_reach_for_scripts_and_other_sites(client: Client, person: Person) -> None:
    send_sign_in(client, person.email)

    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert client.session.get_expiry_age() <= 12 * 3600


@pytest.mark.parametrize("state", ["wrong password", "unknown", "invited", "inactive"])
def test_refusal_reads_the_same_whatever_the_reason(client: Client, person: Person, state: str) -> None:
    PersonFactory(email="invited@example.org", password=None)
    PersonFactory(email="inactive@example.org", is_active=False)
    address = {"wrong password": person.email, "unknown": "nobody@example.org"}.get(state, f"{state}@example.org")

    answer = send_sign_in(client, address, password="not-it")

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"__all__": ["E-Mail-Adresse oder Passwort stimmt nicht."]}
    assert _without_what_differs(answer, address) == _without_what_differs(
        send_sign_in(Client(), person.email, password="not-it"), person.email
    )


@pytest.mark.parametrize("address", ["edda@example.org", "nobody@example.org", "invited@example.org"])
def test_refusal_takes_one_hashing_whether_or_not_there_is_an_account(
    client: Client, person: Person, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PersonFactory(email="invited@example.org", password=None)
    work: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(CheapArgon2, name)
        monkeypatch.setattr(
            CheapArgon2, name, lambda *args, _real=original, **more: (work.append("hash"), _real(*args, **more))[1]
        )

    send_sign_in(client, address, password="not-it")

    assert work == ["hash"]
    assert person.email == "edda@example.org"


def test_guessing_is_stopped_and_locks_nobody_out(client: Client, person: Person) -> None:
    for _ in range(5):
        send_sign_in(client, person.email, password="guess", REMOTE_ADDR="203.0.113.7")

    guesser = send_sign_in(client, person.email, REMOTE_ADDR="203.0.113.7")
    owner = send_sign_in(Client(), person.email, REMOTE_ADDR="198.51.100.9")

    assert guesser.status_code == 422
    assert guesser.context["form"].errors == {"__all__": ["Das waren zu viele Versuche. Warten Sie fünf Minuten."]}
    assert (owner.status_code, owner["Location"]) == (302, OWN)


def test_spraying_over_many_accounts_is_stopped(client: Client, person: Person) -> None:
    answers = [
        send_sign_in(client, f"somebody{number}@example.org", password="guess", REMOTE_ADDR="203.0.113.8")
        for number in range(31)
    ]

    assert [answer.context["form"].errors["__all__"][0][:9] for answer in answers[-2:]] == ["E-Mail-Ad", "Das waren"]
    assert send_sign_in(Client(), person.email, REMOTE_ADDR="198.51.100.9").status_code == 302


def test_flood_of_attempts_is_answered_with_429(client: Client) -> None:
    codes = {send_sign_in(client, "x@example.org", REMOTE_ADDR="203.0.113.9").status_code for _ in range(61)}

    assert codes == {422, 429}


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/konto/daten/", "/konto/daten/"),
        ("https://evil.example/", OWN),
        ("//evil.example/", OWN),
        ("https:evil.example", OWN),
        ("\\\\evil.example", OWN),
        ("javascript:alert(1)", OWN),
        ("http://evil.example\\@localhost/", OWN),
    ],
)
def test_next_leads_only_to_this_site(client: Client, person: Person, target: str, goes_to: str) -> None:
    answer = send_sign_in(client, person.email, next=target)

    assert answer["Location"] == goes_to


def test_sign_in_without_token_is_refused(person: Person) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = send_sign_in(strict, person.email)

    assert answer.status_code == 403
    assert "_auth_user_id" not in strict.session


def test_asking_in_json_opens_no_second_door(client: Client, person: Person) -> None:
    answer = client.post(
        SIGN_IN, {"login": person.email, "password": "no"}, headers={"X-Requested-With": "XMLHttpRequest"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "text/html; charset=utf-8")


def test_looking_at_sign_out_signs_nobody_out(person: Person) -> None:
    client = signed_in(person)

    client.get("/konto/abmelden/")

    assert client.get(OWN).status_code == 200


def test_session_of_somebody_who_signed_out_is_worthless(person: Person) -> None:
    client = signed_in(person)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value

    client.post("/konto/abmelden/")

    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert (thief.get(OWN).status_code, thief.get(OWN)["Location"]) == (302, f"{SIGN_IN}?next={OWN}")


def test_blocking_an_account_ends_its_sessions(person: Person) -> None:
    client = signed_in(person)

    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get(OWN)["Location"] == f"{SIGN_IN}?next={OWN}"


def test_blocked_account_with_right_password_is_told_so(client: Client) -> None:
    blocked = PersonFactory(is_active=False)

    answer = send_sign_in(client, blocked.email, password=PASSWORD)

    assert answer["Location"] == "/konto/gesperrt/"
    assert "_auth_user_id" not in client.session


def test_changing_the_password_ends_other_sessions(person: Person) -> None:
    here, elsewhere = signed_in(person), signed_in(person)

    answer = here.post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})

    assert answer["Location"] == OWN
    assert (here.get(OWN).status_code, elsewhere.get(OWN).status_code) == (200, 302)


@pytest.mark.parametrize("password", ["kurz", "123456789012", "password1234", "edda-ehrlich", "edda@example.org"])
def test_weak_password_is_refused(person: Person, password: str) -> None:
    answer = signed_in(person).post("/konto/passwort/", {"oldpassword": PASSWORD, "password1": password})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["password1"])
    assert Person.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    "path", ["signup/", "registrieren/", "email/", "confirm-email/", "3rdparty/", "social/signup/", "login/code/"]
)
def test_what_allauth_could_do_besides_cannot_be_reached(client: Client, path: str) -> None:
    assert client.get(f"{OWN}{path}").status_code == 404


def test_addresses_of_sign_in_are_these() -> None:
    assert reverse("account_login") == SIGN_IN
    assert reverse("account_logout") == "/konto/abmelden/"


def _without_what_differs(answer: object, address: str) -> str:
    text = answer.content.decode()  # type: ignore[attr-defined]  # known at run time
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text).replace(address, "")
