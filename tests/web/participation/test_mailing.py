"""Inviting by e-mail: everybody once, nobody linked to anything, and the list goes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django_scopes import scope

from factories.mail import FULL, GONE, PickyBackend, refused
from factories.surveys import NOW, TODAY, open_survey, send
from factories.towns import stored_rows
from factories.web import person_in
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.mailing import Letter, add_addresses, begin_letters, send_letters
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.models import MailAddress, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import LetterCounts, letter_counts
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db
PAGE = "/erlenbach/arbeit/umfrage/e-mail/"
PEOPLE = ("Anna@example.org", "bert@example.org", "cem@example.org", "dora@example.org")


@pytest.fixture(autouse=True)
def in_september(time_machine, settings):
    time_machine.move_to(NOW)
    settings.EMAIL_BACKEND = "factories.mail.PickyBackend"
    PickyBackend.TROUBLE = {}
    PickyBackend.MOST_ON_A_LINE = None


@pytest.fixture
def survey(town):
    details = TownDetails(authority=Contact("Rathaus", email="rathaus@erlenbach.example"))
    Town.objects.filter(pk=town.pk).update(details=details)
    with scope(town=town):
        survey = open_survey(town)
        yield Survey.objects.select_related("town", "questionnaire").get(pk=survey.pk)


@pytest.fixture
def person(town):
    return person_in(town, Role.EDITOR, name="Poststelle", email="post@example.org")


@pytest.fixture
def listed(survey, person):
    add_addresses(survey.town, person, survey, PEOPLE, consent="Bürgerpanel")
    return survey


def _send(survey, person, letter=Letter.INVITATION):
    begin_letters(survey.town, person, survey, letter, today=TODAY)
    return send_letters(survey, letter, today=TODAY)


def _to():
    return sorted(message.to[0] for message in mail.outbox)


def test_everybody_gets_one_letter_of_their_own_and_one_reminder(listed, person):
    assert (_send(listed, person), _send(listed, person)) == (4, 0)
    assert _to() == sorted(PEOPLE)

    mail.outbox.clear()
    assert (_send(listed, person, Letter.REMINDER), _send(listed, person, Letter.REMINDER)) == (4, 0)
    assert _to() == sorted(PEOPLE)


def test_letter_says_how_to_leave_and_holds_no_code(listed, person, settings):
    _send(listed, person)

    letter = mail.outbox[0]
    assert letter.reply_to == ["rathaus@erlenbach.example"]
    assert letter.extra_headers["List-Unsubscribe"] == "<mailto:rathaus@erlenbach.example>"
    assert f"{settings.ORIGIN}/erlenbach/umfrage/\n" in letter.body
    assert "schreiben Sie an rathaus@erlenbach.example" in letter.body
    assert "30. September 2026" in letter.body
    assert "\n" not in letter.subject


def test_reminder_thanks_those_who_answered_and_goes_to_nobody_who_was_not_invited(listed, person):
    _send(listed, person)
    add_addresses(listed.town, person, listed, ["neu@example.org"], consent="Fest")
    mail.outbox.clear()

    _send(listed, person, Letter.REMINDER)

    assert _to() == sorted(PEOPLE)
    assert "Wenn Sie schon geantwortet haben: Herzlichen Dank!" in mail.outbox[0].body


def test_refused_address_keeps_nobody_else_from_their_letter(listed, person):
    PickyBackend.TROUBLE = {"bert@example.org": refused("bert@example.org")}

    assert _send(listed, person) == 3
    assert letter_counts(listed)[Letter.INVITATION] == LetterCounts(sent=3, due=0, refused=1, unknown=0)
    PickyBackend.TROUBLE = {}
    assert _send(listed, person) == 0


def test_full_server_leaves_the_letters_waiting_and_the_next_try_sends_each_once(listed, person):
    PickyBackend.TROUBLE = {"": FULL}

    assert _send(listed, person) == 0
    assert letter_counts(listed)[Letter.INVITATION] == LetterCounts(sent=0, due=4, refused=0, unknown=0)
    PickyBackend.TROUBLE = {"cem@example.org": refused("cem@example.org", 450)}  # greylisted
    assert _send(listed, person) == 3
    PickyBackend.TROUBLE = {}
    assert _send(listed, person) == 1
    assert _to() == sorted(PEOPLE)


def test_letter_that_perhaps_went_out_is_not_sent_again(listed, person):
    PickyBackend.TROUBLE = {"": GONE}

    assert _send(listed, person) == 0
    PickyBackend.TROUBLE = {}

    assert _send(listed, person) == 3
    assert letter_counts(listed)[Letter.INVITATION] == LetterCounts(sent=3, due=0, refused=0, unknown=1)


def test_server_that_hangs_up_after_so_many_letters_makes_none_of_them_uncertain(listed, person):
    PickyBackend.MOST_ON_A_LINE = 1

    assert _send(listed, person) == 2
    assert letter_counts(listed)[Letter.INVITATION] == LetterCounts(sent=2, due=2, refused=0, unknown=0)
    assert (_send(listed, person), _send(listed, person)) == (1, 1)
    assert _to() == sorted(PEOPLE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_nobody_twice(listed, person):
    begin_letters(listed.town, person, listed, Letter.INVITATION, today=TODAY)

    with ThreadPoolExecutor(3) as threads:
        sent = list(threads.map(lambda _worker: _send_apart(listed), range(3)))

    assert sum(sent) == 4
    assert _to() == sorted(PEOPLE)


def test_addresses_are_sealed_and_go_after_the_last_day_with_a_count_in_the_log(listed):
    stored = "".join(repr(rows) for rows in stored_rows())
    assert not any(one.lower() in stored.lower() for one in PEOPLE)

    mix(listed.town, listed, today=listed.closes_on, random=Random(1))
    assert MailAddress.objects.count() == 4
    mix(listed.town, listed, today=listed.closes_on + timedelta(days=1), random=Random(1))

    assert not MailAddress.objects.exists()
    assert AuditLine.objects.get(deed="addresses.deleted").details == {"count": 4}
    assert AuditLine.objects.get(deed="addresses.added").details == {"count": 4, "consent": "Bürgerpanel"}


def test_ending_deletes_the_list_and_what_is_due_is_not_sent(listed, person):
    begin_letters(listed.town, person, listed, Letter.INVITATION, today=TODAY)
    Survey.objects.update(state=SurveyState.CLOSED)
    listed.refresh_from_db()

    assert send_letters(listed, Letter.INVITATION, today=TODAY) == 0
    mix(listed.town, listed, today=TODAY, random=Random(1))

    assert not MailAddress.objects.exists()
    assert mail.outbox == []


def test_list_is_neither_changed_by_answers_nor_in_the_export(listed):
    before = list(MailAddress.objects.order_by("locator").values())

    send(listed, Random(1))
    files = town_files(town_value(listed.town))

    assert list(MailAddress.objects.order_by("locator").values()) == before
    assert not any(b"example.org" in content for name, content in files.items() if name != "details.toml")


class TestPage:
    """What editors see and do."""

    def test_typed_and_uploaded_addresses_are_taken_once_without_names(self, survey, editor):
        table = SimpleUploadedFile("liste.csv", "Name;E-Mail\nMüller, Eva;eva@example.org\n;ida@example.org\n".encode())

        answer = editor.post(
            PAGE,
            {
                "go": "add",
                "addresses": "ida@example.org\nIDA@example.org",
                "table": table,
                "consent": "x",
                "sure": "on",
            },
        )

        assert answer.status_code == 302
        assert MailAddress.objects.filter(survey=survey).count() == 2
        assert "2 Adressen stehen auf der Liste" in editor.get(PAGE).content.decode()

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"addresses": "ida@example.org\nkein Name\na@b@c"}, "Zeile 2: Hier steht nicht genau eine"),
            ({"addresses": ""}, "Hier steht keine E-Mail-Adresse"),
            ({"sure": ""}, "Ohne Einwilligung darf niemand auf die Liste"),
            ({"consent": ""}, 'id="id_consent_error"'),
            ({"addresses": "a@example.org\nBcc: b@example.org x@example.org"}, "Zeile 2"),
        ],
    )
    def test_what_cannot_be_is_told_and_nothing_is_stored(self, survey, editor, wrong, words):
        typed = {"go": "add", "addresses": "ida@example.org", "consent": "Panel", "sure": "on", **wrong}

        answer = editor.post(PAGE, typed)

        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not MailAddress.objects.filter(survey=survey).exists()

    @pytest.mark.parametrize(
        ("table", "words"),
        [
            ("E-Mail\nida@example.org\nkein Name\n", "Zeile 3"),
            ("anna.example.org\nida@example.org\n", "Zeile 1"),
            ("\n\nkein Name\nida@example.org\n", "Zeile 3"),
        ],
        ids=["line of the file", "first line that is no header", "empty lines"],
    )
    def test_line_of_a_table_is_named_as_it_is_counted_in_it_and_none_is_dropped(self, survey, editor, table, words):
        file = SimpleUploadedFile("liste.csv", table.encode())

        answer = editor.post(PAGE, {"go": "add", "table": file, "consent": "Panel", "sure": "on"})

        assert answer.status_code == 422
        assert f"{words}: Hier steht nicht genau eine" in answer.content.decode()
        assert not MailAddress.objects.filter(survey=survey).exists()

    def test_somebody_who_wants_no_letters_is_taken_off_whatever_the_case(self, listed, editor):
        answer = editor.post(PAGE, {"go": "remove", "one-address": "ANNA@example.org"})
        again = editor.post(PAGE, {"go": "remove", "one-address": "anna@example.org"})

        assert (answer.status_code, again.status_code) == (302, 422)
        assert MailAddress.objects.filter(survey=listed).count() == 3
        assert "anna" not in repr(AuditLine.objects.get(deed="addresses.removed").details)

    def test_without_somebody_to_write_to_nothing_is_sent(self, town, listed, editor):
        Town.objects.filter(pk=town.pk).update(details=TownDetails())

        answer = editor.post(PAGE, {"go": "invitation"})

        assert answer.status_code == 422
        assert "fehlt eine E-Mail-Adresse" in answer.content.decode()
        assert letter_counts(listed)[Letter.INVITATION].due == 0

    @pytest.mark.usefixtures("listed")
    def test_page_takes_ten_statements_at_most(self, editor, django_assert_max_num_queries):
        with django_assert_max_num_queries(10):
            editor.get(PAGE)


def _send_apart(survey):
    """In a thread of its own, as a worker does."""
    try:
        with scope(town=survey.town):
            return send_letters(survey, Letter.INVITATION, today=TODAY)
    finally:
        connection.close()
