"""Codes that people read from paper and type: access, resuming, receipts.

A code has 12 random characters of 32 (60 bits) and a check character. The alphabet is Crockford's Base32, which has no
I, L, O and U: who reads O for 0 or l for 1 is understood. The check character is the one parity symbol of a
Reed-Solomon code over GF(32): every single wrong character and every two exchanged ones are noticed, because the
weights are different powers of a primitive element (MacWilliams, Sloane: The Theory of Error-Correcting Codes, 1977,
chapter 10).
"""

from random import Random
from typing import Final

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS: Final = 12
_LENGTH: Final = RANDOM_CHARACTERS + 1
_GROUPS: Final = (4, 4, 5)
_READ_AS: Final = str.maketrans("OIL", "011")
_BETWEEN: Final = str.maketrans("", "", " -\N{EN DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}\t\r\n\N{NO-BREAK SPACE}.")
_POLYNOMIAL: Final = 0b100101  # x^5 + x^2 + 1 is primitive over GF(2)


class MistypedCodeError(InvalidValueError):
    """What was typed cannot be a code; the message says what to look at."""


def new_code(random: Random) -> str:
    """A code from a source of randomness, which must be the system's outside tests."""
    payload = "".join(random.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return payload + _check_character(payload)


def read_code(typed: str) -> str:
    """The code that was meant: blanks, hyphens, lower case and look-alikes do not matter.

    Raises `MistypedCodeError` for another length, a character that no code has, or a wrong check character.
    """
    code = typed.translate(_BETWEEN).upper().translate(_READ_AS)
    if strange := sorted(set(code) - set(ALPHABET)):
        raise MistypedCodeError(
            "code",
            Text(f"„{strange[0]}“ kommt in keinem Code vor.", f"No code has “{strange[0]}” in it."),
            Text("Ein Code hat nur Buchstaben und Ziffern.", "A code has letters and digits only."),
        )
    if len(code) != _LENGTH:
        raise MistypedCodeError(
            "code",
            Text(
                f"Ein Code hat {_LENGTH} Zeichen, das sind {len(code)}.",
                f"A code has {_LENGTH} characters, these are {len(code)}.",
            ),
            Text("Vergleichen Sie Gruppe für Gruppe.", "Compare group by group."),
        )
    if _check_character(code[:-1]) != code[-1]:
        raise MistypedCodeError(
            "code",
            Text("Ein Zeichen stimmt nicht, oder zwei sind vertauscht.", "A character is wrong, or two are exchanged."),
            Text("Vergleichen Sie Gruppe für Gruppe.", "Compare group by group."),
        )
    return code


def shown_code(code: str) -> str:
    """The code in groups, as it is printed: `7K2M-9QXA-R4T0C`."""
    parts, start = [], 0
    for size in _GROUPS:
        parts.append(code[start : start + size])
        start += size
    return "-".join(parts)


def _check_character(payload: str) -> str:
    """The sum of the characters, each times its own power of the primitive element; addition is exclusive or."""
    total = 0
    for character in payload:
        total = _times_x(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled
