"""An office that people can turn to."""

import re
import unicodedata
from dataclasses import dataclass

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

MOST_IN_A_LINE = 200
MOST_ADDRESS_LINES = 8
_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+")
_TELEPHONE = re.compile(r"\+?[0-9(][0-9 ()/.-]*")
_BREAKING = frozenset({"Cc", "Zl", "Zp"})  # Unicode: control characters, separators of lines and paragraphs
_FEWEST_DIGITS = 3  # 115, the number of every authority in Germany


@dataclass(frozen=True, slots=True)
class Contact:
    """An office and the ways to reach it; wholly empty where the town has not said. `address` is a line each."""

    name: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    telephone: str = ""

    def __post_init__(self) -> None:
        require_line("name", self.name)
        _require_address(self.address)
        require(
            holds=not self.email or (bool(_EMAIL.fullmatch(self.email)) and len(self.email) <= MOST_IN_A_LINE),
            field="email",
            problem=Text(f"„{self.email}“ ist keine E-Mail-Adresse.", f"“{self.email}” is no e-mail address."),
            remedy=Text("Schreiben Sie zum Beispiel rathaus@stadt.de.", "Write rathaus@stadt.de, for example."),
        )
        require(
            holds=not self.telephone or _is_telephone(self.telephone),
            field="telephone",
            problem=Text(f"„{self.telephone}“ ist keine Telefonnummer.", f"“{self.telephone}” is no telephone number."),
            remedy=Text("Schreiben Sie zum Beispiel +49 69 90009-100.", "Write +49 69 90009-100, for example."),
        )
        require(
            holds=bool(self.name) or not self.is_reachable,
            field="name",
            problem=Text("Der Name der Stelle fehlt.", "The name of the office is missing."),
            remedy=Text("Sagen Sie, wen man unter diesen Angaben erreicht.", "Say whom these particulars reach."),
        )

    @property
    def is_reachable(self) -> bool:
        """Whether there is any way to reach it."""
        return bool(self.address or self.email or self.telephone)


def require_line(name: str, text: str) -> None:
    """Raise `InvalidValueError` for the field `name` unless the text is one line of ordinary length."""
    require(
        holds=not any(unicodedata.category(letter) in _BREAKING for letter in text),
        field=name,
        problem=Text("Der Text hat mehr als eine Zeile.", "The text has more than one line."),
        remedy=Text("Schreiben Sie ihn in eine Zeile.", "Write it in one line."),
    )
    require_length(name, text, most=MOST_IN_A_LINE)


def require_length(name: str, text: str, *, most: int) -> None:
    """Raise `InvalidValueError` for the field `name` if the text has more than `most` characters."""
    require(
        holds=len(text) <= most,
        field=name,
        problem=Text(f"Der Text hat {len(text)} Zeichen.", f"The text has {len(text)} characters."),
        remedy=Text(f"Erlaubt sind {most}.", f"{most} are allowed."),
    )


def _is_telephone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return bool(_TELEPHONE.fullmatch(text)) and digits >= _FEWEST_DIGITS and len(text) <= MOST_IN_A_LINE


def _require_address(lines: tuple[str, ...]) -> None:
    for line in lines:
        require_line("address", line)
    require(
        holds=len(lines) <= MOST_ADDRESS_LINES and all(line.strip() for line in lines),
        field="address",
        problem=Text("Die Anschrift hat leere oder zu viele Zeilen.", "The address has empty or too many lines."),
        remedy=Text(f"Erlaubt sind {MOST_ADDRESS_LINES} Zeilen.", f"{MOST_ADDRESS_LINES} lines are allowed."),
    )


NOBODY = Contact()
