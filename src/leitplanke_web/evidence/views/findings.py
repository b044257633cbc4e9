"""Staff pages: the results at one snapshot, each finding by itself, and all of it as files."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke.evidence.findings import find
from leitplanke.evidence.model import EvidenceReport, Finding, Table
from leitplanke.exchange.open_data import evidence_tables
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.fragments import evidence_fragment
from leitplanke.report.paper.pdf import MissingPangoError
from leitplanke.report.parts import method_words, recruitment_badge, table_bars, table_grid, withheld_words
from leitplanke.report.results.content import document_of
from leitplanke.report.results.pdf import results_pdf
from leitplanke.report.results.word import results_docx
from leitplanke_web.design.navigation import address_of
from leitplanke_web.evidence.forms.findings import THEMES, FindingFilterForm
from leitplanke_web.evidence.queries import document_bytes, latest_sha256
from leitplanke_web.evidence.views.snapshots import Snapshot, edition_of, frame_of, snapshot_or_404
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

PER_PAGE = 40
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FILES = ("results.pdf", "results.docx", "evidence.xlsx", "cells.csv", "codebook.csv", "evidence.json")


@require_safe
@staff_page(Role.EDITOR)
def results(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The findings of the latest finished run; before there is one, what to do."""
    sha256 = latest_sha256(town)
    if sha256:
        return redirect("evidence:snapshot", town=town.pk, snapshot=sha256)
    return render(request, "evidence/findings_none.html", {"town": town})


