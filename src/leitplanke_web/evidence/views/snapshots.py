"""What the pages of one evidence report have in common: the report at its digest, and the way between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.fragments import evidence_edition
from leitplanke.report.links import OnPages, Place
from leitplanke_web.evidence.queries import latest_sha256, report_of
from leitplanke_web.towns.models import Town


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An evidence report of the town at its digest, and whether it is the one of the latest finished run."""

    town: Town
    sha256: str
    report: EvidenceReport
    is_latest: bool

    @property
    def short(self) -> str:
        """The beginning of the digest, to be read."""
        return self.sha256[:12]


def snapshot_or_404(town: Town, sha256: str) -> Snapshot:
    """The report with this digest."""
    report = report_of(town, sha256)
    if report is None:
        raise Http404
    return Snapshot(town, sha256, report, is_latest=sha256 == latest_sha256(town))


def edition_of(snapshot: Snapshot) -> EvidenceEdition:
    """The report in the reader's language; its links lead to the look of the public pages."""
    page = reverse("evidence:look", args=[snapshot.town.pk, snapshot.sha256])
    lead_to: Callable[[Place], str] = lambda _place: page  # noqa: E731 - one page for all places
    language = Language.EN if get_language() == "en" else Language.DE
    return evidence_edition(snapshot.report, language=language, links=OnPages(lead_to))


def frame_of(snapshot: Snapshot, *, here: str, title: str = "") -> dict[str, Any]:
    """What the templates of all pages of a snapshot need; `here` is the name of the page's address."""
    town, sha256 = snapshot.town, snapshot.sha256
    parts = (
        ("evidence:snapshot", _("Befunde")),
        ("evidence:diagnosis", _("Wer fehlt")),
        ("evidence:look", _("Wie es öffentlich aussieht")),
    )
    pages = [(words, reverse(name, args=[town.pk, sha256]), name == here) for name, words in parts]
    results = reverse("evidence:results", args=[town.pk])
    last = title or next((words for name, words in parts if name == here), "")
    return {
        "town": town,
        "snapshot": snapshot,
        "origin": snapshot.report.provenance,
        "pages": [*pages, (_("Bevölkerung"), reverse("evidence:populations", args=[town.pk]), False)],
        "crumbs": ((_("Ergebnisse"), results), (last, None)),
    }
