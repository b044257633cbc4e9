"""Priorities in words and small tables, for terminals and pages."""

from collections.abc import Iterator, Mapping

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.numbers import LOCALES, count, day_name, decimal, euros, percent, percent_fine
from leitplanke.report.words import WEIGHT_WAY
from leitplanke.strategy.priorities.disagreement import Agreement, Disagreement
from leitplanke.strategy.priorities.equal_shares import SharesResult
from leitplanke.strategy.priorities.pairs import PairwiseWeights
from leitplanke.strategy.priorities.side_by_side import (
    AudiencePriority,
    Departure,
    MeasureAcceptability,
    OrderChange,
    Priorities,
)
from leitplanke.strategy.priority_model import CriterionWeights, PriorityTable

LEAST_SPREAD = 2  # places between two groups from which on one may speak of a dispute
_MOST_CHANGES = 5
_WIDTH = 44


def priority_lines(
    found: Priorities, *, table: PriorityTable, audiences: Mapping[str, str], language: Language
) -> Iterator[str]:
    """Everything that a terminal tells of priorities, line by line; `audiences` gives audiences their names."""
    groups = {one.audience: audiences.get(one.audience, one.audience) for one in table.weights}
    names = {one.id: one.title.in_language(language) for one in table.alternatives}
    criteria = {one.id: one.name.in_language(language) for one in table.criteria}
    setters = {one.audience: one for one in table.weights}
    if found.duties:
        listed = "; ".join(names[duty] for duty in found.duties)
        yield _say(
            language,
            f"Pflicht, deshalb ohne Rang: {listed}.",
            f"Duties, and therefore without a rank: {listed}.",
        )
        yield ""
    for audience in found.audiences:
        setter = setters[audience.audience]
        yield _heading(groups[audience.audience], setter, language)
        yield from _audience(audience, names, criteria, language)
        yield ""
    yield from _acceptability(found, names, language)
    if found.agreements:
        yield ""
        yield _say(language, "Wo Gruppen sich einig sind und wo nicht", "Where groups agree and where they do not")
        yield from (agreement_sentence(one, groups, language) for one in found.agreements)
        yield from (
            disagreement_sentence(one, names, groups, language)
            for one in found.disagreements
            if one.spread >= LEAST_SPREAD
        )
    if found.departures:
        yield ""
        yield _say(language, "Was entschieden wurde", "What was decided")
        yield from (departure_sentence(one, names, groups, language) for one in found.departures)
    if found.portfolio is not None:
        yield ""
        titles = {one.id: one.title for one in table.alternatives}
        yield from shares_lines(found.portfolio, names=titles, voters=len(found.audiences), language=language)
        if costless := costless_sentence(table, language):
            yield costless


def pairwise_lines(person: str, found: PairwiseWeights, *, language: Language) -> Iterator[str]:
    """Weights, consistency ratio and, where comparisons contradict each other, which, and what would mend it."""
    if person:
        yield f"{person}:"
    width = max(map(len, found.items))
    for item, weight in sorted(zip(found.items, found.weights, strict=True), key=lambda pair: -pair[1]):
        yield f"  {item:<{width}}  {percent_fine(weight, language):>7}"
    ratio = _number(found.consistency_ratio, language)
    yield _say(language, f"  Konsistenzverhältnis {ratio}", f"  Consistency ratio {ratio}") + (
        _say(language, " (bis 0,10 in Ordnung).", " (fine up to 0.10).")
        if found.is_consistent
        else _say(language, " – über 0,10: bitte noch einmal ansehen.", " – above 0.10: please look again.")
    )
    if found.is_consistent or found.contradiction is None or found.mending is None:
        return
    off, mend = found.contradiction, found.mending
    parts = [
        _times(value, language) for value in (off.first_over_second, off.second_over_third, off.followed, off.told)
    ]
    yield _say(
        language,
        f"  Größter Widerspruch: {off.first} ist {parts[0]} so wichtig wie {off.second}, {off.second} {parts[1]} so "
        f"wichtig wie {off.third}; dann wäre {off.first} {parts[2]} so wichtig wie {off.third}, "
        f"gesagt wurde {parts[3]}.",
        f"  Largest contradiction: {off.first} is {parts[0]} as important as {off.second}, {off.second} {parts[1]} as "
        f"important as {off.third}; so {off.first} would be {parts[2]} as important as {off.third}, "
        f"but {parts[3]} was said.",
    )
    first, second = (mend.first, mend.second) if mend.told >= 1 else (mend.second, mend.first)
    values = (mend.told, mend.fitting) if mend.told >= 1 else (1 / mend.told, 1 / mend.fitting)
    told, fitting = (_times(value, language) for value in values)
    after = _number(mend.ratio_after, language)
    yield _say(
        language,
        f"  Am wenigsten passt {first} gegen {second} ({told}); zu allen anderen Vergleichen passt {fitting}. "
        f"Damit wäre das Verhältnis {after}.",
        f"  What fits least is {first} against {second} ({told}); {fitting} fits all other comparisons. "
        f"With it the ratio would be {after}.",
    )


