"""The mix, attacked with everything that the database tells about its rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django_scopes import scope

from factories.surveys import TODAY, answers_of, number_of, open_survey, send
from factories.web import person_in
from leitplanke.participation.model import ResponseMode
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.codes import UsedCodeError, burn_code, make_codes
from leitplanke_web.participation.actions.drafts import save_draft
from leitplanke_web.participation.actions.mixing import forget_places, mix
from leitplanke_web.participation.actions.paper import keep_first_entry
from leitplanke_web.participation.actions.receipts import withdraw
from leitplanke_web.participation.models import (
    AccessCode,
    Draft,
    FieldCount,
    Intake,
    PaperEntry,
    Response,
    SubmissionToken,
    Survey,
)
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import PAPER_TIME, questionnaire, responses
from leitplanke_web.participation.sealing import ACCESS, digest
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.receipts import UnknownReceiptError
from leitplanke_web.towns.versions import lock

PEOPLE = 40
DAY = timedelta(days=1)
POSTGRES = "postgresql"


@pytest.fixture
def random():
    return Random(11)


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town)


def _codes(town, survey, random, count):
    person = person_in(town, Role.EDITOR)
    return make_codes(town, person, survey, audience="citizens", frame="register", count=count, random=random)


def _answered(town, survey, random, *, people=PEOPLE, with_receipts=False):
    """As many people as there are codes answer one after the other; their codes in the order of their numbers."""
    codes = _codes(town, survey, random, people)
    for number, code in enumerate(codes):
        send(survey, random, number=number, code=code, frame="register", with_receipt=with_receipts)
    return codes


@pytest.mark.django_db
def test_every_answer_arrives_once_and_unchanged(town, survey, random):
    before = len(responses(town, to=questionnaire(town)))
    _answered(town, survey, random)

    moved = mix(town, survey, today=TODAY, random=random)

    rows = {number_of(row.answers): row for row in Response.objects.all() if number_of(row.answers) is not None}
    assert moved == PEOPLE
    assert sorted(rows) == list(range(PEOPLE))
    assert all(row.answers == answers_of(number) for number, row in rows.items())
    assert {(row.frame, row.mode, row.questionnaire) for row in rows.values()} == {("register", "online", "2026-1")}
    assert len(responses(town, to=questionnaire(town))) == before + PEOPLE
    assert not Intake.objects.exists()


@pytest.mark.django_db
def test_all_keys_of_the_town_are_new(town, survey, random):
    _answered(town, survey, random)
    used = set(Response.objects.values_list("key", flat=True)) | set(Intake.objects.values_list("key", flat=True))
    of_codes = set(AccessCode.objects.values_list("key", flat=True))

    mix(town, survey, today=TODAY, random=random)

    assert not used & set(Response.objects.values_list("key", flat=True))
    assert not of_codes & set(AccessCode.objects.values_list("key", flat=True))


@pytest.mark.django_db
def test_used_codes_stay_used_and_others_usable(town, survey, random):
    codes = _codes(town, survey, random, 30)
    for code in codes[:12]:
        send(survey, random, code=code, frame="register")

    mix(town, survey, today=TODAY, random=random)

    with pytest.raises(UsedCodeError):
        burn_code(survey, audience="citizens", frame="register", code=codes[0])
    burn_code(survey, audience="citizens", frame="register", code=codes[20])
    assert AccessCode.objects.filter(is_used=True).count() == 13


@pytest.mark.django_db
def test_few_answers_wait_while_the_survey_runs(town, survey, random):
    for number in range(9):
        send(survey, random, number=number)

    assert mix(town, survey, today=TODAY, random=random) == 0
    assert Intake.objects.count() == 9

    send(survey, random, number=9)
    assert mix(town, survey, today=TODAY, random=random) == 10


@pytest.mark.django_db
def test_after_the_end_everything_moves_and_codes_and_drafts_go(town, survey, random):
    codes = _codes(town, survey, random, 3)
    send(survey, random, code=codes[0], frame="register")
    save_draft(survey, codes[1], {"areas": "kita"})
    survey.state = SurveyState.CLOSED
    survey.save()

    assert mix(town, survey, today=TODAY, random=random) == 1
    assert not Intake.objects.exists()
    assert not AccessCode.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_after_the_last_day_what_came_online_moves_and_drafts_go_while_paper_keeps_its_codes(town, survey, random):
    codes = _codes(town, survey, random, 3)
    keep_first_entry(town, person_in(town, Role.EDITOR, email="p@example.org"), survey, codes[2], {"entries": {}})
    send(survey, random, code=codes[0], frame="register")
    save_draft(survey, codes[1], {"areas": "kita"})

    assert mix(town, survey, today=survey.closes_on, random=random) == 0
    assert mix(town, survey, today=survey.closes_on + DAY, random=random) == 1
    send(survey, random, number=2, code=codes[1], frame="register", mode=ResponseMode.PAPER)
    assert mix(town, survey, today=survey.closes_on + PAPER_TIME, random=random) == 0

    assert (AccessCode.objects.count(), PaperEntry.objects.count(), Draft.objects.count()) == (3, 1, 0)
    assert survey.state == SurveyState.OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("state", [SurveyState.OPEN, SurveyState.PAUSED])
def test_after_the_time_for_paper_a_survey_ends_by_itself_and_only_then_codes_go(town, survey, random, state):
    codes = _codes(town, survey, random, 2)
    send(survey, random, code=codes[0], frame="register", mode=ResponseMode.PAPER)
    Survey.objects.update(state=state)

    assert mix(town, survey, today=survey.closes_on + PAPER_TIME, random=random) == 0
    assert AccessCode.objects.count() == 2
    assert mix(town, survey, today=survey.closes_on + PAPER_TIME + DAY, random=random) == 1

    stored = Survey.objects.get()
    assert (stored.state, stored.version, AccessCode.objects.count()) == (SurveyState.CLOSED, 2, 0)
    assert AuditLine.objects.get(deed="survey.changed").details["state"] == "closed"


@pytest.mark.django_db
def test_codes_of_a_survey_that_was_never_opened_stay_however_late_it_is(town, survey, random):
    _codes(town, survey, random, 2)
    Survey.objects.update(state=SurveyState.PREPARED)

    mix(town, survey, today=survey.closes_on + PAPER_TIME + DAY, random=random)

    assert (Survey.objects.get().state, AccessCode.objects.count()) == (SurveyState.PREPARED, 2)


@pytest.mark.django_db
def test_tokens_go_when_their_form_has_expired(town, survey, random):
    ticket = send(survey, random)

    mix(town, survey, today=ticket.forget_after, random=random)
    assert SubmissionToken.objects.count() == 1

    mix(town, survey, today=ticket.forget_after + timedelta(days=1), random=random)
    assert not SubmissionToken.objects.exists()


@pytest.mark.django_db
def test_field_counts_are_rounded_down_and_say_the_day_alone(town, survey, random):
    for number in range(13):
        send(survey, random, number=number)

    mix(town, survey, today=TODAY, random=random)
    mix(town, survey, today=TODAY, random=random)

    online = FieldCount.objects.get(audience="citizens", mode="online")
    stored = Response.objects.filter(audience="citizens", mode="online").count()
    assert online.on == TODAY
    assert online.count == stored - stored % 5
    assert all(row.count % 5 == 0 for row in FieldCount.objects.all())


@pytest.mark.django_db
def test_other_towns_are_left_alone(town, survey, other_town, random):
    with scope(town=other_town):
        theirs = open_survey(other_town)
        send(theirs, random)
        before = set(Response.objects.values_list("key", flat=True))
    _answered(town, survey, random)

    mix(town, survey, today=TODAY, random=random)

    with scope(town=other_town):
        assert set(Response.objects.values_list("key", flat=True)) == before
        assert Intake.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_answers_do_not_wait_for_whoever_changes_the_town(town, survey, random):
    """Otherwise the mix, which holds the town, and an answer, which holds its code, wait for each other."""
    if connection.vendor != POSTGRES:
        pytest.skip("SQLite has one writer at a time")
    (code,) = _codes(town, survey, random, 1)

    with ThreadPoolExecutor(1) as threads, transaction.atomic():
        lock(town)
        sent = threads.submit(_send_apart, town, survey, 7, code)
        assert sent.result(timeout=20) == 7


@pytest.mark.django_db(transaction=True)
class TestAttack:
    """Somebody has the whole database and knows whose code is whose and who answered when."""

    @pytest.fixture(autouse=True)
    def without_gaps(self, town):
        """Tests that were rolled back leave gaps in PostgreSQL's tables; filled, they look like an order."""
        assert town
        forget_places()

    def test_before_the_mix_the_database_gives_people_away(self, town, survey, random):
        """That the attack works shows that it would find something after the mix, too."""
        codes = _answered(town, survey, random)

        assert _found_by_place(codes, _arrivals(Intake)) > PEOPLE // 2 or connection.vendor != POSTGRES
        assert _found_by_transaction(codes) == (PEOPLE if connection.vendor == POSTGRES else 0)

    def test_after_the_mix_it_does_not(self, town, survey, random):
        codes = _answered(town, survey, random)
        keys = list(Intake.objects.values_list("key", flat=True))

        mix(town, survey, today=TODAY, random=random)
        forget_places()

        assert _found_by_place(codes, _arrivals(Response)) < PEOPLE // 4  # by chance one in forty
        assert _found_by_transaction(codes) == 0
        assert _are_in_order_of_keys(Response)
        assert _are_in_order_of_keys(AccessCode)
        assert not any(_is_in_the_file(key) for key in keys)

    def test_receipts_join_no_answer_to_a_code(self, town, survey, random):
        """Whoever holds all receipts and the database finds the answers, and by these no code."""
        codes = _answered(town, survey, random, with_receipts=True)
        before = _found_by_transaction(codes)

        mix(town, survey, today=TODAY, random=random)
        forget_places()

        assert before == (PEOPLE if connection.vendor == POSTGRES else 0)
        receipts = Response.objects.exclude(receipt="").values_list("receipt", flat=True)
        assert len(receipts) == PEOPLE
        assert not {digest(ACCESS, code) for code in codes} & set(receipts)
        assert _found_by_transaction(codes) == 0
        assert _found_by_place(codes, _arrivals(Response)) < PEOPLE // 4
        assert _found_by_receipts_order(codes) < PEOPLE // 4
        assert _are_in_order_of_keys(AccessCode)

    def test_nothing_of_a_withdrawn_answer_is_left_in_what_the_database_keeps(self, town, survey, random):
        _answered(town, survey, random, people=12)
        ticket = send(survey, random, number=77, with_receipt=True)
        mix(town, survey, today=TODAY, random=random)
        (key,) = [row.key for row in Response.objects.all() if number_of(row.answers) == 77]

        withdraw(town, ticket.receipt)
        mix(town, survey, today=TODAY + DAY, random=random)
        forget_places()

        assert 77 not in {number_of(row.answers) for row in Response.objects.all()}
        assert not _is_in_the_file(key)

    def test_withdrawing_while_the_mix_runs_leaves_one_of_each_and_none_of_the_withdrawn(self, town, survey, random):
        tickets = [send(survey, random, number=number, with_receipt=True) for number in range(24)]

        with ThreadPoolExecutor(6) as threads:
            asked = [threads.submit(_withdraw_apart, town, one.receipt) for one in tickets[:12] * 2]
            for _night in range(3):
                mix(town, survey, today=TODAY, random=random)
            outcomes = [one.result() for one in asked]
        Survey.objects.update(state=SurveyState.CLOSED)
        mix(town, survey, today=TODAY, random=random)

        kept = [number_of(row.answers) for row in Response.objects.all() if number_of(row.answers) is not None]
        assert sorted(kept) == list(range(12, 24))
        assert sorted(outcomes) == [False] * 12 + [True] * 12
        assert Survey.objects.get().withdrawn == 12

    def test_ninety_answers_at_once_with_mixes_between_are_all_there_once(self, town, survey, random):
        codes = _codes(town, survey, random, 30)

        with ThreadPoolExecutor(6) as threads:
            sent = [threads.submit(_send_apart, town, survey, number, codes[number % 30]) for number in range(90)]
            for _night in range(3):
                mix(town, survey, today=TODAY, random=random)
            outcomes = [one.result() for one in sent]
        survey.state = SurveyState.CLOSED
        survey.save()
        mix(town, survey, today=TODAY, random=random)

        kept = [number_of(row.answers) for row in Response.objects.all() if number_of(row.answers) is not None]
        assert sorted(kept) == sorted(number for number in outcomes if number is not None)
        assert sorted(number % 30 for number in kept) == list(range(30))


