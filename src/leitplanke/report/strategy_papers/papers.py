"""Every paper by its name: one list for the terminal and the web."""

from collections.abc import Iterable
from typing import Final

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.results.content import Document
from leitplanke.report.strategy_papers.guardrails import guardrail_paper
from leitplanke.report.strategy_papers.measures import measure_paper
from leitplanke.report.strategy_papers.strategy import plain_strategy_paper, strategy_paper
from leitplanke.report.strategy_papers.telling import Sources

NAMES: Final = {
    "strategy": Text("Strategie, Kurzfassung", "Strategy, compact"),
    "plain": Text("Strategie in Leichter Sprache", "Strategy in plain German"),
    "guardrails": Text("Leitplanken, Vorlage für die Gremien", "Guardrails, paper for the council"),
    "measures": Text("Steckbriefe der Maßnahmen", "Measure profiles"),
}


def paper(name: str, sources: Sources, *, language: Language, measures: Iterable[str] | None = None) -> Document:
    """The paper with this name; plain language is German whatever language is asked for. Raises KeyError."""
    match name:
        case "strategy":
            return strategy_paper(sources, language=language)
        case "plain":
            return plain_strategy_paper(sources)
        case "guardrails":
            return guardrail_paper(sources, language=language)
        case "measures":
            return measure_paper(sources, language=language, measures=measures)
    raise KeyError(name)
