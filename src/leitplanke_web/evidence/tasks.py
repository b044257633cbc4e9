"""Background work of evidence."""

import logging

from django_scopes import scope
from django_tasks import task

from leitplanke_web.evidence.actions.coding import fetch_texts as fetch
from leitplanke_web.towns.models import Town

_log = logging.getLogger(__name__)


@task()
def fetch_texts(*, town: str) -> None:
    """Fetch one town's texts for coding, if it is still there."""
    found = Town.objects.filter(pk=town).first()
    if found is not None:
        with scope(town=found):
            number = fetch(found)
        _log.info("%s texts of %s are ready to be coded", number, found)
