"""What became of my answer: the pages of a receipt for answers of a survey."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.texts import Language
from leitplanke_web.participation.actions.receipts import withdraw
from leitplanke_web.portal.queries.own_answer import story_of
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.views.receipt import ReceiptKind, receipt_page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def own_answer(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for the code; show what became of its answer; withdraw this."""
    return receipt_page(request, town, _ANSWER)


def _found(request: HttpRequest, town: Town, code: str) -> dict[str, Any] | None:
    story = story_of(town, code, language=Language(request.LANGUAGE_CODE))
    return None if story is None else {"story": story}


_ANSWER = ReceiptKind(
    found=_found,
    withdraw=withdraw,
    asking="portal/public/own_answer_code.html",
    showing="portal/public/own_answer.html",
    withdrawn="portal/public/own_answer_withdrawn.html",
    place=(_("Was daraus wurde"), "portal:became"),
    title=_("Meine Antwort"),
    unknown=_("Zu diesem Belegcode gibt es hier keine Antwort. Vielleicht wurde sie zurückgezogen."),
    sure=_("Ja, meine Antwort soll gelöscht werden."),
    sure_missing=_("Bitte bestätigen Sie, dass Ihre Antwort gelöscht werden soll."),
)
