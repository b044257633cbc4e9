"""Writing, voting, objecting. No account, no session, no cookie: a signed ticket in the form stands for all of them.

Looking stores nothing. What was sent is never lost: a form that is refused comes back with what was typed.
"""

from dataclasses import dataclass
from http import HTTPStatus
from secrets import SystemRandom

from django import forms
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.codes import shown_code
from leitplanke.participation.discussion import DiscussionState
from leitplanke_web.discussion import queries
from leitplanke_web.discussion.actions import taking_part as actions
from leitplanke_web.discussion.floods import FLOODS, WITHIN_SECONDS
from leitplanke_web.discussion.forms.taking_part import ContributionForm, NoticeForm, VoteForm
from leitplanke_web.discussion.models import Discussion
from leitplanke_web.discussion.tickets import ForgedTicketError, Ticket, new_ticket, read_ticket
from leitplanke_web.discussion.views.public import public_or_404, public_render
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Town

RANDOM = SystemRandom()
_SEND = "send"
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt  # the signed ticket in the form takes its place, so that nobody needs a cookie
@_GET_AND_POST
def contribute(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Write a contribution."""
    asking = _Asking(request, public_or_404(town, discussion), "contribute", _("Mitreden"))
    if request.method != "POST":
        return asking.ask(ContributionForm())
    ticket, form = asking.ticket(), ContributionForm(request.POST)
    if (refused := asking.refused(form, ticket)) is not None:
        return refused
    given = form.cleaned_data
    try:
        accepted = actions.contribute(
            asking.row, ticket, text=given["text"], wants_receipt=given["receipt"], today=timezone.localdate()
        )
    except (InvalidValueError, actions.NotOpenError) as error:
        return asking.again(form, error)
    receipt = shown_code(accepted.receipt) if accepted.receipt else ""
    return asking.thank({"is_shown": accepted.is_shown, "receipt": receipt, "what": "contribution"})


@csrf_exempt  # likewise
@_GET_AND_POST
def vote(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Vote on the statements."""
    row = public_or_404(town, discussion)
    if not row.value.statements:
        raise Http404
    asking = _Asking(request, row, "vote", _("Abstimmen"))
    if request.method != "POST":
        return asking.ask(VoteForm(discussion=row.value))
    ticket, form = asking.ticket(), VoteForm(request.POST, discussion=row.value)
    if (refused := asking.refused(form, ticket)) is not None:
        return refused
    try:
        actions.vote(row, ticket, marks=form.marks(), today=timezone.localdate())
    except (InvalidValueError, actions.NotOpenError) as error:
        return asking.again(form, error)
    return asking.thank({"what": "vote"})


@csrf_exempt  # likewise
@_GET_AND_POST
def notice(request: HttpRequest, *, town: Town, discussion: str, contribution: int) -> HttpResponse:
    """Say what one has against a contribution; it stays until somebody of the town has looked."""
    row = public_or_404(town, discussion)
    about = queries.public_contribution(row, contribution)
    if about is None:
        raise Http404
    asking = _Asking(request, row, "notice", _("Beitrag melden"), about=about, is_about_writing=False)
    if request.method != "POST":
        return asking.ask(NoticeForm())
    ticket, form = asking.ticket(), NoticeForm(request.POST)
    if (refused := asking.refused(form, ticket)) is not None:
        return refused
    try:
        actions.object_to(row, ticket, contribution, words=form.cleaned_data["words"])
    except InvalidValueError as error:
        return asking.again(form, error)
    return asking.thank({"what": "notice"})


@dataclass(frozen=True, slots=True)
class _Asking:
    """A form for everybody: asked, refused with what was typed, or thanked for."""

    request: HttpRequest
    row: Discussion
    name: str
    words: str
    about: object = None
    is_about_writing: bool = True

    def ask(self, form: forms.Form, *, status: int = HTTPStatus.OK, keeps_ticket: bool = True) -> HttpResponse:
        """The form; one that comes back keeps its ticket, so that sending it twice is still once."""
        if self.is_about_writing and self.row.state_on(timezone.localdate()) is not DiscussionState.OPEN:
            return self._over()
        kept = self.request.POST.get("ticket", "") if keeps_ticket else ""
        ticket = kept or new_ticket(self.row.pk, now=timezone.now(), random=RANDOM)
        context = {"form": form, "ticket": ticket, "about": self.about}
        response = public_render(self.request, self.row, self.name, context, words=self.words, status=status)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["Retry-After"] = str(WITHIN_SECONDS)
        return response

    def ticket(self) -> Ticket:
        """The ticket that was sent; 400 for a form that no page of ours wrote."""
        if self.request.POST.get("go") != _SEND:
            raise BadRequest("a form that nobody sent with its button")
        try:
            return read_ticket(self.request.POST.get("ticket", ""), discussion=self.row.pk)
        except ForgedTicketError as error:
            raise BadRequest("a form that no page of ours wrote") from error

    def refused(self, form: forms.Form, ticket: Ticket) -> HttpResponse | None:
        """The form once more, where it is faulty, too old, or one of too many; None if it may be kept."""
        now = timezone.now()
        if not form.is_valid():
            return self.ask(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if ticket.has_expired(now):
            form.add_error(None, _("Diese Seite stand lange offen. Bitte schicken Sie sie noch einmal ab."))
            return self.ask(form, status=HTTPStatus.UNPROCESSABLE_ENTITY, keeps_ticket=False)
        if FLOODS.is_too_much(self.request, now=now):
            form.add_error(
                None, _("Von hier kommt gerade sehr viel. Bitte schicken Sie es in zehn Minuten noch einmal ab.")
            )
            return self.ask(form, status=HTTPStatus.TOO_MANY_REQUESTS)
        return None

    def again(self, form: forms.Form, error: Exception) -> HttpResponse:
        """The form with what the core has against it; after the end what was typed, so that it is not lost."""
        if isinstance(error, InvalidValueError):
            form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
            return self.ask(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return self._over()

    def thank(self, context: dict[str, object]) -> HttpResponse:
        """That it has arrived, and what happens next."""
        response = public_render(self.request, self.row, "thanks", context, words=self.words)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _over(self) -> HttpResponse:
        status = HTTPStatus.CONFLICT if self.request.method == "POST" else HTTPStatus.OK
        typed = self.request.POST.get("text", "").strip()
        return public_render(self.request, self.row, "over", {"typed": typed}, words=self.words, status=status)
