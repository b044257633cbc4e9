"""Staff pages: who still waits for a reply, and replying to many at once."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitplanke.monitoring.model import ReplyKind
from leitplanke.report.words import REPLY
from leitplanke_web.monitoring import queries
from leitplanke_web.monitoring.actions import reply_to
from leitplanke_web.monitoring.forms import ReplyForm
from leitplanke_web.strategy.queries import ReplyNames, names_to_reply_with
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_ALL = "alle"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def replies(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Clusters and themes without a reply, or all of them; a reply to those that are chosen."""
    names = names_to_reply_with(town)
    form = ReplyForm(request.POST if request.method == "POST" else None, names=names)
    found = queries.answerable(town)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _replied(request, town, form, found)
            if status == 302:
                return redirect(request.get_full_path())
            if status == 409:
                found = queries.answerable(town)
    waiting = [one for one in found if one.reply is None]
    is_all = request.GET.get("stand") == _ALL or not waiting
    chosen = set(request.POST.getlist("to"))
    context = {
        "town": town,
        "form": form,
        "rows": [(one, _words(one, names), one.to in chosen) for one in (found if is_all else waiting)],
        "waiting": len(waiting),
        "number": len(found),
        "is_all": is_all,
        "has_errors": status != 200,
        "crumbs": ((_("Rückmeldungen"), None),),
    }
    return render(request, "monitoring/replies.html", context, status=status)


def _replied(request: HttpRequest, town: Town, form: ReplyForm, found: tuple[queries.Answerable, ...]) -> int:
    known = {one.to for one in found}
    seen = {to: version_of(request.POST.get(f"version-{to}")) for to in request.POST.getlist("to") if to in known}
    if not seen:
        form.add_error(None, _("Wählen Sie zuerst, worauf Sie antworten."))
        return 422
    try:
        reply_to(
            town, person_of(request), seen, kind=ReplyKind(form.cleaned_data["kind"]), ref=form.ref, reason=form.reason
        )
    except ChangedMeanwhileError:
        form.add_error(
            None, _("Jemand hat inzwischen geantwortet. Die Liste zeigt den neuen Stand; nichts ist gespeichert.")
        )
        return 409
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, refusal(flaw.problem, flaw.remedy))
        return 422
    words = ngettext("%(number)s Antwort ist gespeichert.", "%(number)s Antworten sind gespeichert.", len(seen))
    messages.success(request, words % {"number": len(seen)})
    return 302


def _words(one: queries.Answerable, names: ReplyNames) -> Mapping[str, object] | None:
    if one.reply is None:
        return None
    known = names.guardrails if one.reply.kind is ReplyKind.GUARDRAIL else names.measures
    return {"kind": REPLY[one.reply.kind], "name": known.get(one.reply.ref), "reason": one.reply.reason}
