"""Storing what answers are weighted with and what their texts were found to say."""

from collections.abc import Iterable

from leitplanke.evidence.codings import Coding
from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import QuoteConsent as QuoteConsentValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke.kernel.provenance import Provenance
from leitplanke_web.evidence.models import EvidenceDocument, PopulationTable, QuoteConsent, TextCoding, Theme
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts

QUOTES = "quotes"


def store_evidence_input(
    town: Town,
    *,
    populations: Iterable[PopulationValue],
    themes: Iterable[ThemeValue],
    quotes: QuoteConsentValue | None,
    questionnaire: str,
    codings: Iterable[Coding],
) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction."""
    replace_parts(PopulationTable, town, ((table.audience, table) for table in populations))
    replace_parts(Theme, town, ((theme.id, theme) for theme in themes))
    replace_parts(QuoteConsent, town, [] if quotes is None else [(QUOTES, quotes)])
    TextCoding.objects.filter(town=town).delete()
    TextCoding.objects.bulk_create(
        [
            TextCoding(
                town=town,
                questionnaire=questionnaire,
                question=one.question,
                text=one.text,
                coder=one.coder,
                themes=list(one.themes),
            )
            for one in codings
        ],
        batch_size=500,
    )


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 2, within the transaction that ends the run."""
    EvidenceDocument.keep(town, content, provenance=provenance)
