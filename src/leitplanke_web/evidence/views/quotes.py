"""Staff page: which texts may be quoted."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke.evidence.codings import confirmed
from leitplanke.evidence.texts.quotes import FEWEST_VOICES, MOST_LETTERS, quotable
from leitplanke_web.evidence import queries
from leitplanke_web.participation import queries as participation
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page


@require_safe
@staff_page(Role.EDITOR)
def quotes(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Texts with consent, on themes that many wrote about, as they were written; by audience and theme."""
    questionnaire = participation.questionnaire(town)
    codebook = queries.themes(town)
    names = {theme.id: theme.name for theme in codebook}
    audiences = {audience.id: audience.name for audience in questionnaire.audiences}
    found = quotable(
        queries.open_texts(town, questionnaire.version),
        codes=confirmed(queries.codings(town, questionnaire.version)),
        themes=tuple(names),
    )
    groups = [
        (audiences[audience], names[theme], list(group))
        for (audience, theme), group in groupby(found, key=lambda quote: (quote.audience, quote.theme))
    ]
    context = {
        "town": town,
        "groups": groups,
        "is_asked": queries.quote_consent(town) is not None,
        "fewest": FEWEST_VOICES,
        "most": MOST_LETTERS,
        "crumbs": ((_("Freie Texte"), reverse("evidence:coding", args=(town.pk,))), (_("Zitate"), None)),
    }
    response = render(request, "evidence/coding_quotes.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