def shares_lines(found: SharesResult, *, names: Mapping[str, Text], voters: int, language: Language) -> Iterator[str]:
    """A portfolio by equal shares: what is in it, by which step, and who gets nothing."""
    yield _say(
        language,
        "Auswahl nach gleichen Anteilen (Method of Equal Shares)",
        "Portfolio by the Method of Equal Shares",
    )
    for place, project in enumerate(found.chosen, start=1):
        extra = "" if place <= found.by_shares else _say(language, " (mit dem Rest)", " (with what was left)")
        yield f"  {place:>3}. {names[project].in_language(language)}{extra}"
    spent, left = (_money(cents, language) for cents in (found.cost_cents, found.left_cents))
    yield _say(
        language,
        f"Kosten {spent}, übrig {left}; {count(found.unheard, language)} von {count(voters, language)} gehen leer aus.",
        f"Cost {spent}, left {left}; {count(found.unheard, language)} of {count(voters, language)} get nothing "
        "that they want.",
    )


def change_sentence(one: OrderChange, names: Mapping[str, str], criteria: Mapping[str, str], language: Language) -> str:
    """What would have to change for the one behind to draw level."""
    ahead, behind = names[one.ahead], names[one.behind]
    if one.moved is None:
        return _say(
            language,
            f"„{ahead}“ bleibt vor „{behind}“, wie man auch gewichtet: Es ist nirgends schlechter.",
            f"“{ahead}” stays before “{behind}” however one weighs: it is nowhere worse.",
        )
    if one.moved == 0:
        return _say(language, f"„{ahead}“ und „{behind}“ liegen gleichauf.", f"“{ahead}” and “{behind}” are level.")
    moved = percent_fine(one.moved, language)
    told = _say(
        language,
        f"„{behind}“ schließt zu „{ahead}“ auf, wenn {moved} des Gewichts wandern",
        f"“{behind}” draws level with “{ahead}” if {moved} of the weight move",
    )
    if not one.is_admissible:
        told += _say(language, " (außerhalb der zulässigen Gewichte)", " (beyond the admissible weights)")
    if one.single is not None:
        name = criteria[one.single.criterion]
        now, then = percent_fine(one.single.now, language), percent_fine(one.single.turning, language)
        told += _say(
            language,
            f", oder allein dadurch, dass „{name}“ {then} statt {now} wiegt",
            f", or by “{name}” alone, weighing {then} instead of {now}",
        )
    return told + "."


def agreement_sentence(one: Agreement, groups: Mapping[str, str], language: Language) -> str:
    """How alike two audiences order the measures."""
    first, second = groups[one.audience], groups[one.other]
    if one.tau is None:
        return _say(
            language,
            f"{first} und {second}: nicht vergleichbar, eine Seite ordnet nichts.",
            f"{first} and {second}: not comparable, one side has no order.",
        )
    value = _number(one.tau, language)
    word = (
        Text("fast dieselbe Reihenfolge", "nearly the same order")
        if one.tau >= 0.8
        else Text("ähnliche Reihenfolge", "a similar order")
        if one.tau >= 0.4
        else Text("kaum Übereinstimmung", "hardly any agreement")
        if one.tau > -0.4
        else Text("gegensätzliche Reihenfolge", "opposite orders")
    )
    told = word.in_language(language)
    return _say(
        language,
        f"{first} und {second}: {told} (Kendalls Tau {value}).",
        f"{first} and {second}: {told} (Kendall's tau {value}).",
    )


def disagreement_sentence(
    one: Disagreement, names: Mapping[str, str], groups: Mapping[str, str], language: Language
) -> str:
    """Who puts a measure highest and who lowest."""
    best, worst = (", ".join(groups[who] for who in told) for told in (one.best_audiences, one.worst_audiences))
    return _say(
        language,
        f"„{names[one.measure]}“: Platz {one.best_rank} für {best}, Platz {one.worst_rank} für {worst}.",
        f"“{names[one.measure]}”: place {one.best_rank} for {best}, place {one.worst_rank} for {worst}.",
    )


