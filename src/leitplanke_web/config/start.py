"""The last look before the doors open: refuses where an acknowledged answer could be lost or a password is public."""

import logging

from django.conf import settings
from django.core.checks import CheckMessage, Tags, run_checks
from django.db import connection
from django.db.utils import OperationalError

from leitplanke_web.config.private import shut_out_others

log = logging.getLogger(__name__)


class UnsafeStartError(Exception):
    """The installation may not serve; the message names every reason."""


def require_safe_start() -> None:
    """Raise `UnsafeStartError` with every reason. A database that is away is none: nothing can be lost in it now."""
    shut_out_others(settings.DATA_FOLDER)
    found = run_checks(tags=[Tags.security])
    try:
        found += run_checks(tags=[Tags.database], databases=["default"])
    except OperationalError:
        log.warning("Die Datenbank antwortet nicht; Seiten kommen, sobald sie wieder da ist.")
    finally:
        connection.close()
    reasons = [str(message.msg) for message in found if is_reason(message)]
    if reasons:
        raise UnsafeStartError("\n".join(reasons))


def is_reason(message: CheckMessage) -> bool:
    """Whether the message keeps us from starting."""
    return message.is_serious() and not message.is_silenced()
