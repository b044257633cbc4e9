"""What a mended plan keeps and what it costs, in words for a terminal."""

from collections.abc import Iterator, Sequence

from leitplanke.kernel.texts import Language
from leitplanke.report.voice import Voice
from leitplanke.roadmap.answers import ChangeOffer, Mended


def offer_lines(offers: Sequence[ChangeOffer], *, written: ChangeOffer, language: Language) -> Iterator[str]:
    """One line per offer: how many measures change, and what the plan is worth beside the most valuable one."""
    voice = Voice(language)
    whole = max(offer.value for offer in offers)
    yield voice.say(
        "Was mehr Änderungen bringen (100 %: der wertvollste gefundene Plan):",
        "What more changes bring (100%: the most valuable plan found):",
    ).striptags()
    for offer in offers:
        limit = (
            voice.say("ohne Grenze", "without a limit")
            if offer.most_changes is None
            else voice.say("höchstens {n}", "at most {n}", n=voice.count(offer.most_changes))
        )
        told = voice.say(
            "{limit}: {n} ändern sich, {share} des Werts",
            "{limit}: {n} change, {share} of the value",
            limit=limit,
            n=voice.count(offer.changes),
            share=voice.percent_fine(offer.value / whole) if whole > 0 else voice.count(offer.value),
        )
        mark = voice.say("  ← geschrieben", "  ← written") if offer is written else ""
        yield f"  {told.striptags()}{mark}"


def least_line(mended: Mended, *, changes: int, language: Language) -> str:
    """What is proven about fewer changes."""
    voice = Voice(language)
    if changes == mended.least_changes:
        return voice.say("Kein Plan ändert weniger Maßnahmen.", "No plan changes fewer measures.").striptags()
    if mended.least_changes <= 1:
        return voice.say(
            "Gefunden ist ein Plan mit {found} Änderungen; vielleicht geht es mit weniger.",
            "A plan with {found} changes was found; fewer may be possible.",
            found=voice.count(mended.changes),
        ).striptags()
    return voice.say(
        "Mindestens {n} Maßnahmen müssen sich ändern; gefunden ist ein Plan mit {found}.",
        "At least {n} measures have to change; a plan was found that changes {found}.",
        n=voice.count(mended.least_changes),
        found=voice.count(mended.changes),
    ).striptags()
