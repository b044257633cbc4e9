"""A conversation as its export tells it."""

from dataclasses import dataclass

from leitplanke.evidence.opinions import VoteMatrix
from leitplanke.kernel.texts import Text


@dataclass(frozen=True, slots=True, eq=False)
class PolisExport:
    """Votes of a conversation.

    `groups` are Polis' own by participant, None if the export has none. `notes` say what was read differently,
    is missing or was guessed.
    """

    topic: str
    votes: VoteMatrix
    groups: dict[str, str] | None
    notes: tuple[Text, ...]
