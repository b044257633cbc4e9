"""Runs, documents and published versions for tests, valid unless a test says otherwise."""

import re
from typing import Any

from django_scopes import scopes_disabled

from factories import handovers
from factories.town_folder import town_files
from leitplanke.exchange.documents import DOCUMENTS, digest, document_type, to_bytes
from leitplanke_web.evidence.actions.records import keep_document as keep_evidence
from leitplanke_web.monitoring.actions import keep_document as keep_progress
from leitplanke_web.participation.actions.records import keep_document as keep_participation
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.models import Publication, Run, RunState
from leitplanke_web.roadmap.actions import keep_document as keep_roadmap
from leitplanke_web.strategy.actions import keep_document as keep_strategy
from leitplanke_web.towns.models import Handover, Town

KEEP = {
    "participation": keep_participation,
    "evidence": keep_evidence,
    "strategy": keep_strategy,
    "roadmap": keep_roadmap,
    "progress": keep_progress,
}


def moneyless_town(identifier: str = "erlenbach") -> Town:
    """Erlenbach without any money for what it has to do: there is no roadmap."""
    files = town_files()
    files["budgets.csv"] = re.sub(r"^(\d{4});.*;.*$", r"\1;0;0", files["budgets.csv"], flags=re.MULTILINE)
    files["town.toml"] = files["town.toml"].replace('id = "erlenbach"', f'id = "{identifier}"')
    return load_town({name: text.encode() for name, text in files.items()}, actor="Test")


@scopes_disabled()
def handover_row(model: type[Handover], town: Town, **values: Any) -> Handover:
    """A document that holds nothing."""
    given = {
        "sha256": digest(b"{}"),
        "content": b"{}",
        "schema_version": 1,
        "program_version": "0",
        "seed": 1,
        "made_from": [],
    }
    return model.objects.create(town=town, **(given | values))


@scopes_disabled()
def run_row(town: Town, **values: Any) -> Run:
    """A run, waiting."""
    number = Run.objects.filter(town=town).count() + 1
    return Run.objects.create(town=town, **({"number": number, "started_by": "Edda Ehrlich"} | values))


@scopes_disabled()
def finished_run(town: Town, **values: Any) -> Run:
    """A run that made the documents of `factories.handovers`, `values` taking the place of whole documents."""
    documents = {
        document_type(type(one)).name: values.pop(document_type(type(one)).name, one)
        for one in handovers.DOCUMENTS_OF_A_TOWN
    }
    contents = {name: to_bytes(documents[name]) for name in DOCUMENTS}
    for name, content in contents.items():
        KEEP[name](town, content, provenance=documents[name].provenance)
    made = {"digests": {name: digest(content) for name, content in contents.items()}, "profile": town.profile}
    return run_row(town, **({"state": RunState.DONE} | made | values))


@scopes_disabled()
def publication_row(town: Town, **values: Any) -> Publication:
    """A published version of a finished run."""
    run = values.pop("run", None) or finished_run(town)
    number = Publication.objects.filter(town=town).count() + 1
    given = {"number": number, "run": run, "profile": run.profile, "digests": run.digests, "published_by": "Ada Amt"}
    return Publication.objects.create(town=town, **(given | values))
