from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories import handovers
from factories.runs import publication_row
from factories.towns import small_town
from leitplanke.exchange.documents import digest
from leitplanke.report.edition import Documents
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.published import contents_of, current_publication, documents_of, publications
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_in_memory(nothing_kept):
    nothing_kept()  # rows of another test may have had the same digests


def test_current_publication_is_the_highest_number():
    town = small_town()
    first = publication_row(town)
    second = publication_row(town)

    with scope(town=town):
        assert current_publication(town) == second
        assert list(publications(town)) == [second, first]


def test_current_publication_none_before_publishing():
    town, other = small_town(), small_town("otterbach")
    publication_row(other)

    with scope(town=town):
        assert current_publication(town) is None


def test_documents_of_are_the_core_values():
    town = small_town()
    publication = publication_row(town)

    with scope(town=town):
        assert documents_of(publication) == _expected(publication, town)


def test_documents_of_parsed_once_by_all_threads():
    town = small_town()
    publication = publication_row(town)

    with scope(town=town):
        with CaptureQueriesContext(connection) as reading:
            first = documents_of(publication)
        with CaptureQueriesContext(connection) as queries, ThreadPoolExecutor(4) as pool:
            again = list(pool.map(lambda _: documents_of(publication), range(8)))

    assert again == [first] * 8
    assert len(reading) == 1
    assert len(queries) == 0
    assert all(one.evidence is first.evidence for one in again)


def test_documents_of_another_town_are_not_found():
    town, other = small_town(), small_town("otterbach")
    publication = publication_row(town)

    with scope(town=other), pytest.raises(Exception, match="does not exist"):
        documents_of(Publication(town=other, profile=publication.profile, digests=publication.digests))


def test_contents_of_are_those_of_the_stages_whatever_the_order():
    town = small_town()
    digests = publication_row(town).digests

    with scope(town=town):
        one_by_one = {name: contents_of(town, {name: digests[name]})[name] for name in reversed(ORDER)}
        together = contents_of(town, digests)

    assert together == one_by_one
    assert {name: digest(content) for name, content in together.items()} == digests


def test_contents_of_a_digest_of_another_stage_are_not_found():
    town = small_town()
    digests = publication_row(town).digests

    with scope(town=town), pytest.raises(ObjectDoesNotExist, match="strategy of erlenbach does not exist"):
        contents_of(town, {"strategy": digests["roadmap"]})


def _expected(publication: Publication, town: Town) -> Documents:
    return Documents(
        town.profile,
        handovers.evidence(),
        handovers.strategy(),
        handovers.roadmap(),
        handovers.progress(),
        {f"{name}.json": publication.digests[name] for name in ORDER},
    )


ORDER = ("participation", "evidence", "strategy", "roadmap", "progress")
