"""Numbers, money and months as people write them, in German and English (CLDR data through Babel)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from leitplanke.kernel.dates import Month, month_words, year_of
from leitplanke.kernel.texts import Language

LOCALES = {Language.DE: "de_DE", Language.EN: "en_GB"}
CENTS_PER_UNIT = 100
COMPACT_FROM_CENTS = 100_000_000  # a million: below it whole euros are short enough
SIGNIFICANT_BELOW = 10_000
ONE_DECIMAL_FROM_CENTS = 1_000_000_000


def count(value: int, language: Language) -> str:
    """A whole number with separators: 1.234 or 1,234."""
    return str(format_decimal(value, locale=LOCALES[language]))


def decimal(value: float, language: Language) -> str:
    """A number with at most two decimals: 2,5 or 2.5."""
    return str(format_decimal(Decimal(str(value)), format="#,##0.##", locale=LOCALES[language]))


def significant(value: float, language: Language) -> str:
    """A number with five digits that count, for tables of statisticians: 644,17 or 0.0046337."""
    pattern = "@@@@@" if abs(value) < SIGNIFICANT_BELOW else "#,##0"
    return str(format_decimal(Decimal(str(value)), format=pattern, locale=LOCALES[language]))


def percent(share: float, language: Language) -> str:
    """A share as whole percent, half up, without a claim of more precision: 61 % or 61%."""
    whole = Decimal(str(share)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return str(format_percent(whole, locale=LOCALES[language]))


def percent_fine(share: float, language: Language) -> str:
    """A share with one decimal, for small quantities such as the gap of a plan."""
    pattern = "#,##0.#\u00a0%" if language is Language.DE else "#,##0.#%"
    return str(format_percent(Decimal(str(share)), format=pattern, locale=LOCALES[language]))


def euros(cents: int, currency: str, language: Language) -> str:
    """An amount in whole units of the currency, half up: 12.500 € or €12,500."""
    whole = (Decimal(cents) / CENTS_PER_UNIT).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    pattern = "#,##0\u00a0¤" if language is Language.DE else "¤#,##0"
    return str(format_currency(whole, currency, format=pattern, locale=LOCALES[language], currency_digits=False))


def euros_short(cents: int, currency: str, language: Language) -> str:
    """An amount for headlines: from a million on as 1,25 Mio. € or €1.25M (from ten on 12,5), below in whole units."""
    if cents < COMPACT_FROM_CENTS:
        return euros(cents, currency, language)
    amount = Decimal(cents) / CENTS_PER_UNIT
    digits = 2 if cents < ONE_DECIMAL_FROM_CENTS else 1
    return str(format_compact_currency(amount, currency, locale=LOCALES[language], fraction_digits=digits))


def fte(hundredths: int, language: Language) -> str:
    """Hundredths of full-time equivalents with their unit: 0,3 Stellen or 0.3 FTE."""
    number = format_decimal(Decimal(hundredths) / 100, format="#,##0.##", locale=LOCALES[language])
    if language is Language.EN:
        return f"{number}\u00a0FTE"
    return f"{number}\u00a0{'Stelle' if hundredths == CENTS_PER_UNIT else 'Stellen'}"


def month_name(value: Month, language: Language) -> str:
    """März 2027 or March 2027."""
    return month_words(value).in_language(language)


def month_short(value: Month, language: Language) -> str:
    """Mär 2027 or Mar 2027, for narrow cells."""
    return str(format_date(_first_day(value), "LLL y", locale=LOCALES[language]))


def day_name(value: date, language: Language) -> str:
    """31. Oktober 2026 or 31 October 2026."""
    return str(format_date(value, "long", locale=LOCALES[language]))


def _first_day(value: Month) -> date:
    return date(year_of(value), int(value[5:]), 1)
