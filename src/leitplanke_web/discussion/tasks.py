"""Background work of discussions."""

import logging

from django_tasks import task

from leitplanke_web.discussion.actions.keeping import settle_towns

_log = logging.getLogger(__name__)


@task()
def settle_all() -> None:
    """At night: what people sent lies in no order that tells when it came."""
    settle_towns()
    _log.info("the discussions are settled")
