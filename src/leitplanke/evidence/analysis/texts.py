"""The free texts of a data file: themes with their counts, proposals, agreement of two coders."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from leitplanke.evidence.analysis import words
from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.codings import (
    Coding,
    CodingState,
    OpenText,
    Voices,
    agreement,
    coding_state,
    confirmed,
    disagreements,
    text_key,
)
from leitplanke.evidence.disclosure import Counts, withheld
from leitplanke.evidence.engines.data_file import open_data
from leitplanke.evidence.engines.embedded import embedded_engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.model import EvidenceRules, Theme
from leitplanke.evidence.reliability import Reliability
from leitplanke.evidence.survey.notation import NO_VALUE
from leitplanke.evidence.texts.lemmas import Lemmas, lemmas
from leitplanke.evidence.texts.new_themes import NewTheme, propose_themes
from leitplanke.evidence.texts.suggestion import Suggestion
from leitplanke.evidence.texts.suggestions import suggest_codes
from leitplanke.evidence.themes import folded, seed_pattern
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.not_answered import missing_in_words

RULES = EvidenceRules()


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many of all rows belong to a theme; None where the number could tell of few."""

    theme: str
    n: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """What is known of the texts in a column.

    `base` counts the rows, `texts` are the different texts with their codes proposed in `suggestions` (in their order),
    `counts` is over the rows, as people decided and else by word beginnings. `new_themes` come from texts without a
    theme. Confidential but for `counts`: texts, proposals and new themes hold words of single people.
    """

    column: str
    base: int
    texts: tuple[OpenText, ...]
    suggestions: tuple[tuple[Suggestion, ...], ...]
    counts: tuple[ThemeCount, ...]
    state: CodingState
    disagreeing: tuple[str, ...]
    agreement: tuple[Reliability, ...]
    new_themes: tuple[NewTheme, ...]


def texts_of_file(data: Path, column: str, *, missing: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The texts of a column, one per row, empty where there is none.

    Raises `FaultyInputError`, also if nobody wrote anything that says something.
    """
    request = Request(data=data, missing=missing)
    with embedded_engine() as engine:
        rows = Rows(open_data(request.data, engine, [column]), frozenset(NO_VALUE) | request.missing)
        fields = [(record[0] or "").strip() for record in rows.records((column,))]
    texts = tuple("" if field in rows.missing else field for field in fields)
    told = [text for text in texts if text]
    if all(missing_in_words(text) for text in told):
        problem, remedy = words.nobody_knows(told[0]) if told else words.NOTHING_FILLED
        raise FaultyInputError((Fault(data.name, None, column, problem, remedy),))
    return texts


def notes_on_texts(column: str, texts: Sequence[str]) -> tuple[Text, ...]:
    """Texts that say nothing and are counted among the others."""
    silent = Counter(text for text in texts if missing_in_words(text))
    return tuple(words.said_no_statement(column, text, count) for text, count in sorted(silent.items()))


def code_texts(
    texts: Sequence[str],
    *,
    column: str,
    themes: Sequence[Theme] = (),
    codings: Sequence[Coding] = (),
    lemmas_of: Lemmas = lemmas,
) -> CodedTexts:
    """Themes, proposals and agreement for `texts`, one per row; `codings` name them by `text_key("", column, text)`."""
    keys = [text_key("", column, text) if text else "" for text in texts]
    times = Counter(key for key in keys if key)
    by_key = {key: text for key, text in zip(keys, texts, strict=True) if key}
    found = tuple(OpenText(column, key, by_key[key], (Voices("", times[key]),)) for key in sorted(times))
    checked = confirmed(codings)
    decided = [checked.get(text.text_id) for text in found]
    by_words = [_by_words(text.text, themes) for text in found]
    codes = [by_words[at] if given is None else given for at, given in enumerate(decided)]
    shown = [text.text for text in found]
    return CodedTexts(
        column=column,
        base=len(texts),
        texts=found,
        suggestions=suggest_codes(shown, codes=decided, themes=themes, lemmas_of=lemmas_of),
        counts=_counts(len(texts), dict(zip((text.key for text in found), codes, strict=True)), times, themes),
        state=coding_state(found, codings),
        disagreeing=tuple(key for _, key in disagreements(codings) if key in times),
        agreement=agreement(codings),
        new_themes=propose_themes(shown, codes=codes, lemmas_of=lemmas_of),
    )


def _by_words(text: str, themes: Sequence[Theme]) -> frozenset[str]:
    plain = folded(text)
    return frozenset(theme.id for theme in themes if seed_pattern(theme.word_beginnings).search(plain))


def _counts(
    base: int, codes: dict[str, frozenset[str]], times: Counter[str], themes: Sequence[Theme]
) -> tuple[ThemeCount, ...]:
    """By disclosure control (docs/methods/disclosure.md), those who wrote nothing being an answer as any other."""
    numbers = [sum(times[key] for key, given in codes.items() if theme.id in given) for theme in themes]
    silent = base - times.total()
    table = Counts(base, (*numbers, silent), (1,) * (len(numbers) + 1), None, frozenset({len(numbers)}))
    hidden = withheld([table], minimum=RULES.minimum_cell) if base >= RULES.minimum_base else range(len(numbers))
    return tuple(
        ThemeCount(theme.id, None, None) if at in hidden else ThemeCount(theme.id, n, n / base)
        for at, (theme, n) in enumerate(zip(themes, numbers, strict=True))
    )
