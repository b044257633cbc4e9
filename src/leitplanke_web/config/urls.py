"""Every address. German has no prefix, English stands under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

handler400 = "leitplanke_web.design.errors.bad_request"
handler403 = "leitplanke_web.design.errors.forbidden"
handler404 = "leitplanke_web.design.errors.not_found"
handler500 = "leitplanke_web.design.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("leitplanke_web.design.urls")),  # gestaltung/, anzeige/
        path("konto/", include("leitplanke_web.accounts.urls")),  # sign-in
        path("konto/", include("leitplanke_web.towns.urls.own")),  # what is mine
        path("<str:town>/arbeit/", include("leitplanke_web.towns.urls")),  # members, log
        path("<str:town>/arbeit/", include("leitplanke_web.evidence.urls")),  # population, results, coding of texts
        path("<str:town>/arbeit/", include("leitplanke_web.strategy.urls")),  # measures, guardrails
        path("<str:town>/arbeit/", include("leitplanke_web.roadmap.urls")),  # capacities
        path("<str:town>/arbeit/", include("leitplanke_web.monitoring.urls")),  # replies
        path("<str:town>/daten/", include("leitplanke_web.open_data.urls")),
        path("", include("leitplanke_web.participation.urls")),  # answering a survey
        path("", include("leitplanke_web.discussion.urls")),  # drafts for comment
        path("", include("leitplanke_web.workshops.urls")),  # planning, leading and joining workshops
        path("", include("leitplanke_web.process.urls")),  # phases, actors, letters, where we are
        path("", include("leitplanke_web.portal.urls")),  # towns, start, results, roadmap, runs, publication
        prefix_default_language=False,
    )
]
