"""Staff page: who is missing, what weighting did, what it cannot do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitplanke.report.fragments import evidence_fragment
from leitplanke_web.evidence.views.snapshots import edition_of, frame_of, snapshot_or_404
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page


@require_safe
@staff_page(Role.EDITOR)
def diagnosis(request: HttpRequest, *, town: Town, snapshot: str) -> HttpResponse:
    """The core's diagnosis of every frame, made of nothing that disclosure control has not let out."""
    found = snapshot_or_404(town, snapshot)
    body = evidence_fragment(edition_of(found), "diagnosis", h=2)
    shown = frame_of(found, here="evidence:diagnosis") | {"body": body}
    return render(request, "evidence/diagnosis.html", shown)
