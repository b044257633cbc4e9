"""Staff pages: contributions that wait, notices, what was hidden; clusters; a contribution that somebody told."""

from secrets import SystemRandom

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.codes import shown_code
from leitplanke.participation.discussion import Standing
from leitplanke_web.discussion import queries
from leitplanke_web.discussion.actions import moderating as actions
from leitplanke_web.discussion.actions.taking_part import NotOpenError, keys_of
from leitplanke_web.discussion.forms.moderating import ClusterForm, ReasonForm, TitleForm
from leitplanke_web.discussion.forms.taking_part import ContributionForm
from leitplanke_web.discussion.models import STANDINGS, Discussion
from leitplanke_web.discussion.tickets import ForgedTicketError, new_ticket, read_ticket
from leitplanke_web.discussion.views.planning import GET_AND_POST, discussion_or_404, staff_render
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page

RANDOM = SystemRandom()
PER_PAGE = 50
_SEEN = (Standing.WAITING, Standing.SHOWN, Standing.HIDDEN)
_DECISIONS = {"show": Standing.SHOWN, "hide": Standing.HIDDEN}


@GET_AND_POST
@staff_page(Role.EDITOR)
def moderation(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Show or hide contributions, many at once; those with a notice come first."""
    row = discussion_or_404(town, discussion)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    seen = _seen(request)
    if request.method == "POST" and form.is_valid() and _decided(request, row, form, seen):
        return redirect(f"{request.path}?stand={seen.value}")
    found = queries.contributions(row, seen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    noticed = list(queries.noticed(row)) if seen is Standing.WAITING else []
    told = queries.notices_of(row, [one.key for one in (*noticed, *page.object_list)])
    context = {
        "form": form,
        "page": page,
        "rows": [(one, told.get(one.key, [])) for one in page.object_list],
        "has_words": any(one.text for one in page.object_list),
        "noticed": [(one, told.get(one.key, [])) for one in noticed],
        "numbers": queries.numbers_of(row),
        "seen": seen.value,
        "seen_words": STANDINGS[seen],
        "chosen": set(keys_of(request.POST.getlist("contribution"))),
    }
    return staff_render(
        request, row, "moderation", context, words=_("Beiträge"), status=422 if form.is_bound and form.errors else 200
    )


@GET_AND_POST
@staff_page(Role.EDITOR)
def clusters(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Put contributions into clusters, with the keyboard alone; rename a cluster."""
    row = discussion_or_404(town, discussion)
    named = queries.clusters(row)
    sent = request.POST if request.method == "POST" else None
    renames = sent is not None and "rename" in sent
    form = ClusterForm(None if renames else sent, clusters=named)
    title = TitleForm(sent if renames else None)
    if sent is not None and (_renamed(request, row, title) if renames else _clustered(request, row, form)):
        return redirect(request.path)
    shown = list(queries.contributions(row, Standing.SHOWN))
    grouped = [(one, [each for each in shown if each.cluster_id == one.pk]) for one in named]
    context = {
        "form": form,
        "title_form": title,
        "clusters": grouped,
        "single": [one for one in shown if one.cluster_id is None],
        "chosen": set(keys_of(request.POST.getlist("contribution"))),
        "has_errors": bool(form.errors or title.errors),
    }
    return staff_render(
        request, row, "clusters", context, words=_("Bündel"), status=422 if form.errors or title.errors else 200
    )


@GET_AND_POST
@staff_page(Role.EDITOR)
def tell(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Write down what somebody said at the counter, by letter or by telephone."""
    row = discussion_or_404(town, discussion)
    form = ContributionForm(request.POST if request.method == "POST" else None)
    ticket = new_ticket(row.pk, now=timezone.now(), random=RANDOM)
    if request.method == "POST":
        try:
            read = read_ticket(request.POST.get("ticket", ""), discussion=row.pk)
        except ForgedTicketError as error:
            raise BadRequest("a form that no page of ours wrote") from error
        ticket = request.POST["ticket"]
        if form.is_valid():
            given = form.cleaned_data
            try:
                accepted = actions.tell(
                    row,
                    person_of(request),
                    read,
                    text=given["text"],
                    wants_receipt=given["receipt"],
                    today=timezone.localdate(),
                )
            except InvalidValueError as error:
                form.add_error("text", refusal(error.problem, error.remedy))
            except NotOpenError:
                form.add_error(
                    None, _("Die Diskussion läuft nicht. Verlängern Sie sie, oder warten Sie, bis sie beginnt.")
                )
            else:
                receipt = shown_code(accepted.receipt) if accepted.receipt else ""
                return staff_render(request, row, "told", {"receipt": receipt}, words=_("Eingeben"))
    context = {"form": form, "ticket": ticket}
    return staff_render(request, row, "tell", context, words=_("Eingeben"), status=422 if form.errors else 200)


def _seen(request: HttpRequest) -> Standing:
    named = request.POST.get("stand") or request.GET.get("stand") or ""
    return next((one for one in _SEEN if one.value == named), Standing.WAITING)


def _decided(request: HttpRequest, row: Discussion, form: ReasonForm, seen: Standing) -> bool:
    keys = keys_of(request.POST.getlist("contribution"))
    standing = _DECISIONS.get(request.POST.get("go", ""))
    if not keys or standing is None:
        form.add_error(None, _("Wählen Sie zuerst Beiträge aus, dann was mit ihnen geschehen soll."))
        return False
    was = Standing.SHOWN if request.POST.get("noticed") else seen
    try:
        number = actions.moderate(
            row, person_of(request), keys, seen=was, standing=standing, reason=form.cleaned_data["reason"]
        )
    except InvalidValueError as error:
        form.add_error("reason", refusal(error.problem, error.remedy))
        return False
    words = ngettext("Über %(number)s Beitrag ist entschieden.", "Über %(number)s Beiträge ist entschieden.", number)
    messages.success(request, words % {"number": number})
    if number < len(keys):
        messages.warning(request, _("Über die übrigen hat inzwischen jemand anderes entschieden."))
    return True


def _clustered(request: HttpRequest, row: Discussion, form: ClusterForm) -> bool:
    seen = _seen_clusters(request.POST)
    if not form.is_valid():
        return False
    if not seen:
        form.add_error(None, _("Wählen Sie zuerst Beiträge aus."))
        return False
    try:
        moved = actions.cluster_contributions(
            row, person_of(request), seen=seen, into=form.cluster, title=form.cleaned_data["title"]
        )
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
        return False
    if moved < len(seen):
        messages.warning(
            request, _("Einige Beiträge hat inzwischen jemand anderes geordnet; sie bleiben, wo sie sind.")
        )
    else:
        messages.success(request, _("Die Beiträge sind geordnet."))
    return True


def _seen_clusters(sent: QueryDict) -> dict[int, int | None]:
    """Which contributions were chosen, and in which cluster each stood on the page."""
    return {
        key: next(iter(keys_of([sent.get(f"in-{key}", "")])), None) for key in keys_of(sent.getlist("contribution"))
    }


def _renamed(request: HttpRequest, row: Discussion, form: TitleForm) -> bool:
    if not form.is_valid():
        return False
    number = next(iter(keys_of([request.POST["rename"]])), 0)
    seen, title = request.POST.get("seen", ""), form.cleaned_data["renamed"]
    try:
        is_renamed = actions.rename_cluster(row, person_of(request), number, seen=seen, title=title)
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
        return False
    if not is_renamed:
        form.add_error(None, _("Jemand hat das Bündel inzwischen umbenannt."))
    return is_renamed
