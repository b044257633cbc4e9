"""The members page: what administrators do there, and what others try."""

import pytest
from django.core import mail
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from factories.accounts import NEW_PASSWORD, administrator_of, link_in_last_letter, send_sign_in, signed_in
from factories.web import PersonFactory, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Membership, Role, Town

pytestmark = pytest.mark.django_db
NEW = {"name": "Nele Neu", "email": "Nele@Example.org", "role": "editor"}


@pytest.fixture
def ada(town: Town) -> Person:
    return administrator_of(town, name="Ada Amt", email="ada@example.org")


@pytest.fixture
def client(ada: Person) -> Client:
    return signed_in(ada)


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_few_queries_however_long_it_is(
    town: Town, client: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number - 1):
        person_in(town, Role.EDITOR)

    with django_assert_max_num_queries(10):
        answer = client.get(f"/{town.id}/arbeit/mitglieder/")

    assert len(answer.context["members"]) == number


def test_list_names_everybody_of_the_town_and_nobody_else(town: Town, other_town: Town, client: Client) -> None:
    person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")
    administrator_of(other_town, name="Otto Otter", email="otto@example.org")

    answer = client.get(f"/{town.id}/arbeit/mitglieder/")

    assert [(one.name, one.role, one.has_second_factor, one.is_invited) for one in answer.context["members"]] == [
        ("Ada Amt", Role.ADMINISTRATOR, True, False),
        ("Edda Ehrlich", Role.EDITOR, False, True),
    ]
    assert "Otto" not in answer.content.decode()


def test_newcomer_gets_an_account_a_letter_and_chooses_a_password(
    town: Town, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/{town.id}/arbeit/mitglieder/neu/", NEW)
    person = Person.objects.get(email="nele@example.org")
    guest = Client()
    form = guest.get(link_in_last_letter(), follow=True)
    guest.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD})

    assert answer["Location"] == f"/{town.id}/arbeit/mitglieder/"
    assert (person.name, person.has_usable_password()) == ("Nele Neu", False)
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["nele@example.org"], "Erlenbach: Ihr Zugang zu Leitplanke")
    assert send_sign_in(Client(), person.email, password=NEW_PASSWORD)["Location"] == f"/{town.id}/arbeit/"
    assert _roles(town) == {"ada@example.org": "administrator", "nele@example.org": "editor"}
    assert _log(town)[:2] == [
        ("account.password_changed", "Nele Neu", "", {}),
        ("member.added", "Ada Amt", "Nele Neu", {"role": "editor"}),
    ]


