"""What everybody reads: which discussions there are, one with every contribution and its reply. Nothing is stored."""

from collections.abc import Mapping
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke.participation.discussion import DiscussionState
from leitplanke.report.voice import Voice
from leitplanke_web.discussion import queries
from leitplanke_web.discussion.models import STATES, Discussion
from leitplanke_web.towns.form_fields import reader_language
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.questions import told_replies

PER_PAGE = 50


@require_safe
def discussions(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Which discussions run, and which are over."""
    found = queries.public_discussions(town, today=timezone.localdate())
    context = {
        "town": town,
        "running": found[DiscussionState.OPEN],
        "over": [*found[DiscussionState.ENDED], *found[DiscussionState.CLOSED]],
        "crumbs": ((_("Mitreden"), None),),
    }
    return _answer(render(request, "discussion/discussions.html", context))


@require_safe
def discussion(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """The draft, ways to take part, and every contribution with what became of it."""
    row = public_or_404(town, discussion)
    replies = told_replies(town, row.identifier) if row.is_closed else {}
    page = Paginator(queries.public_contributions(row), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "page": page,
        "groups": [
            (one, is_aside, tuple(rows), () if one is None else replies.get(f"{row.identifier}.{one.name}", ()))
            for (one, is_aside), rows in groupby(page.object_list, key=lambda each: (each.cluster, each.is_aside))
        ],
    }
    if row.value.statements and row.state_on(timezone.localdate()) is not DiscussionState.OPEN:
        context["opinions"] = opinions_told(row)
        context["votes"] = () if context["opinions"] else queries.recorded_votes(row)
    return public_render(request, row, "discussion", context)


@require_safe
def plain(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """The same in simple language: what it is about, how to take part."""
    return public_render(request, public_or_404(town, discussion), "plain", {}, words=_("Leichte Sprache"))


def opinions_told(row: Discussion) -> Mapping[str, object] | None:
    """How people voted, in sentences and as a table; None where too few did."""
    from leitplanke.report.conversation.shares import statement_grid  # noqa: PLC0415 - numpy behind it
    from leitplanke.report.conversation.telling import facts, headline, parts_of  # noqa: PLC0415 - likewise

    report = queries.opinions(row)
    if report is None:
        return None
    voice = Voice(reader_language())
    return {
        "headline": headline(report, voice),
        "facts": tuple(facts(report, voice)),
        "parts": parts_of(report, voice),
        "grid": statement_grid(report, voice),
    }


def public_or_404(town: Town, identifier: str) -> Discussion:
    """The discussion of an address, once it has begun."""
    row = queries.discussion(town, identifier)
    if row is None or row.state_on(timezone.localdate()) in queries.UNSEEN:
        raise Http404
    return row


def public_render(
    request: HttpRequest,
    row: Discussion,
    name: str,
    context: Mapping[str, object],
    *,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of one discussion for everybody."""
    state = row.state_on(timezone.localdate())
    every = (_("Mitreden"), reverse("discussion:discussions", args=(row.town_id,)))
    title = row.value.title.de
    here = reverse("discussion:discussion", args=(row.town_id, row.identifier))
    shared = {
        "town": row.town,
        "discussion": row,
        "value": row.value,
        "state": state.value,
        "state_words": STATES[state],
        "crumbs": (every, (title, here), (words, None)) if words else (every, (title, None)),
    }
    return _answer(render(request, f"discussion/{name}.html", {**shared, **context}, status=status))


def _answer(response: HttpResponse) -> HttpResponse:
    """Nothing between us and the reader keeps a page: a contribution may be hidden any moment."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
