"""What a town says about itself: who answers for its pages, whom one can turn to, what its data may be used for.

No stage reads it and no document is made from it: a new telephone number changes no result.
"""

from dataclasses import dataclass
from datetime import date

from leitplanke.kernel.contact import NOBODY, Contact, require_length, require_line
from leitplanke.kernel.licence import Licence

MOST_IN_A_STATEMENT = 2000


@dataclass(frozen=True, slots=True)
class TownDetails:
    """Everything of the kind; what the town has not said is empty.

    `legal_basis` names the law by which the town asks and publishes, `server_log` what the server before the program
    writes down and for how long, `statement_on` the day on which the accessibility statement was drawn up.
    """

    representative: str = ""
    legal_basis: str = ""
    server_log: str = ""
    statement_on: date | None = None
    licence: Licence | None = None
    authority: Contact = NOBODY
    supervision: Contact = NOBODY
    data_protection_officer: Contact = NOBODY
    data_protection_authority: Contact = NOBODY
    accessibility_contact: Contact = NOBODY
    enforcement_body: Contact = NOBODY

    def __post_init__(self) -> None:
        require_line("representative", self.representative)
        require_length("legal_basis", self.legal_basis, most=MOST_IN_A_STATEMENT)
        require_length("server_log", self.server_log, most=MOST_IN_A_STATEMENT)
