"""Results as sentences: who took part, what a table found, how to read a number, how good a plan is."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import AudiencePriorities, Cell, Centre, ResponseReport, Table
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Agreement, Missing, Recruitment
from leitplanke.report.names import Names
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Assignment, Horizon, Nearness, Roadmap, SolveStatus

_QUOTES = "„“”"


def answers_sentence(response: ResponseReport, *, voice: Voice) -> Markup:
    """How many answered, of how many, and at which rate."""
    if response.response_rate is None:
        return voice.say(
            "{n} Antworten über einen offenen Zugang. Eine Rücklaufquote gibt es nicht.",
            "{n} answers through an open link. There is no response rate.",
            n=voice.count(response.n),
        )
    return voice.say(
        "{n} von {drawn} Eingeladenen haben geantwortet, das sind {rate}.",
        "{n} of {drawn} who were invited answered, that is {rate}.",
        n=voice.count(response.n),
        drawn=voice.count((response.drawn or 0) - response.not_eligible),
        rate=voice.percent(response.response_rate),
    )


def recruitment_sentence(recruitment: Recruitment, *, voice: Voice) -> Markup:
    """What a number from this kind of survey may claim."""
    if recruitment is Recruitment.SAMPLE:
        return voice.say(
            "Per Zufall aus dem Register gezogen. Die Ergebnisse gelten mit der angegebenen Unsicherheit für alle.",
            "Drawn at random from the register. The results hold for everybody, with the uncertainty stated.",
        )
    if recruitment is Recruitment.CENSUS:
        return voice.say(
            "Alle wurden gefragt. Einen Stichprobenfehler gibt es nicht. Wer nicht antwortete, kann anders denken.",
            "Everybody was asked. There is no sampling error; those who did not answer may think differently.",
        )
    return voice.say(
        "Wer wollte, hat mitgemacht. Das ist ein Meinungsbild der Teilnehmenden, keine Hochrechnung auf alle: "
        "Wer online ist und sich für das Thema interessiert, ist meist stärker vertreten.",
        "Whoever liked took part. This is the opinion of those who answered, not an estimate for everybody: people who "
        "are online and interested in the subject are usually over-represented.",
    )


def interval_words(low: float | None, high: float | None, *, voice: Voice) -> Markup:
    """The 95 % interval in words, empty where there is none."""
    if low is None or high is None:
        return Markup("")
    return voice.say(
        "{low}\u00a0bis\u00a0{high}",
        "{low}\u00a0to\u00a0{high}",
        low=voice.percent(low).rstrip("%").rstrip(),
        high=voice.percent(high),
    )


def share_words(share: float, *, is_in_brackets: bool, voice: Voice) -> Markup:
    """A share, in brackets where its base is small."""
    words = voice.percent(share)
    return Markup("({})").format(words) if is_in_brackets else Markup("{}").format(words)


def agreement(table: Table, scale: Agreement | None) -> float | None:
    """The share of those who agree; None without a scale, or where agreement was merged with other answers."""
    if scale is None or table.withheld:
        return None
    kinds = [_agreeing(cell, scale) for cell in opinions(table)]
    if any(len(kind) > 1 for kind in kinds):
        return None
    return sum(cell.share for cell, kind in zip(opinions(table), kinds, strict=True) if kind == {True})


def opinions(table: Table) -> tuple[Cell, ...]:
    """The cells that hold an answer, in the table's order; those of missing answers alone left out."""
    return tuple(cell for cell in table.cells if not set(cell.options) <= set(Missing))


def missing_share(table: Table) -> float:
    """The share of those who gave no answer, as far as it is told apart from the answers."""
    return sum(cell.share for cell in table.cells if set(cell.options) <= set(Missing))


def _agreeing(cell: Cell, scale: Agreement) -> set[bool]:
    """Whether the answers of a cell agree; both values where merging mixed them."""
    return {option in scale.options for option in cell.options if option not in set(Missing)}


@dataclass(frozen=True, slots=True)
class _Leading:
    audience: Markup
    answer: Markup
    share: str


def agreement_heading(
    tables: tuple[Table, ...], scale: Agreement | None, *, voice: Voice, names: Names
) -> Markup | None:
    """The statement with the share of each audience that agrees; None where no audience's share is known."""
    parts = [
        (voice.percent(share), voice.text(names.get("audience", table.audience)))
        for table in _speaking(tables)
        if (share := agreement(table, scale)) is not None
    ]
    if scale is None or not parts:
        return None
    words = voice.text(scale.words)
    first = Markup("{} {} ({})").format(parts[0][0], words, parts[0][1])
    shares = voice.join([first, *(Markup("{} ({})").format(share, audience) for share, audience in parts[1:])])
    return Markup("{} {}").format(_opening(names.get("question", tables[0].question), voice), shares)