def _withdraw_apart(town, code):
    """In a thread of its own: whether it was there to be withdrawn."""
    try:
        with scope(town=town):
            withdraw(town, code)
    except UnknownReceiptError:
        return False
    else:
        return True
    finally:
        connection.close()


def _send_apart(town, survey, number, code):
    """In a thread of its own: the number, or None if the code was used up."""
    try:
        with scope(town=town):
            send(survey, Random(number), number=number, code=code, frame="register")
    except UsedCodeError:
        return None
    else:
        return number
    finally:
        connection.close()


def _arrivals(model):
    """The numbers of the people in the order in which their rows lie."""
    place = "ctid" if connection.vendor == POSTGRES else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608 - our names
        keys = [key for (key,) in cursor.fetchall()]
    answers = dict(model.objects.values_list("key", "answers"))
    return [number for key in keys if (number := number_of(answers[key])) is not None]


def _found_by_place(codes, arrivals):
    """How many people are where they would lie if rows lay in the order of their arrival."""
    assert len(arrivals) == len(codes)
    return sum(number == place for place, number in enumerate(arrivals))


def _found_by_transaction(codes):
    """How many codes were written by the very transaction that wrote the answer of their holder, and no other."""
    if connection.vendor != POSTGRES:
        return 0
    writers = {}
    with connection.cursor() as cursor:
        for model in (Intake, Response):
            cursor.execute(f"SELECT xmin::text, key FROM {model._meta.db_table}")  # noqa: S608 - our names
            answers = dict(model.objects.values_list("key", "answers"))
            for transaction, key in cursor.fetchall():
                if key in answers:
                    writers.setdefault(transaction, []).append(number_of(answers[key]))
        cursor.execute(f"SELECT xmin::text, digest FROM {AccessCode._meta.db_table}")  # noqa: S608 - our names
        of_codes = {stored: writers.get(transaction, []) for transaction, stored in cursor.fetchall()}
    return sum(of_codes.get(digest(ACCESS, code)) == [number] for number, code in enumerate(codes))


def _found_by_receipts_order(codes):
    """How many people are where they would be if the indexes of receipts and codes had one order."""
    of_people = {row.receipt: number_of(row.answers) for row in Response.objects.exclude(receipt="")}
    arrived = [of_people[receipt] for receipt in sorted(of_people)]
    number_of_code = {digest(ACCESS, code): number for number, code in enumerate(codes)}
    in_order = [number_of_code[stored] for stored in sorted(number_of_code)]
    return sum(one == other for one, other in zip(arrived, in_order, strict=True))


def _are_in_order_of_keys(model):
    place = "ctid" if connection.vendor == POSTGRES else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608 - our names
        keys = [key for (key,) in cursor.fetchall()]
    return keys == sorted(keys)


def _is_in_the_file(key):
    """Whether an old key is still to be read in the bytes that SQLite keeps."""
    if connection.vendor == POSTGRES:
        return False
    return key.to_bytes(8) in connection.connection.serialize()