@require_safe
@staff_page(Role.EDITOR)
def snapshot_page(request: HttpRequest, *, town: Town, snapshot: str) -> HttpResponse:
    """The findings of one report, with a filter; each can be kept as evidence."""
    found = snapshot_or_404(town, snapshot)
    edition = edition_of(found)
    form = FindingFilterForm(request.GET, report=found.report)
    page = Paginator(form.found(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "filter": form,
        "page_obj": page,
        "rows": [_row(edition, found, one) for one in page.object_list],
        "hidden": len(found.report.not_published),
        "kept": _kept(edition, found.report),
        "rules": found.report.rules,
        "files": FILES,
    }
    return render(request, "evidence/findings_list.html", frame_of(found, here="evidence:snapshot") | shown)


@require_safe
@staff_page(Role.EDITOR)
def finding_page(request: HttpRequest, *, town: Town, snapshot: str, finding: str) -> HttpResponse:
    """One finding: as a heading, with question, base, method, label and the whole table it stands in.

    A finding that disclosure control keeps back is told as such, with the same answer as one that does not exist.
    """
    found = snapshot_or_404(town, snapshot)
    one = find(found.report, finding)
    if one is None:
        context = frame_of(found, here="", title=_("Kein Befund"))
        return render(request, "evidence/finding_none.html", context, status=404)
    edition = edition_of(found)
    table = next((table for table in (*found.report.tables, *found.report.themes) if table.id == one.table), None)
    shown = {
        "finding": one,
        "heading": edition.voice.text(one.statement),
        "remember": _remember(found, one),
        **({} if table is None else _table(edition, table)),
    }
    context = frame_of(found, here="", title=_("Befund")) | shown
    return render(request, "evidence/finding.html", context)


@require_safe
@staff_page(Role.EDITOR)
def public_look(request: HttpRequest, *, town: Town, snapshot: str) -> HttpResponse:
    """The results as everybody will read them once this report is published."""
    found = snapshot_or_404(town, snapshot)
    edition = edition_of(found)
    titles = {
        "people": _("Wer hat mitgemacht?"),
        "first": _("Was zuerst?"),
        "questions": _("Was Sie sonst gesagt haben"),
        "voices": _("In Ihren Worten"),
    }
    parts = [(name, title, evidence_fragment(edition, name, h=3)) for name, title in titles.items()]
    shown = {"parts": [part for part in parts if part[2]]}
    return render(request, "evidence/look.html", frame_of(found, here="evidence:look") | shown)


@require_safe
@staff_page(Role.EDITOR)
def snapshot_file(request: HttpRequest, *, town: Town, snapshot: str, name: str) -> HttpResponse:
    """One of the files of a report."""
    found = snapshot_or_404(town, snapshot)
    make = _MAKERS.get(name)
    if make is None:
        raise Http404
    try:
        content = make(found, edition_of(found))
    except MissingPangoError:
        return render(request, "evidence/no_pdf.html", {"town": town}, status=503)
    ending = name.rpartition(".")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="{town.pk}-{found.short}-{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=MEDIA_TYPES[ending], headers=headers)


def _row(edition: EvidenceEdition, snapshot: Snapshot, finding: Finding) -> dict[str, object]:
    label = None if finding.recruitment is None else recruitment_badge(edition, finding.recruitment)
    parts = {"town": snapshot.town.pk, "snapshot": snapshot.sha256, "finding": finding.id}
    return {
        "finding": finding,
        "is_kept": finding.table in snapshot.report.kept,
        "words": edition.voice.text(finding.statement),
        "label": label,
        "address": address_of("evidence:finding", **parts),
        "remember": _remember(snapshot, finding),
    }


def _kept(edition: EvidenceEdition, report: EvidenceReport) -> list[tuple[str, str]]:
    """What stands as it was published before, whole and breakdowns as one; each with what is told of it now."""
    voice, names = edition.voice, edition.names
    bases: dict[tuple[str, ...], int] = {}
    for table in (*report.tables, *report.themes):
        bases.setdefault((table.audience, table.frame, table.question), table.base_n)
    found = []
    for key in dict.fromkeys(tuple(one.split(".")[:3]) for one in report.kept):
        group = ": ".join(
            voice.text(names.get(kind, one)) for kind, one in zip(("audience", "frame"), key, strict=False)
        )
        if len(key) < 3:
            found.append((f"{group} – {_('Wer mitgemacht hat')}", _("wie in der vorigen Fassung")))
            continue
        base = bases.get(key)
        told = _("nicht gezeigt: eine Antwort heißt jetzt anders") if base is None else _("Stand mit {n} Antworten")
        found.append((f"{group} – {_question(edition, key[2])}", told.format(n=base)))
    return found


def _question(edition: EvidenceEdition, question: str) -> str:
    return (
        _("Themen der freien Texte")
        if question == THEMES
        else edition.voice.text(edition.names.get("question", question))
    )


def _remember(snapshot: Snapshot, finding: Finding) -> str:
    """Where the strategy takes the finding as evidence; empty where the installation has no such page."""
    page = address_of("strategy:evidence_add", town=snapshot.town.pk)
    return page and f"{page}?{urlencode({'finding': finding.id, 'snapshot': snapshot.sha256})}"


def _table(edition: EvidenceEdition, table: Table) -> dict[str, object]:
    voice, names = edition.voice, edition.names
    frame = voice.text(names.get("frame", table.frame))
    return {
        "question": voice.text(names.get("question", table.question)),
        "label": recruitment_badge(edition, table.recruitment),
        "bars": table_bars(edition, table),
        "grid": table_grid(edition, table, frame),
        "method": method_words(edition, table),
        "withheld": withheld_words(edition, table.question, table.withheld),
        "in_brackets": table.in_brackets,
    }


def _pdf(snapshot: Snapshot, edition: EvidenceEdition) -> bytes:
    return results_pdf(document_of(snapshot.report, language=edition.voice.language, sha256=snapshot.sha256))


def _docx(snapshot: Snapshot, edition: EvidenceEdition) -> bytes:
    document = document_of(snapshot.report, language=edition.voice.language, sha256=snapshot.sha256)
    return results_docx(document, as_of=snapshot.report.provenance.as_of)


def _json(snapshot: Snapshot, _edition: EvidenceEdition) -> bytes:
    content = document_bytes(snapshot.town, snapshot.sha256)
    assert content is not None
    return content


def _table_file(name: str) -> Callable[[Snapshot, EvidenceEdition], bytes]:
    return lambda snapshot, _edition: evidence_tables(snapshot.report)[name]


_MAKERS: Mapping[str, Callable[[Snapshot, EvidenceEdition], bytes]] = {
    "results.pdf": _pdf,
    "results.docx": _docx,
    "evidence.json": _json,
    **{name: _table_file(name) for name in ("evidence.xlsx", "cells.csv", "codebook.csv")},
}
