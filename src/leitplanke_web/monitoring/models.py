"""What lead units reported and what contributors were told. No personal data."""

from leitplanke.monitoring.model import Reply as ReplyValue
from leitplanke.monitoring.model import StatusRow as StatusRowValue
from leitplanke_web.towns.fields import ValueField
from leitplanke_web.towns.models import Handover, Part


class StatusRow(Part):
    """A report on one measure at the end of one month; its identifier is `measure.month`."""

    value = ValueField(StatusRowValue)


class Reply(Part):
    """The reply to a cluster or theme; its identifier is what it replies to."""

    value = ValueField(ReplyValue)


class ProgressDocument(Handover):
    """Handover 5."""
