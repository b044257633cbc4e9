"""What answers are weighted with and what their texts say, as the core's values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from leitplanke.evidence.codings import Coder, Coding, CodingState, OpenText, TextId, coding_state
from leitplanke.evidence.model import EvidenceReport
from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import QuoteConsent as QuoteConsentValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke.evidence.texts.new_themes import NewTheme
from leitplanke.exchange.documents import from_bytes
from leitplanke_web.accounts.models import Person
from leitplanke_web.evidence.models import (
    CodingSeat,
    CodingText,
    EvidenceDocument,
    PopulationTable,
    ProposedTheme,
    QuoteConsent,
    TextCoding,
    Theme,
)
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values
from leitplanke_web.towns.questions import latest_digest

MOST_PARSED = 8  # reports in memory per process
STAGE = "evidence"


def populations(town: Town) -> tuple[PopulationValue, ...]:
    """The audiences in numbers."""
    return part_values(PopulationTable, town)


def themes(town: Town) -> tuple[ThemeValue, ...]:
    """The codebook."""
    return part_values(Theme, town)


def theme_row(town: Town, theme: str) -> Theme | None:
    """One entry of the codebook."""
    return Theme.objects.filter(town=town, identifier=theme).first()


def quote_consent(town: Town) -> QuoteConsentValue | None:
    """The answer that allows quotes; None if nobody was asked."""
    found = part_values(QuoteConsent, town)
    return found[0] if found else None


def codings(town: Town, questionnaire: str) -> tuple[Coding, ...]:
    """What people decided about texts of this questionnaire, in the order of the texts' keys."""
    rows = TextCoding.objects.filter(town=town, questionnaire=questionnaire).order_by("question", "text", "coder")
    found = rows.values_list("question", "text", "coder", "themes")
    return tuple(Coding(question, text, Coder(coder), tuple(given)) for question, text, coder, given in found)


def codings_of(row: CodingText) -> Mapping[Coder, tuple[str, ...]]:
    """What was decided about one text, by coder."""
    found = TextCoding.objects.filter(
        town=row.town_id, questionnaire=row.questionnaire, question=row.question, text=row.key
    )
    return {Coder(coder): tuple(given) for coder, given in found.values_list("coder", "themes")}


def open_texts(town: Town, questionnaire: str) -> tuple[OpenText, ...]:
    """The texts that were fetched for coding."""
    rows = CodingText.objects.filter(town=town, questionnaire=questionnaire).values_list(
        "question", "key", "text", "voices"
    )
    return tuple(OpenText(*row) for row in rows)


def coding_text(town: Town, questionnaire: str, number: int) -> CodingText | None:
    """One text by its number."""
    return CodingText.objects.filter(town=town, questionnaire=questionnaire, number=number).first()


def text_numbers(town: Town, questionnaire: str) -> dict[TextId, int]:
    """The numbers of the texts that were fetched, in their order."""
    rows = CodingText.objects.filter(town=town, questionnaire=questionnaire).values_list("question", "key", "number")
    return {(question, key): number for question, key, number in rows}


def next_text(town: Town, questionnaire: str, coder: Coder) -> int | None:
    """The number of the first text that this coder has not coded; None after the last."""
    coded = TextCoding.objects.filter(
        town=town, questionnaire=questionnaire, coder=coder, question=OuterRef("question"), text=OuterRef("key")
    )
    texts = CodingText.objects.filter(town=town, questionnaire=questionnaire).exclude(Exists(coded))
    return texts.values_list("number", flat=True).first()


def text_count(town: Town, questionnaire: str) -> int:
    """How many texts were fetched."""
    return CodingText.objects.filter(town=town, questionnaire=questionnaire).count()


def state_of_coding(town: Town, questionnaire: str, given: tuple[Coding, ...]) -> CodingState:
    """How far the coding has come; read without the texts."""
    rows = CodingText.objects.filter(town=town, questionnaire=questionnaire).values_list("question", "key")
    return coding_state((OpenText(question, key, "", ()) for question, key in rows), given)


def proposed_themes(town: Town, questionnaire: str) -> tuple[NewTheme, ...]:
    """Proposals for the codebook."""
    rows = ProposedTheme.objects.filter(town=town, questionnaire=questionnaire).order_by("pk")
    return tuple(rows.values_list("value", flat=True))


def seats(town: Town, questionnaire: str) -> dict[Coder, Person | None]:
    """Who sits where; a seat that was never taken is missing, one whose person has gone has nobody."""
    rows = CodingSeat.objects.select_related("person").filter(town=town, questionnaire=questionnaire)
    return {Coder(row.coder): row.person for row in rows}


def seat_of(town: Town, questionnaire: str, person: Person) -> Coder | None:
    """Where this person codes."""
    found = CodingSeat.objects.filter(town=town, questionnaire=questionnaire, person=person)
    return next((Coder(coder) for coder in found.values_list("coder", flat=True)), None)


def population_margins(town: Town) -> dict[tuple[str, str], dict[str, int]]:
    """How many of an audience share each category, by audience and question about the person."""
    margins: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for table in populations(town):
        for cell in table.cells:
            for variable, category in zip(table.variables, cell.categories, strict=True):
                margins[table.audience, variable][category] += cell.count
    return {key: dict(counts) for key, counts in margins.items()}


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 2 with this digest, if the town has it."""
    return EvidenceDocument.contents(town, sha256)


def report_of(town: Town, sha256: str) -> EvidenceReport | None:
    """The evidence report with this digest, if the town has it; what was once parsed is kept."""
    found = dict(EvidenceDocument.contents(town, sha256))
    return _parsed(bytes(found[sha256])) if sha256 in found else None


def reports_of(town: Town, digests: Iterable[str]) -> dict[str, EvidenceReport]:
    """Those of the reports that the town has, by digest, in one query."""
    return {sha256: _parsed(content) for sha256, content in contents(town, digests).items()}


def contents(town: Town, digests: Iterable[str]) -> dict[str, bytes]:
    """Those of the reports that the town has, by digest, as the core wrote them, in one query."""
    found = EvidenceDocument.objects.filter(town=town, sha256__in=tuple(digests)).values_list("sha256", "content")
    return {sha256: bytes(content) for sha256, content in found}


def document_bytes(town: Town, sha256: str) -> bytes | None:
    """The same as the core wrote it."""
    found = dict(EvidenceDocument.contents(town, sha256))
    return bytes(found[sha256]) if sha256 in found else None


def latest_sha256(town: Town) -> str:
    """The digest of the report that the latest finished run made, empty before there is one."""
    return latest_digest(town, STAGE)


def population_row(town: Town, audience: str) -> PopulationTable | None:
    """An audience's table with its version."""
    return PopulationTable.objects.filter(town=town, identifier=audience).first()


def population_rows(town: Town) -> dict[str, PopulationTable]:
    """All tables with their versions, by audience."""
    return {row.identifier: row for row in PopulationTable.objects.filter(town=town)}


@lru_cache(maxsize=MOST_PARSED)
def _parsed(content: bytes) -> EvidenceReport:
    return from_bytes(EvidenceReport, content)
