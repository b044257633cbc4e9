"""Background work of participation."""

import logging
from secrets import SystemRandom

from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from leitplanke_web.participation.actions import mailing
from leitplanke_web.participation.actions.mixing import mix_towns
from leitplanke_web.participation.models import Survey
from leitplanke_web.towns.models import Town

_log = logging.getLogger(__name__)


@task()
def mix_survey(*, town: str) -> None:
    """Mix one town's surveys, at the end of one of them."""
    if mix_towns(only=town, today=timezone.localdate(), random=SystemRandom()):
        _log.info("answers of %s are mixed", town)


@task()
def send_letters(*, town: str, survey: int, letter: str) -> None:
    """Send what is due of one letter to everybody on a survey's list."""
    found = Town.objects.filter(pk=town).first()
    if found is None:
        return
    with scope(town=found):
        running = Survey.objects.select_related("town", "questionnaire").filter(pk=survey).first()
        sent = (
            0 if running is None else mailing.send_letters(running, mailing.Letter(letter), today=timezone.localdate())
        )
    _log.info("%s letters of %s are sent", sent, town)


@task()
def mix_all() -> None:
    """The nightly mix of all towns."""
    mix_towns(today=timezone.localdate(), random=SystemRandom())
    _log.info("the nightly mix is over")
