"""What stands between a measure and others, and by when it is wanted: the facts of its profile."""

from markupsafe import Markup

from leitplanke.kernel.relations import Choice, Wait, WaitKind
from leitplanke.report.edition import Edition
from leitplanke.strategy.model import Measure


def needed_first(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    """Prerequisites, waits and alternatives, each as one entry of a list."""
    waited = {wait.activity for wait in measure.waits}
    return (
        *(edition.link("measure", required) for required in measure.requires if required not in waited),
        *(_wait(edition, wait) for wait in measure.waits),
        *(_any_of(edition, group) for group in measure.any_of),
    )


def chosen_from(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    """The choices that it is a member of."""
    choices = edition.documents.strategy.draft.choices
    return tuple(_choice(edition, measure, choice) for choice in choices if measure.id in choice.members)


def wanted(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    """By when the town wants it, without a duty."""
    if measure.wanted is None:
        return ()
    month = edition.voice.month(measure.wanted.by)
    return (edition.voice.say("gewünscht bis {month}", "wanted by {month}", month=month),)


def _wait(edition: Edition, wait: Wait) -> Markup:
    voice, other = edition.voice, edition.link("measure", wait.activity)
    months = voice.plural(wait.months, ("Monat", "Monate"), ("month", "months"))
    if wait.kind is WaitKind.AFTER_START:
        return voice.say("{other}, {n} nach deren Beginn", "{other}, {n} after its start", other=other, n=months)
    if not wait.months:
        return other
    return voice.say("{other}, und danach {n} Wartezeit", "{other}, and {n} of waiting after it", other=other, n=months)


def _any_of(edition: Edition, group: tuple[str, ...]) -> Markup:
    which = edition.voice.join([edition.link("measure", one) for one in group])
    return edition.voice.say("eine von diesen: {which}", "one of these: {which}", which=which)


def _choice(edition: Edition, measure: Measure, choice: Choice) -> Markup:
    voice = edition.voice
    others = voice.join([edition.link("measure", one) for one in choice.members if one != measure.id])
    limits = {(0, 1): ("höchstens eine", "one at most"), (1, 1): ("genau eine", "exactly one")}
    most = (f"höchstens {choice.most}", f"{choice.most} at most")
    least = (f"mindestens {choice.least}, höchstens {choice.most}", f"{choice.least} at least, {choice.most} at most")
    de, en = limits.get((choice.least, choice.most), least if choice.least else most)
    return voice.say(
        "{name}: {how} – mit {others}",
        "{name}: {how} – with {others}",
        name=voice.text(choice.name),
        how=voice.say(de, en),
        others=others,
    )