def _opening(question: Text, voice: Voice) -> Markup:
    """A statement in its quotation marks with a colon, a question with its question mark."""
    asked = Text(question.de.strip(_QUOTES), question.en.strip(_QUOTES))
    if question.de.endswith("?"):
        return voice.text(asked)
    return Markup("{}:").format(voice.quoted(asked))


def centre_heading(tables: tuple[Table, ...], *, voice: Voice, names: Names) -> Markup | None:
    """The mean of each audience, or the median where there is no mean; None for questions about no number."""
    parts = [
        Markup("{} ({})").format(words, voice.text(names.get("audience", table.audience)))
        for table in _speaking(tables)
        if (words := _short_centre(table, voice=voice, names=names))
    ]
    return voice.join(parts) if parts else None


def centre_words(table: Table, *, voice: Voice, names: Names) -> Markup:
    """Mean with its interval, and median, in brackets on a small base; empty for a question about no number."""
    centre = table.centre
    if centre is None:
        return Markup("")
    parts = [_mean_words(centre, voice=voice), _median_words(table, centre, voice=voice, names=names)]
    words = Markup(", ").join(part for part in parts if part)
    return Markup("({})").format(words) if words and table.in_brackets else words


def _short_centre(table: Table, *, voice: Voice, names: Names) -> Markup:
    centre = table.centre
    if centre is None:
        return Markup("")
    if centre.mean is None or centre.highest is None:
        return _median_words(table, centre, voice=voice, names=names)
    return voice.say(
        "Im Mittel {mean} von {highest}",
        "{mean} of {highest} on average",
        mean=voice.decimal(centre.mean),
        highest=voice.decimal(centre.highest),
    )


def _mean_words(centre: Centre, *, voice: Voice) -> Markup:
    if centre.mean is None:
        return Markup("")
    mean = voice.say("Mittelwert {mean}", "mean {mean}", mean=voice.decimal(centre.mean))
    if centre.low is None or centre.high is None:
        return mean
    ends = {"low": voice.decimal(centre.low), "high": voice.decimal(centre.high)}
    return mean + voice.say(" ({low}\u00a0bis\u00a0{high})", " ({low}\u00a0to\u00a0{high})", **ends)


def _median_words(table: Table, centre: Centre, *, voice: Voice, names: Names) -> Markup:
    if not centre.median:
        return Markup("")
    if centre.median_value is not None:
        return voice.say("Median etwa {value}", "median about {value}", value=voice.decimal(centre.median_value))
    return voice.say("Median {value}", "median {value}", value=voice.text(names.options(table.question, centre.median)))


def leading_heading(tables: tuple[Table, ...], *, voice: Voice, names: Names) -> Markup:
    """What most people answered, per audience; the survey that may claim most speaks for each."""
    leading = [_leading(table, voice=voice, names=names) for table in _speaking(tables) if opinions(table)]
    if not leading:
        return voice.say("Zu wenige Antworten für ein Ergebnis", "Too few answers for a result")
    if len({str(lead.answer) for lead in leading}) == 1:
        shares = voice.join([Markup("{} ({})").format(lead.share, lead.audience) for lead in leading])
        return voice.say(
            "{answer} liegt vorn: {shares}",
            "{answer} comes first: {shares}",
            answer=leading[0].answer,
            shares=shares,
        )
    parts = [Markup("{}: {} ({})").format(lead.audience, lead.answer, lead.share) for lead in leading]
    return Markup("; ").join(parts)


