"""A finding is kept as evidence, with the report in which it was read."""

from dataclasses import replace

import pytest
from django_scopes import scope

from factories import handovers
from factories.runs import finished_run
from leitplanke.exchange.documents import digest, to_bytes
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import EvidenceKind, EvidenceLink
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.strategy.queries import guardrail_rows

pytestmark = pytest.mark.django_db

ADD = "/erlenbach/arbeit/leitplanken/beleg/"
FINDING = "citizens.areas.kita"


@pytest.fixture
def sha256(town):
    finished_run(town)
    return digest(to_bytes(handovers.evidence()))


@pytest.fixture
def guardrail(town):
    with scope(town=town):
        return next(row for row in guardrail_rows(town) if FINDING not in {one.ref for one in row.value.evidence})


def stored(town, guardrail):
    with scope(town=town):
        return next(row for row in guardrail_rows(town) if row.identifier == guardrail.identifier)


def sent(sha256, guardrail):
    return {
        "snapshot": sha256,
        "finding": FINDING,
        "guardrail": guardrail.identifier,
        f"version-{guardrail.identifier}": guardrail.version,
        "note_de": "Viele wollen das.",
    }


def test_finding_that_was_picked_stands_in_the_form(editor, sha256):
    page = editor.get(ADD, {"finding": FINDING, "snapshot": sha256}).text

    assert f'<option value="{FINDING}" selected>40 von 100</option>' in page
    assert f'name="snapshot" value="{sha256}"' in page


def test_kept_finding_is_evidence_with_its_snapshot(town, editor, sha256, guardrail):
    answer = editor.post(ADD, sent(sha256, guardrail))

    row = stored(town, guardrail)
    assert answer["Location"] == f"/erlenbach/arbeit/leitplanken/{guardrail.identifier}/"
    assert row.value.evidence[-1] == EvidenceLink(EvidenceKind.FINDING, FINDING, Text("Viele wollen das."), sha256)
    assert row.version == guardrail.version + 1
    assert AuditLine.objects.filter(deed="guardrail.evidence_added", subject=guardrail.identifier).count() == 1


def test_guardrail_shows_the_finding_as_it_was_and_opens_its_source(town, editor, sha256, guardrail):
    editor.post(ADD, sent(sha256, guardrail))
    later = handovers.evidence()
    later = replace(later, findings=(replace(later.findings[0], statement=Text("50 von 100")),))
    finished_run(town, evidence=later)

    page = editor.get(f"/erlenbach/arbeit/leitplanken/{guardrail.identifier}/").text
    source = f"/erlenbach/arbeit/ergebnisse/{sha256}/befunde/{FINDING}/"

    assert "40 von 100" in page
    assert "Heute anders:" in page
    assert "50 von 100" in page
    assert f'href="{source}"' in page
    assert "40 von 100" in editor.get(source).text


def test_finding_without_a_snapshot_opens_in_the_latest_report(town, editor, sha256, guardrail):
    kept = sent(sha256, guardrail)
    editor.post(ADD, kept)
    with scope(town=town):
        row = next(one for one in guardrail_rows(town) if one.identifier == guardrail.identifier)
        row.value = replace(row.value, evidence=(replace(row.value.evidence[-1], snapshot=""),))
        row.save()

    page = editor.get(f"/erlenbach/arbeit/leitplanken/{guardrail.identifier}/").text

    assert f'href="/erlenbach/arbeit/ergebnisse/{sha256}/befunde/{FINDING}/"' in page
    assert "Quelle im neuesten Bericht öffnen" in page


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"finding": "citizens.areas.culture"}, 422),  # kept back
        ({"finding": "invented"}, 422),
        ({"guardrail": "nowhere"}, 422),
        ({"guardrail": ""}, 422),
    ],
)
def test_what_is_not_published_cannot_become_evidence(town, editor, sha256, guardrail, changes, status):
    answer = editor.post(ADD, sent(sha256, guardrail) | changes)

    assert answer.status_code == status
    assert stored(town, guardrail).value == guardrail.value


def test_evidence_is_kept_once(town, editor, sha256, guardrail):
    editor.post(ADD, sent(sha256, guardrail))

    again = editor.post(ADD, sent(sha256, stored(town, guardrail)))

    assert again.status_code == 422
    assert "beruht schon auf diesem Befund" in again.text


def test_two_people_never_overwrite_each_other(town, editor, sha256, guardrail):
    editor.post(ADD, sent(sha256, guardrail))

    late = editor.post(f"/erlenbach/arbeit/leitplanken/{guardrail.identifier}/", {
        "version": guardrail.version, "remove": FINDING,
    })  # fmt: skip

    assert late.status_code == 409
    assert FINDING in {one.ref for one in stored(town, guardrail).value.evidence}


def test_evidence_can_be_removed_but_not_the_last(town, editor, sha256, guardrail):
    editor.post(ADD, sent(sha256, guardrail))
    page = f"/erlenbach/arbeit/leitplanken/{guardrail.identifier}/"

    answers = []
    for one in stored(town, guardrail).value.evidence:
        row = stored(town, guardrail)
        answers.append(editor.post(page, {"version": row.version, "remove": one.ref}).status_code)

    assert answers == [302] * len(guardrail.value.evidence) + [422]
    assert len(stored(town, guardrail).value.evidence) == 1


def test_snapshot_goes_with_the_folder_of_the_town(town, editor, sha256, guardrail):
    editor.post(ADD, sent(sha256, guardrail))
    with scope(town=town):
        value = town_value(town)

    again = read_town_files(town_files(value))

    assert again.draft.guardrails == value.draft.guardrails
    assert sha256 in {link.snapshot for one in again.draft.guardrails for link in one.evidence}
