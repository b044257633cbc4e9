from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django_scopes import scope, scopes_disabled

from factories.runs import finished_run, publication_row, run_row
from factories.towns import small_town
from factories.web import person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.actions.publish import (
    AlreadyPublishedError,
    PublishedMeanwhileError,
    RunNotDoneError,
    publish,
)
from leitplanke_web.portal.models import Publication, Run, RunState
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda(town) -> Person:
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Edda Ehrlich")


def test_publish_makes_the_next_version_of_the_run(town, other_town, edda):
    publication_row(other_town)
    publication_row(town)
    run = finished_run(town)

    with scope(town=town):
        publication = publish(run, edda, seen_version=1, note="Neu: Kita online.")
        publication.refresh_from_db()

    assert (publication.number, publication.run, publication.digests, publication.profile) == (
        2,
        run,
        run.digests,
        run.profile,
    )
    assert (publication.note, publication.published_by) == ("Neu: Kita online.", "Edda Ehrlich")
    line = AuditLine.objects.get(deed="publication.published")
    assert (line.town, line.actor, line.subject, line.details) == ("erlenbach", "Edda Ehrlich", "2", {"run": 2})


@pytest.mark.parametrize("state", set(RunState) - {RunState.DONE})
def test_publish_refuses_run_that_is_not_done(town, edda, state):
    run = run_row(town, state=state)

    with scope(town=town):
        with pytest.raises(RunNotDoneError):
            publish(run, edda, seen_version=0)
        assert Publication.objects.count() == 0


def test_publish_same_run_twice_is_refused(town, edda):
    run = finished_run(town)

    with scope(town=town):
        publish(run, edda, seen_version=0)
        with pytest.raises(AlreadyPublishedError) as refused:
            publish(run, edda, seen_version=1)
        assert Publication.objects.count() == 1

    assert refused.value.version == 1


def test_publish_after_somebody_else_is_refused_and_named(town, edda):
    run = finished_run(town)
    publication_row(town, published_by="Ada Amt")

    with scope(town=town), pytest.raises(PublishedMeanwhileError) as refused:
        publish(run, edda, seen_version=0)

    assert (refused.value.version, refused.value.published_by) == (1, "Ada Amt")


def test_publish_refused_to_strangers(town, other_town):
    run = finished_run(town)
    with scope(town=other_town):
        stranger = person_in(other_town, Role.ADMINISTRATOR)

    with scope(town=town):
        with pytest.raises(PermissionDenied):
            publish(run, stranger, seen_version=0)
        assert Publication.objects.count() == 0


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
            publish(run, person, seen_version=0)
    except PublishedMeanwhileError as refused:
        return f"told of version {refused.version}"
    finally:
        connection.close()
    return "published"