def _speaking(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    order, chosen = list(Recruitment), dict[str, Table]()
    for table in sorted(tables, key=lambda table: order.index(table.recruitment)):
        chosen.setdefault(table.audience, table)
    return tuple(chosen[audience] for audience in dict.fromkeys(table.audience for table in tables))


def _leading(table: Table, *, voice: Voice, names: Names) -> _Leading:
    first = max(opinions(table), key=lambda cell: cell.share)
    return _Leading(
        audience=voice.text(names.get("audience", table.audience)),
        answer=voice.quoted(names.options(table.question, first.options)),
        share=voice.percent(first.share),
    )


def first_choices(priorities: AudiencePriorities, *, question: str, voice: Voice, names: Names) -> Markup:
    """The three options that an audience puts first."""
    ranked = sorted(priorities.priorities, key=lambda priority: (priority.rank, priority.option))[:3]
    parts = [
        Markup("{} ({})").format(voice.text(names.option(question, choice.option)), voice.percent(choice.share))
        for choice in ranked
    ]
    return voice.join(parts)


def horizon_title(horizon: Horizon, roadmap: Roadmap, *, voice: Voice) -> Markup:
    """Kurzfristig: fertig bis Dezember 2026."""
    short, medium = roadmap.short_term_months, roadmap.medium_term_months
    if horizon is Horizon.SHORT:
        return voice.say("Kurzfristig: fertig in bis zu {n} Monaten", "Short term: done within {n} months", n=short)
    if horizon is Horizon.MEDIUM:
        return voice.say(
            "Mittelfristig: fertig nach {a} bis {b} Monaten",
            "Medium term: done in {a} to {b} months",
            a=short,
            b=medium,
        )
    return voice.say("Langfristig: fertig nach mehr als {n} Monaten", "Long term: done after {n} months", n=medium)


def plan_sentence(roadmap: Roadmap, *, voice: Voice) -> Markup:
    """How good the plan is, against the bound and against simply taking the best first; or near a published one."""
    if roadmap.nearness is not None:
        return _near_words(roadmap, roadmap.nearness, voice=voice)
    if roadmap.status is SolveStatus.OPTIMAL or roadmap.gap <= 0:
        quality = voice.say(
            "Es ist bewiesen, dass kein anderer Fahrplan mehr Nutzen bringt.",
            "It is proven that no other roadmap brings more benefit.",
        )
    else:
        quality = voice.say(
            "Kein Fahrplan kann mehr als {more} besser sein als dieser: Das ist mit einer Obergrenze bewiesen.",
            "No roadmap can be more than {more} better than this one: that is proven by an upper bound.",
            more=_more_at_most(roadmap, voice),
        )
    return quality + _greedy_words(roadmap, voice=voice)


def _near_words(roadmap: Roadmap, near: Nearness, *, voice: Voice) -> Markup:
    """What changes, whether less could change, and how good the plan is among those that change no more."""
    if not near.changes:
        changed = voice.say(
            "Gegenüber der früheren Fassung ändert sich nichts.", "Nothing changes against the earlier version."
        )
    elif near.changes == 1:
        changed = voice.say(
            "Gegenüber der früheren Fassung ändert sich eine Maßnahme.",
            "One measure changes against the earlier version.",
        )
    else:
        changed = voice.say(
            "Gegenüber der früheren Fassung ändern sich {n} Maßnahmen.",
            "{n} measures change against the earlier version.",
            n=near.changes,
        )
    if near.changes and near.changes == near.least_changes:
        changed += voice.say(" Weniger sind nicht möglich.", " Fewer is not possible.")
    if roadmap.status is SolveStatus.OPTIMAL or roadmap.gap <= 0:
        best = voice.say(
            " Es ist bewiesen, dass kein Fahrplan, der nicht mehr ändert, mehr Nutzen bringt.",
            " It is proven that no roadmap that changes no more brings more benefit.",
        )
    else:
        best = voice.say(
            " Kein Fahrplan, der nicht mehr ändert, kann mehr als {more} besser sein: Das ist mit einer Obergrenze "
            "bewiesen.",
            " No roadmap that changes no more can be more than {more} better: that is proven by an upper bound.",
            more=_more_at_most(roadmap, voice),
        )
    return changed + best


def _more_at_most(roadmap: Roadmap, voice: Voice) -> str:
    return voice.percent_fine(roadmap.bound / roadmap.value - 1 if roadmap.value else roadmap.gap)


def _greedy_words(roadmap: Roadmap, *, voice: Voice) -> Markup:
    if roadmap.greedy_value <= 0 or roadmap.value <= roadmap.greedy_value:
        return Markup("")
    return voice.say(
        " Einfach der Reihe nach einzuplanen, was am meisten nützt, brächte {less} weniger.",
        " Simply planning whatever is worth most, one after the other, would bring {less} less.",
        less=voice.percent_fine(1 - roadmap.greedy_value / roadmap.value),
    )


def period_words(assignment: Assignment, *, voice: Voice) -> Markup:
    """Januar 2027 bis März 2028."""
    start, end = voice.month_short(assignment.start), voice.month_short(assignment.end)
    start, end = start.replace(" ", "\u00a0"), end.replace(" ", "\u00a0")
    return Markup("{}").format(start) if start == end else voice.say("{a} bis {b}", "{a} to {b}", a=start, b=end)


def delay_words(months: int | None, *, voice: Voice) -> Markup:
    """How late or early, in months."""
    if months is None:
        return voice.say("noch nichts gemeldet", "nothing reported yet")
    if months == 0:
        return voice.say("im Plan", "on time")
    number = voice.plural(abs(months), ("Monat", "Monate"), ("month", "months"))
    return (
        voice.say("{n} später", "{n} late", n=number) if months > 0 else voice.say("{n} früher", "{n} early", n=number)
    )
