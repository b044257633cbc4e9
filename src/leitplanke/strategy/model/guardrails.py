"""Guardrails with what they rest on, gates, and how a measure stands to a guardrail."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text

_DIGEST: Final = re.compile("[0-9a-f]{64}")


class EvidenceKind(StrEnum):
    """What a guardrail rests on."""

    FINDING = "finding"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A reference to a finding by its id, or to a law by its name; `note` says what follows from it.

    `snapshot` is the SHA-256 of the evidence report in which whoever cites a finding read it; empty where nobody knows.
    """

    kind: EvidenceKind
    ref: str
    note: Text = Text("")  # noqa: RUF009 - Text is frozen
    snapshot: str = field(default="", metadata=ADDED)

    def __post_init__(self) -> None:
        require(
            holds=not self.snapshot or _DIGEST.fullmatch(self.snapshot) is not None,
            field="snapshot",
            problem=Text("Das ist kein SHA-256.", "This is no SHA-256."),
            remedy=Text("Es sind 64 Zeichen aus 0–9 und a–f.", "It has 64 characters out of 0–9 and a–f."),
        )


class ConditionTest(StrEnum):
    """What a condition asks of a field of a measure."""

    FILLED = "filled"
    EQUALS = "equals"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Condition:
    """A claim about one field of a measure's profile, as data: no programming language."""

    field: str
    test: ConditionTest
    value: str = ""


@dataclass(frozen=True, slots=True)
class Guardrail:
    """Leitplanke: a short rule that every measure is held against.

    `applies_to` None: to all measures. `check` None: a person answers the test question, with a reason. One that is
    repealed (aufgehoben) since `repealed_on` holds nothing any more, and stays to be seen with the reason.
    """

    id: str
    rule: Text
    reason: Text
    test_question: Text
    evidence: tuple[EvidenceLink, ...]
    owner: str
    adopted_on: date | None = None
    adopted_by: Text = Text("")  # noqa: RUF009 - Text is frozen
    applies_to: Condition | None = None
    check: Condition | None = None
    repealed_on: date | None = field(default=None, metadata=ADDED)
    repeal_reason: Text = field(default=Text(""), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=(self.repealed_on is None) == (not self.repeal_reason.de),
            field="repealed_on" if self.repealed_on is None else "repeal_reason",
            problem=Text("Aufheben braucht einen Tag und einen Grund.", "A repeal needs a day and a reason."),
            remedy=Text("Nennen Sie beides oder keines.", "Give both or neither."),
        )
        is_in_order = self.repealed_on is None or self.adopted_on is None or self.adopted_on <= self.repealed_on
        require(
            holds=is_in_order,
            field="repealed_on",
            problem=Text(
                "Aufgehoben wäre sie, bevor sie beschlossen ist.", "It would be repealed before its adoption."
            ),
            remedy=Text("Prüfen Sie beide Tage.", "Check both days."),
        )
        require(
            holds=bool(self.evidence),
            field="evidence",
            problem=Text(f"Leitplanke {self.id} hat keinen Beleg.", f"Guardrail {self.id} has no evidence."),
            remedy=Text("Nennen Sie eine Erkenntnis oder ein Gesetz.", "Name a finding or a law."),
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """Sperre: a decision or event that must have happened. `met_on` None: not recorded yet."""

    id: str
    name: Text
    met_on: Month | None = None
    record: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        require_id(self.id)
        if self.met_on is not None:
            month(self.met_on, "met_on")


class Verdict(StrEnum):
    """Outcome of holding a measure against a guardrail."""

    KEPT = "kept"
    VIOLATED = "violated"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class GuardrailCheck:
    """One measure against one guardrail. `checked_by` is empty where data decided."""

    measure: str
    guardrail: str
    verdict: Verdict
    reason: Text
    checked_by: str = ""
    checked_on: date | None = None
