"""Numbers of a questionnaire as people write them, in German and English (CLDR data through Babel)."""

from decimal import Decimal, localcontext
from typing import Final

from babel.numbers import format_decimal

from leitplanke.kernel.texts import Language

_LOCALES = {Language.DE: "de_DE", Language.EN: "en_GB"}
_GROUPED_FROM: Final = 10_000  # four digits stand together, as in a year
_MOST_DIGITS: Final = 700  # of a float of 64 bits, before and after the point


def number_words(value: float, language: Language) -> str:
    """A number that somebody typed or may type, with all its decimals: 1958, 1.000.000,5 or 1,000,000.5."""
    with localcontext() as context:
        context.prec = _MOST_DIGITS
        shortest = Decimal(repr(value)) + 0  # minus nought becomes nought
        whole = shortest.to_integral_value()
        return str(
            format_decimal(
                whole if whole == shortest else shortest,  # 3.0 is told as 3
                locale=_LOCALES[language],
                decimal_quantization=False,
                group_separator=abs(value) >= _GROUPED_FROM,
            )
        )
