"""How good proposals of codes are on titles of Berlin's plans, which the city's own offices filed under topics.

    python benchmarks/themes_of_texts.py PATH/meinberlin_plans.json

Five folds: four are coded as the city did, the fifth is proposed. Seed words are the names of the topics and no more: a
codebook that nobody has worked on. Short titles in the language of offices are not answers of citizens; no labelled
set of those may be shared.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from leitplanke.evidence.model import Theme
from leitplanke.evidence.texts.suggestions import suggest_codes
from leitplanke.kernel.texts import Text

FOLDS = 5
FEWEST = 10  # texts of a topic: nobody learns from fewer
TOPICS = {
    "BUI": ("bauen", "wohn"),
    "CHI": ("kind", "jugend", "familie"),
    "CUL": ("kultur", "freizeit"),
    "EDU": ("bildung", "forschung", "schul"),
    "ENV": ("umwelt", "grün"),
    "NEI": ("nachbarschaft", "teilhabe"),
    "TRA": ("verkehr", "mobilität"),
    "URB": ("stadtentwicklung",),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """Of proposals against what the city filed: F1 per topic on average, F1 over all, texts with any proposal."""

    macro_f1: float
    micro_f1: float
    covered: float
    by_topic: dict[str, float]


def measure(file: Path) -> dict[str, Quality]:
    """Quality of seed words alone, and of what is learned from four fifths."""
    plans = json.loads(file.read_text("utf-8"))
    texts = [plan["title"] for plan in plans]
    filed = [frozenset(plan["topics"]) for plan in plans]
    topics = [topic for topic in TOPICS if sum(topic in one for one in filed) >= FEWEST]
    themes = [Theme(topic, Text(topic), TOPICS[topic]) for topic in topics]
    filed = [one & frozenset(topics) for one in filed]
    alone = suggest_codes(texts, codes=[None] * len(texts), themes=themes)
    learned: list[frozenset[str]] = [frozenset()] * len(texts)
    for fold in range(FOLDS):
        codes = [None if at % FOLDS == fold else one for at, one in enumerate(filed)]
        proposed = suggest_codes(texts, codes=codes, themes=themes)
        for at in range(fold, len(texts), FOLDS):
            learned[at] = frozenset(one.theme for one in proposed[at])
    by_words = [frozenset(one.theme for one in proposed) for proposed in alone]
    return {"seed words alone": _quality(by_words, filed, topics), "learned": _quality(learned, filed, topics)}


def _quality(proposed: list[frozenset[str]], filed: list[frozenset[str]], topics: list[str]) -> Quality:
    hits = {topic: sum(topic in a and topic in b for a, b in zip(proposed, filed, strict=True)) for topic in topics}
    named = {topic: sum((topic in a) + (topic in b) for a, b in zip(proposed, filed, strict=True)) for topic in topics}
    by_topic = {topic: 2 * hits[topic] / named[topic] for topic in topics}
    return Quality(
        macro_f1=sum(by_topic.values()) / len(topics),
        micro_f1=2 * sum(hits.values()) / sum(named.values()),
        covered=sum(map(bool, proposed)) / len(proposed),
        by_topic=by_topic,
    )


def main() -> None:
    """Print the figures."""
    for way, one in measure(Path(sys.argv[1])).items():
        topics = ", ".join(f"{topic} {value:.2f}" for topic, value in one.by_topic.items())
        print(f"{way}: macro-F1 {one.macro_f1:.2f}, micro-F1 {one.micro_f1:.2f}, covered {one.covered:.0%} ({topics})")


if __name__ == "__main__":
    main()
