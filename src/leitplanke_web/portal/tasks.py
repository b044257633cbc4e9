"""Background work of the portal."""

import logging

from django_scopes import scope
from django_tasks import task

from leitplanke_web.portal.actions.performance import perform_run
from leitplanke_web.portal.models import Run
from leitplanke_web.towns.models import Town

_log = logging.getLogger(__name__)


@task()
def run_chain(*, town: str, run: int) -> None:
    """Do a run of the chain, if it is still there."""
    found = Town.objects.filter(pk=town).first()
    if found is None:
        return
    with scope(town=found):
        asked = Run.objects.select_related("town").filter(pk=run).first()
    if asked is not None:
        _log.info("run %s begins", asked)
        perform_run(asked)
        _log.info("run %s is over", asked)
