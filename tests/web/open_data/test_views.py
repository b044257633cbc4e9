import json
from dataclasses import replace
from hashlib import sha256

import pytest
from django.test import Client

from factories import handovers
from factories.runs import finished_run, publication_row
from leitplanke.exchange.documents import to_bytes
from leitplanke.kernel.licence import Licence
from leitplanke.report.html import render_report
from leitplanke.report.table import roadmap_csv
from leitplanke_web.towns.models import Town

pytestmark = pytest.mark.django_db

FILES = {
    "evidence.json": to_bytes(handovers.evidence()),
    "strategy.json": to_bytes(handovers.strategy()),
    "roadmap.json": to_bytes(handovers.roadmap()),
    "progress.json": to_bytes(handovers.progress()),
    "roadmap.csv": roadmap_csv(
        evidence=handovers.evidence(), strategy=handovers.strategy(), roadmap=handovers.roadmap()
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_file_is_what_the_core_wrote(town, name):
    publication_row(town)

    response = Client().get(f"/erlenbach/daten/{name}")

    assert response.content == FILES[name]
    assert response["ETag"] == f'"{sha256(FILES[name]).hexdigest()}"'
    assert response["Content-Disposition"] == f'attachment; filename="erlenbach-1-{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_report_names_its_documents_in_the_order_of_the_chain(town):
    publication = publication_row(town)
    order = ("participation", "evidence", "strategy", "roadmap", "progress")

    response = Client().get("/erlenbach/daten/report.html")

    assert response.content.decode() == render_report(
        profile=town.profile,
        evidence=handovers.evidence(),
        strategy=handovers.strategy(),
        roadmap=handovers.roadmap(),
        progress=handovers.progress(),
        digests={f"{name}.json": publication.digests[name] for name in order},
    )


def test_file_that_the_reader_has_is_not_sent_again(town):
    publication_row(town)
    client = Client()
    etag = client.get("/erlenbach/daten/roadmap.json")["ETag"]

    again = client.get("/erlenbach/daten/roadmap.json", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize(
    "name",
    ["participation.json", "nothing.json", "roadmap", "..%2Fsecret_key", "1/participation.json", "2/roadmap.json"],
)
def test_file_that_is_not_public_is_not_found(town, name):
    publication_row(town)

    response = Client().get(f"/erlenbach/daten/{name}")

    assert response.status_code == 404
    assert b'"responses"' not in response.content


def test_file_of_an_older_version_stays(town):
    publication_row(town)
    publication_row(town)

    response = Client().get("/erlenbach/daten/1/roadmap.json")

    assert response["Content-Disposition"] == 'attachment; filename="erlenbach-1-roadmap.json"'
    assert json.loads(response.content)["value"] == 900


@pytest.mark.parametrize("address", ["", "roadmap.json", "1/", "1/roadmap.json"])
@pytest.mark.usefixtures("town")
def test_nothing_is_there_before_publishing(other_town, address):
    publication_row(other_town)

    assert Client().get(f"/erlenbach/daten/{address}").status_code == 404


def test_index_lists_the_public_files_with_their_digests(town, django_assert_max_num_queries):
    publication_row(town)

    with django_assert_max_num_queries(10):
        page = Client().get("/erlenbach/daten/").content.decode()

    assert all(sha256(content).hexdigest() in page for content in FILES.values())
    assert "participation" not in page
    assert "Creative Commons Namensnennung 4.0 International" in page


def test_index_in_english(town):
    publication_row(town)

    assert "Open data" in Client().get("/en/erlenbach/daten/").content.decode()


@pytest.mark.parametrize("licence", Licence)
def test_licence_is_told_on_the_page_and_with_every_file(town, licence):
    publication_row(town, licence=licence)

    page, file = Client().get("/erlenbach/daten/").text, Client().get("/erlenbach/daten/roadmap.json")

    assert f'<link rel="license" href="{licence.url}">' in page
    assert f'<a href="{licence.url}" rel="license">{licence.full_name.de}</a> ({licence})' in page
    assert file["Link"] == f'<{licence.url}>; rel="license"'
    source = f"Stadt Erlenbach (erfunden)</span>, {licence} ({licence.url}), http://testserver/erlenbach/daten/1/"
    assert (source in page) == licence.wants_source


def test_version_keeps_the_licence_under_which_it_was_published(town, editor):
    run = finished_run(town)
    Town.objects.filter(pk=town.pk).update(details=replace(town.details, licence=Licence.ZERO))
    editor.post(
        "/erlenbach/arbeit/veroeffentlichen/", {"run": run.number, "seen_version": 0, "exemption": "Erst beraten."}
    )
    Town.objects.filter(pk=town.pk).update(details=replace(town.details, licence=Licence.BY))

    assert Client().get("/erlenbach/daten/roadmap.csv")["Link"] == f'<{Licence.ZERO.url}>; rel="license"'


def test_version_published_without_a_licence_has_the_one_that_was_chosen_later(town):
    publication_row(town)
    Town.objects.filter(pk=town.pk).update(details=replace(town.details, licence=None))
    without = Client().get("/erlenbach/daten/roadmap.csv")
    silent = Client().get("/erlenbach/daten/").text
    Town.objects.filter(pk=town.pk).update(details=replace(town.details, licence=Licence.CC0))

    assert "Link" not in without
    assert "Lizenz" not in silent
    assert Client().get("/erlenbach/daten/roadmap.csv")["Link"] == f'<{Licence.CC0.url}>; rel="license"'
