"""A version that was published by exemption says so where its guardrails stand, with the open checks and the reason."""

import pytest
from django_scopes import scope

from leitplanke_web.portal.queries.published import current_publication

pytestmark = pytest.mark.django_db


def test_public_guardrails_say_which_checks_were_open_and_why_it_was_published(client, published):
    with scope(town=published):
        exemption = current_publication(published).exemption

    page = client.get(f"/{published.pk}/strategie/leitplanken/").text

    told = page.partition("mit einer Ausnahme veröffentlicht")[2].partition('id="guardrails"')[0]
    assert exemption.reason in told
    assert told.count("<li>") == len(exemption.points)
