from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django_scopes import scope, scopes_disabled

from factories import handovers
from factories.attack import FORMS, published
from factories.runs import finished_run, publication_row, run_row
from factories.towns import small_town
from factories.web import person_in
from leitplanke.evidence.versions import keep_published
from leitplanke.exchange.documents import to_bytes
from leitplanke.strategy.model import MeasureState
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.actions.publish import (
    AlreadyPublishedError,
    GuardrailsOpenError,
    PublishedMeanwhileError,
    RunNotDoneError,
    TellsOfFewError,
    publish,
    withdraw,
)
from leitplanke_web.portal.models import Exemption, Publication, Run, RunState
from leitplanke_web.portal.queries.published import published_evidence
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db

WHY = "Der Rat will es erst beraten."
POINTS = [{"measure": "parking", "guardrail": "analogue", "verdict": "violated"}]


@pytest.fixture
def edda(town) -> Person:
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Edda Ehrlich")


def test_publish_makes_the_next_version_of_the_run(town, other_town, edda):
    publication_row(other_town)
    publication_row(town)
    run = finished_run(town)

    with scope(town=town):
        publication = publish(run, edda, seen_version=1, note="Neu: Kita online.", exemption=WHY)
        publication.refresh_from_db()

    assert (publication.number, publication.run, publication.digests, publication.profile) == (
        2,
        run,
        run.digests,
        run.profile,
    )
    assert (publication.note, publication.published_by) == ("Neu: Kita online.", "Edda Ehrlich")
    line = AuditLine.objects.get(deed="publication.published")
    assert (line.town, line.actor, line.subject) == ("erlenbach", "Edda Ehrlich", "2")
    assert line.details == {"run": 2, "exemption": WHY, "points": POINTS}


def test_violated_guardrail_keeps_a_run_from_the_public_until_somebody_says_why(town, edda):
    run = finished_run(town)

    with scope(town=town):
        with pytest.raises(GuardrailsOpenError) as refused:
            publish(run, edda, seen_version=0)
        assert Publication.objects.count() == 0
        publication = publish(run, edda, seen_version=0, exemption=WHY)

    assert refused.value.count == 1
    assert (publication.exemption.reason, publication.exemption.points) == (WHY, POINTS)


def test_rejected_measure_blocks_nothing_and_leaves_no_exemption(town, edda):
    strategy = handovers.strategy()
    measures = tuple(
        replace(one, state=MeasureState.REJECTED) if one.id == "parking" else one for one in strategy.draft.measures
    )
    run = finished_run(town, strategy=replace(strategy, draft=replace(strategy.draft, measures=measures)))

    with scope(town=town):
        publication = publish(run, edda, seen_version=0, exemption=WHY)

    assert not publication.is_exempt


def test_exemption_never_changes(town, edda):
    run = finished_run(town)

    with scope(town=town):
        publish(run, edda, seen_version=0, exemption=WHY)
        with pytest.raises(DatabaseError), transaction.atomic():
            Exemption.objects.update(reason="Anders.")


@pytest.mark.parametrize("state", set(RunState) - {RunState.DONE})
def test_publish_refuses_run_that_is_not_done(town, edda, state):
    run = run_row(town, state=state)

    with scope(town=town):
        with pytest.raises(RunNotDoneError):
            publish(run, edda, seen_version=0, exemption=WHY)
        assert Publication.objects.count() == 0


def test_publish_same_run_twice_is_refused(town, edda):
    run = finished_run(town)

    with scope(town=town):
        publish(run, edda, seen_version=0, exemption=WHY)
        with pytest.raises(AlreadyPublishedError) as refused:
            publish(run, edda, seen_version=1, exemption=WHY)
        assert Publication.objects.count() == 1

    assert refused.value.version == 1


def test_publish_after_somebody_else_is_refused_and_named(town, edda):
    run = finished_run(town)
    publication_row(town, published_by="Ada Amt")

    with scope(town=town), pytest.raises(PublishedMeanwhileError) as refused:
        publish(run, edda, seen_version=0, exemption=WHY)

    assert (refused.value.version, refused.value.published_by) == (1, "Ada Amt")


def test_publish_refused_to_strangers(town, other_town):
    run = finished_run(town)
    with scope(town=other_town):
        stranger = person_in(other_town, Role.ADMINISTRATOR)

    with scope(town=town):
        with pytest.raises(PermissionDenied):
            publish(run, stranger, seen_version=0, exemption=WHY)
        assert Publication.objects.count() == 0


def test_publish_beside_an_older_version_refuses_what_subtraction_would_tell(town, edda):
    """Three came between the two runs, and the first was taken back: whoever kept its files has them."""
    before = Counter({("f", ("a",)): 40, ("m", ("a", "b")): 40, ("f", ("b",)): 30})
    came = Counter({("m", ("b",)): 3})
    first = publication_row(town, run=finished_run(town, evidence=published(FORMS[0], before)))
    run = finished_run(town, evidence=published(FORMS[0], before + came))

    with scope(town=town):
        withdraw(first, edda, reason="Zahlendreher")
        with pytest.raises(TellsOfFewError) as refused:
            publish(run, edda, seen_version=0)
        assert Publication.objects.count() == 1

    assert refused.value.number == run.number


def test_publish_what_was_kept_beside_an_older_version(town, edda):
    before = Counter({("f", ("a",)): 40, ("m", ("a", "b")): 40, ("f", ("b",)): 30})
    first = published(FORMS[0], before)
    publication_row(town, run=finished_run(town, evidence=first))
    second = keep_published(published(FORMS[0], before + Counter({("m", ("b",)): 3})), [first])

    with scope(town=town):
        assert published_evidence(town) == (to_bytes(first),)
        assert publish(finished_run(town, evidence=second), edda, seen_version=1, exemption=WHY).number == 2
        assert published_evidence(town) == (to_bytes(first), to_bytes(second))


@pytest.mark.django_db(transaction=True)
def test_publish_by_six_people_at_once_one_wins():
    town = small_town()
    runs = [finished_run(town) for _ in range(6)]
    with scope(town=town):
        people = [person_in(town, Role.EDITOR) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(_try_to_publish, runs, people))

    with scopes_disabled():
        publication = Publication.objects.get()
    winner = outcomes.index("published")
    assert sorted(outcomes) == ["published"] + ["told of version 1"] * 5
    assert (publication.run, publication.published_by) == (runs[winner], people[winner].name)


def _try_to_publish(run: Run, person: Person) -> str:
    try:
        with scope(town=run.town):
            publish(run, person, seen_version=0, exemption=WHY)
    except PublishedMeanwhileError as refused:
        return f"told of version {refused.version}"
    finally:
        connection.close()
    return "published"
