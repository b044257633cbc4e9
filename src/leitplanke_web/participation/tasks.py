"""Background work of participation."""

import logging
from secrets import SystemRandom

from django.utils import timezone
from django_tasks import task

from leitplanke_web.participation.actions.mixing import mix_towns

_log = logging.getLogger(__name__)


@task()
def mix_survey(*, town: str) -> None:
    """Mix one town's surveys, at the end of one of them."""
    if mix_towns(only=town, today=timezone.localdate(), random=SystemRandom()):
        _log.info("answers of %s are mixed", town)


@task()
def mix_all() -> None:
    """The nightly mix of all towns."""
    mix_towns(today=timezone.localdate(), random=SystemRandom())
    _log.info("the nightly mix is over")
