"""What people call the identifiers of a planning problem."""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.texts import Text


class NameKind(StrEnum):
    """What has a name of its own, beside units, pots and choices, which carry theirs."""

    MEASURE = "measure"
    MODE = "mode"  # its identifier is that of its measure, a dot, and its own
    GATE = "gate"
    GUARDRAIL = "guardrail"
    AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Named:
    """`id` of this kind is called `name`."""

    kind: NameKind
    id: str
    name: Text
