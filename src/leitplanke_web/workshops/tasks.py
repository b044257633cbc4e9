"""Background work of workshops."""

import logging

from django_tasks import task

from leitplanke_web.workshops.actions.planning import forget_phones

_log = logging.getLogger(__name__)


@task()
def forget_all() -> None:
    """At night: the phones of workshops that were closed are gone from the database's own bookkeeping too."""
    if forget_phones():
        _log.info("the phones of closed workshops are forgotten")
