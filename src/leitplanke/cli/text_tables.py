"""What `leitplanke themes` prints for people."""

from collections.abc import Iterable, Iterator

from leitplanke.cli.survey_tables import reliability_text, table_lines
from leitplanke.evidence.analysis.texts import CodedTexts
from leitplanke.evidence.model import Theme
from leitplanke.kernel.texts import Language, Text

_HEADS = (Text("Thema", "theme"), Text("Personen", "people"), Text("Anteil", "share"))
_NEW_HEADS = (Text("Wörter", "words"), Text("Texte", "texts"))


def themes_text(coded: CodedTexts, themes: Iterable[Theme], language: Language) -> str:
    """State, counts with their base, agreement, proposals for new themes; no text."""
    return "\n\n".join(part.in_language(language) for part in _parts(coded, tuple(themes), language))


def _parts(coded: CodedTexts, themes: tuple[Theme, ...], language: Language) -> Iterator[Text]:
    yield _state(coded, has_codebook=bool(themes))
    if themes:
        yield Text("\n".join(table_lines(_HEADS, list(_counts(coded, themes, language)), language)))
    if any(one.n is None for one in coded.counts):
        yield Text(
            "· steht für Zahlen, aus denen man auf weniger als 10 Personen schließen könnte.",
            "· stands for counts that would tell of fewer than 10 people.",
        )
    if coded.agreement:
        table = reliability_text(coded.agreement, language)
        yield Text(f"Übereinstimmung (Krippendorffs Alpha)\n{table}", f"Agreement (Krippendorff’s alpha)\n{table}")
    if coded.new_themes:
        rows = [(", ".join(one.words), str(one.texts)) for one in coded.new_themes]
        table = "\n".join(table_lines(_NEW_HEADS, rows, language))
        yield Text(f"Vorschläge für neue Themen\n{table}", f"Proposals for new themes\n{table}")


def _counts(coded: CodedTexts, themes: tuple[Theme, ...], language: Language) -> Iterator[tuple[str, str, str]]:
    names = {theme.id: theme.name.in_language(language) for theme in themes}
    for one in coded.counts:
        n, share = ("·", "·") if one.n is None or one.share is None else (str(one.n), f"{100 * one.share:.0f} %")
        yield names[one.theme], n, share


def _state(coded: CodedTexts, *, has_codebook: bool) -> Text:
    base, texts, state = coded.base, len(coded.texts), coded.state
    de = f"{base} Zeilen, {'ein einziger Text' if texts == 1 else f'{texts} verschiedene Texte'}"
    en = f"{base} rows, {'one single text' if texts == 1 else f'{texts} different texts'}"
    if has_codebook:
        proposed = sum(bool(one) for one in coded.suggestions)
        de += f"; Vorschlag für {proposed}, von Menschen geprüft {state.confirmed} von {texts}"
        en += f"; a proposal for {proposed}, checked by a person {state.confirmed} of {texts}"
    if state.disagreeing:
        de += f", uneinig {state.disagreeing}"
        en += f", {state.disagreeing} coded differently"
    return Text(f"{de}.", f"{en}.")
