"""What became of my contribution: the pages of a receipt for contributions to a discussion."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitplanke_web.discussion.actions.taking_part import withdraw
from leitplanke_web.discussion.models import Contribution
from leitplanke_web.discussion.queries import contribution_of_receipt
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.questions import ToldReply, told_replies
from leitplanke_web.towns.views.receipt import ReceiptKind, receipt_page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def own_contribution(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for the code; show what became of its contribution; take this back."""
    return receipt_page(request, town, _CONTRIBUTION)


def _found(_request: HttpRequest, town: Town, code: str) -> dict[str, Any] | None:
    found = contribution_of_receipt(town, code)
    if found is None:
        return None
    return {"contribution": found, "value": found.discussion.value, "replies": _replies(town, found)}


def _replies(town: Town, found: Contribution) -> tuple[ToldReply, ...]:
    if found.cluster is None or not found.discussion.is_closed:
        return ()
    place = found.discussion.identifier
    return told_replies(town, place).get(f"{place}.{found.cluster.name}", ())


_CONTRIBUTION = ReceiptKind(
    found=_found,
    withdraw=withdraw,
    asking="discussion/own_contribution_code.html",
    showing="discussion/own_contribution.html",
    place=(_("Mitreden"), "discussion:discussions"),
    title=_("Mein Beitrag"),
    unknown=_("Zu diesem Belegcode gibt es hier keinen Beitrag."),
    sure=_("Ja, mein Beitrag soll zurückgezogen werden."),
    sure_missing=_("Bitte bestätigen Sie, dass Ihr Beitrag zurückgezogen werden soll."),
)