def departure_sentence(one: Departure, names: Mapping[str, str], groups: Mapping[str, str], language: Language) -> str:
    """What was decided about a measure, and what the values said."""
    decided = one.decided
    ranks = ", ".join(f"{groups[audience]} {rank}" for audience, rank in one.ranks.items())
    beside = (
        _say(language, f"nach Nutzwert: {ranks}", f"by value: {ranks}") if ranks else _say(language, "Pflicht", "duty")
    )
    reason, day = decided.reason.in_language(language), day_name(decided.decided_on, language)
    told = f"“{names[decided.measure]}” ({beside}). {decided.decided_by}, {day}: {reason}"
    german = f"„{names[decided.measure]}“ ({beside}). {decided.decided_by}, {day}: {reason}"
    return _say(language, f"Platz {decided.place}: {german}", f"Place {decided.place}: {told}")


def costless_sentence(table: PriorityTable, language: Language) -> str:
    """Which measures a portfolio leaves out because nobody has said what they cost; empty if there are none."""
    listed = "; ".join(one.title.in_language(language) for one in table.ranked if one.cost_cents == 0)
    if not listed:
        return ""
    return _say(
        language, f"Ohne Kosten, deshalb nicht dabei: {listed}.", f"Left out, because without a cost: {listed}."
    )


def _heading(name: str, setter: CriterionWeights, language: Language) -> str:
    source = f"; {setter.source}" if setter.source else ""
    way, day = WEIGHT_WAY[setter.way].in_language(language), day_name(setter.set_on, language)
    return f"{name} ({way}, {setter.set_by}, {day}{source})"


def _audience(
    audience: AudiencePriority,
    names: Mapping[str, str],
    criteria: Mapping[str, str],
    language: Language,
) -> Iterator[str]:
    yield "  " + ", ".join(f"{criteria[name]} {percent(share, language)}" for name, share in audience.weights.items())
    heads = {
        Language.DE: ("", "Nutzwert", "Rang", "PROMETHEE II", "Rang", "TOPSIS", "Rang"),
        Language.EN: ("", "value", "rank", "PROMETHEE II", "rank", "TOPSIS", "rank"),
    }[language]
    yield "  {:<44} {:>8} {:>5} {:>13} {:>5} {:>8} {:>5}".format(*heads)
    for row in audience.measures:
        numbers = (
            _number(row.value, language), row.value_rank, _number(row.net_flow, language), row.net_flow_rank,
            _number(row.closeness, language), row.closeness_rank,
        )  # fmt: skip
        yield "  {:<44} {:>8} {:>5} {:>13} {:>5} {:>8} {:>5}".format(_short(names[row.measure]), *numbers)
    for change in audience.changes[:_MOST_CHANGES]:
        yield "  " + change_sentence(change, names, criteria, language)


def _acceptability(found: Priorities, names: Mapping[str, str], language: Language) -> Iterator[str]:
    draws = count(found.draws, language)
    yield _say(
        language,
        f"Wie fest steht das? Ränge über {draws} zulässige Gewichtungen (Startzahl {found.seed})",
        f"How firm is that? Ranks over {draws} admissible weightings (seed {found.seed})",
    )
    heads = {
        Language.DE: ("", "Platz 1", "Platz 1–3", "mittlerer Rang", "von – bis"),
        Language.EN: ("", "first", "first 3", "mean rank", "from – to"),
    }[language]
    yield "  {:<44} {:>8} {:>10} {:>15} {:>10}".format(*heads)
    for row in found.acceptability:
        yield "  {:<44} {:>8} {:>10} {:>15} {:>10}".format(_short(names[row.measure]), *_row(row, language))


def _row(row: MeasureAcceptability, language: Language) -> tuple[str, str, str, str]:
    return (
        percent(row.shares[0], language),
        percent(sum(row.shares[:3]), language),
        decimal(round(row.mean_rank, 1), language),
        f"{row.best_rank} – {row.worst_rank}",
    )


def _say(language: Language, german: str, english: str) -> str:
    return Text(german, english).in_language(language)


def _short(name: str) -> str:
    return name if len(name) <= _WIDTH else f"{name[: _WIDTH - 1]}…"


def _number(value: float, language: Language) -> str:
    written = f"{value + 0.0:.3f}"
    return written.replace(".", ",") if LOCALES[language].startswith("de") else written


def _money(cents: int, language: Language) -> str:
    return euros(cents, "EUR", language).replace("\u00a0€", "").replace("€", "")


def _times(value: float, language: Language) -> str:
    """3-mal, 1/3-mal, or 0,46-mal where it is no such fraction."""
    told = decimal(round(value, 2), language)
    if value < 1 and abs(1 / value - round(1 / value)) < 1e-6:
        told = f"1/{round(1 / value)}"
    return _say(language, f"{told}-mal", f"{told} times")