def test_somebody_with_an_account_keeps_name_and_password(
    town: Town, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    known = PersonFactory(email="nele@example.org", name="Nele Alt")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/{town.id}/arbeit/mitglieder/neu/", NEW)

    assert list(Person.objects.filter(email="nele@example.org").values_list("name", "password")) == [
        ("Nele Alt", known.password)
    ]
    assert _roles(town)["nele@example.org"] == "editor"


def test_answer_does_not_say_whether_there_was_an_account(town: Town, client: Client) -> None:
    PersonFactory(email="known@example.org")
    pages = [
        client.post(f"/{town.id}/arbeit/mitglieder/neu/", {**NEW, "name": name, "email": email}, follow=True)
        for name, email in (("A", "known@example.org"), ("B", "fresh@example.org"))
    ]

    assert [[str(message) for message in page.context["messages"]] for page in pages] == [
        ["known@example.org hat eine Einladung bekommen."],
        ["fresh@example.org hat eine Einladung bekommen."],
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "ada@example.org"}, "email"),
        ({"email": "ADA@example.org"}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": "x@example.org\r\nBcc: y@example.org"}, "email"),
        ({"name": "ada amt"}, "name"),
        ({"name": "Betrieb"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "N" * 121}, "name"),
        ({"role": "mayor"}, "role"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_stored(
    town: Town, client: Client, change: dict[str, str], field: str
) -> None:
    answer = client.post(f"/{town.id}/arbeit/mitglieder/neu/", {**NEW, **change})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "<title>Fehler:" in answer.content.decode()
    assert Person.objects.count() == 1
    assert _roles(town) == {"ada@example.org": "administrator"}
    assert mail.outbox == []


def test_role_is_changed_and_written_down(town: Town, client: Client) -> None:
    edda = _member(town, person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org"))

    client.post(f"/{town.id}/arbeit/mitglieder/{edda}/", {"seen": "editor", "role": "administrator"})

    assert _roles(town)["edda@example.org"] == "administrator"
    assert _log(town)[0] == ("member.changed", "Ada Amt", "Edda Ehrlich", {"role": "administrator"})


def test_member_is_removed_and_the_account_stays(town: Town, client: Client) -> None:
    edda = person_in(town, Role.EDITOR, name="Edda Ehrlich", email="edda@example.org")

    client.post(f"/{town.id}/arbeit/mitglieder/{_member(town, edda)}/entfernen/", {"seen": "editor"})

    assert _roles(town) == {"ada@example.org": "administrator"}
    assert Person.objects.filter(pk=edda.pk).exists()
    assert _log(town)[0] == ("member.removed", "Ada Amt", "Edda Ehrlich", {"role": "editor"})


@pytest.mark.parametrize(("path", "fields"), [("", {"role": "editor"}), ("entfernen/", {})])
def test_last_administrator_cannot_go(
    town: Town, client: Client, ada: Person, path: str, fields: dict[str, str]
) -> None:
    answer = client.post(
        f"/{town.id}/arbeit/mitglieder/{_member(town, ada)}/{path}", {"seen": "administrator", **fields}
    )

    assert answer.status_code == 422
    assert "Das ist die letzte Person mit der Rolle Verwaltung." in answer.content.decode()
    assert _roles(town) == {"ada@example.org": "administrator"}
    assert _log(town)[0][0] == "town.loaded"


def test_administrator_may_give_up_the_role_when_there_is_another(town: Town, client: Client, ada: Person) -> None:
    administrator_of(town)

    answer = client.post(
        f"/{town.id}/arbeit/mitglieder/{_member(town, ada)}/", {"seen": "administrator", "role": "editor"}
    )

    assert answer["Location"] == "/konto/"
    assert client.get(f"/{town.id}/arbeit/mitglieder/").status_code == 403


def test_decision_on_an_old_state_is_refused_and_the_new_one_shown(town: Town, client: Client) -> None:
    edda = person_in(town, Role.EDITOR, email="edda@example.org")
    with scope(town=town):
        Membership.objects.filter(person=edda).update(role=Role.ADMINISTRATOR)

    answer = client.post(f"/{town.id}/arbeit/mitglieder/{_member(town, edda)}/entfernen/", {"seen": "editor"})

    assert answer.status_code == 422
    assert "Jemand anderes war schneller." in answer.content.decode()
    assert answer.context["form"].initial == {"role": "administrator", "seen": "administrator"}
    assert _roles(town)["edda@example.org"] == "administrator"


def test_invitation_can_be_sent_again(
    town: Town, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    nele = _member(town, person_in(town, Role.EDITOR, name="Nele Neu", email="nele@example.org"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/{town.id}/arbeit/mitglieder/{nele}/einladen/", {"seen": "editor"})

    assert [letter.to for letter in mail.outbox] == [["nele@example.org"]]
    assert _log(town)[0] == ("member.invited", "Ada Amt", "Nele Neu", {"role": "editor"})


def test_mail_server_that_fails_keeps_nobody_from_being_a_member(
    town: Town,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    settings: object,
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]  # known at run time
    settings.EMAIL_HOST, settings.EMAIL_PORT = "/no/such/host", 1  # type: ignore[attr-defined]  # known at run time

    with django_capture_on_commit_callbacks() as callbacks:
        answer = client.post(f"/{town.id}/arbeit/mitglieder/neu/", NEW)

    assert (answer.status_code, len(callbacks)) == (302, 1)
    assert _roles(town)["nele@example.org"] == "editor"


def _roles(town: Town) -> dict[str, str]:
    with scope(town=town):
        return dict(Membership.objects.values_list("person__email", "role"))


def _member(town: Town, person: Person) -> int:
    with scope(town=town):
        return Membership.objects.get(person=person).pk


def _log(town: Town) -> list[tuple[str, str, str, dict[str, object]]]:
    return list(AuditLine.objects.filter(town=town.id).values_list("deed", "actor", "subject", "details"))
