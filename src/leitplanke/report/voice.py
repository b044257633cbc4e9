"""Speaking one language: our own sentences, the town's texts with the right `lang`, numbers and months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from leitplanke.kernel.bidi import isolated
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Language, Text, within_quotes
from leitplanke.report import numbers


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything that depends on the reader's language. Whatever is not `Markup` is escaped on its way in."""

    language: Language
    currency: str = "EUR"
    prefers_plain: bool = False  # German in plain language (Leichte Sprache) wherever the town wrote it

    def say(self, de: str, en: str, /, **values: object) -> Markup:
        """Our own words, with `{name}` replaced by escaped values."""
        words = de if self.language is Language.DE else en
        return Markup(words).format(**values)  # noqa: S704 - our own sentences: no input ever comes in this way

    def text(self, text: Text) -> Markup:
        """A text of the town that turns no words around it; a fallback to German is marked as German."""
        words = escape(isolated(self.words(text)))
        return (
            words
            if text.is_translated(self.language) or not words
            else Markup('<span lang="de">{}</span>').format(words)
        )

    def words(self, text: Text) -> str:
        """The same as `text`, neither marked nor escaped: for titles, options and searches."""
        if self.prefers_plain and self.language is Language.DE and text.plain:
            return text.plain
        return text.in_language(self.language)

    def quoted(self, text: Text) -> Markup:
        """A name in quotation marks, without the full stop of a sentence."""
        bare = text.changed(lambda words: within_quotes(words.removesuffix(".")))
        return self.say("„{name}“", "“{name}”", name=self.text(bare))

    def title(self, text: Text) -> Markup:
        """A short name as a heading: with a capital letter."""
        return self.text(text.changed(lambda words: words[:1].upper() + words[1:]))

    def join(self, parts: Sequence[str]) -> Markup:
        """A, B und C."""
        if len(parts) < 2:
            return Markup("").join(escape(part) for part in parts)
        head = Markup(", ").join(escape(part) for part in parts[:-1])
        return self.say("{head} und {last}", "{head} and {last}", head=head, last=parts[-1])

    def plural(self, number: int, de: tuple[str, str], en: tuple[str, str]) -> Markup:
        """A count with its noun: 1 Maßnahme, 5 Maßnahmen."""
        one, many = de if self.language is Language.DE else en
        return Markup("{} {}").format(self.count(number), one if number == 1 else many)

    def count(self, value: int) -> str:
        """1.234."""
        return numbers.count(value, self.language)

    def decimal(self, value: float) -> str:
        """2,5."""
        return numbers.decimal(value, self.language)

    def percent(self, share: float) -> str:
        """61 %."""
        return numbers.percent(share, self.language)

    def percent_fine(self, share: float) -> str:
        """2,4 %."""
        return numbers.percent_fine(share, self.language)

    def euros(self, cents: int) -> str:
        """12.500 €."""
        return numbers.euros(cents, self.currency, self.language)

    def euros_short(self, cents: int) -> str:
        """1,2 Mio. €."""
        return numbers.euros_short(cents, self.currency, self.language)

    def fte(self, hundredths: int) -> str:
        """0,3 Stellen."""
        return numbers.fte(hundredths, self.language)

    def month(self, value: Month) -> str:
        """März 2027."""
        return numbers.month_name(value, self.language)

    def month_short(self, value: Month) -> str:
        """Mär 2027."""
        return numbers.month_short(value, self.language)

    def day(self, value: date) -> str:
        """31. Oktober 2026."""
        return numbers.day_name(value, self.language)
