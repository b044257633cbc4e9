"""The strategy: from the town's goals to digital goals and measures; contributions, rankings, weights."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from leitplanke.kernel.texts import Text
from leitplanke.report.charts import share_bar, strength_dots
from leitplanke.report.edition import Edition
from leitplanke.report.parts import Bar, Grid, plain
from leitplanke.report.sections.guardrails import whole_way
from leitplanke.report.voice import Voice
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.contribution import contribution_rows
from leitplanke.strategy.model import Goal, Measure, MeasureState, OverallGoal, Score, WeightSetting

SHOWN_RANKS = 10
SEVERAL = 2
FULL_BENEFIT = 10_000


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One digital goal."""

    anchor: str
    title: Markup
    indicator: Markup
    baseline: Markup
    baseline_note: Markup
    target: Markup
    due: str
    measures: tuple[Markup, ...]
    way: Markup


@dataclass(frozen=True, slots=True)
class Aim:
    """One overall goal with the digital goals that serve it most."""

    anchor: str
    title: Markup
    source: Markup
    goals: tuple[GoalCard, ...]
    others: tuple[Markup, ...]
    way: Markup = Markup("")  # noqa: RUF009 - Markup cannot be changed


@dataclass(frozen=True, slots=True)
class Ranking:
    """The measures of most benefit to one audience."""

    audience: Markup
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Goals:
    """The section."""

    guiding: Markup
    aims: tuple[Aim, ...]
    serving: Grid | None
    totals: tuple[Bar, ...]
    matrix: Grid | None
    rankings: tuple[Ranking, ...]
    weights: Markup
    is_assumption: bool


def build(edition: Edition) -> Goals:
    """Everything of the strategy but the guardrails."""
    return replace(without_matrix(edition), matrix=matrix(edition))


def without_matrix(edition: Edition) -> Goals:
    """The same without the table of all measures by all goals, which grows with their product."""
    draft = edition.documents.strategy.draft
    return Goals(
        guiding=edition.voice.text(draft.guiding_sentence),
        aims=_aims(edition),
        serving=serving(edition),
        totals=_totals(edition),
        matrix=None,
        rankings=() if _is_the_vote(draft.weights) else _rankings(edition),
        weights=_weights(edition),
        is_assumption=draft.weights.is_assumption,
    )


def serving(edition: Edition) -> Grid | None:
    """The digital goals by the overall goals: how strongly, and who says so; None where nothing serves anything."""
    voice, draft = edition.voice, edition.documents.strategy.draft
    if not any(goal.serves for goal in draft.goals):
        return None
    head = (voice.say("Digitalziel", "Digital goal"), *(voice.text(aim.title) for aim in draft.overall_goals))
    caption = voice.say("Welches Digitalziel dient welchem Gesamtziel?", "Which goal serves which overall goal?")
    rows = tuple(
        (edition.link("goal", goal.id), *(_serving_cell(edition, goal, aim) for aim in draft.overall_goals))
        for goal in draft.goals
    )
    return Grid(caption, head, rows)


def _serving_cell(edition: Edition, goal: Goal, aim: OverallGoal) -> Markup:
    link = next((one for one in goal.serves if one.overall_goal == aim.id), None)
    if link is None:
        return Markup('<span class="muted">–</span>')
    cell = strength_cell(edition, link.strength)
    return cell + Markup('<span class="sub">{}</span>').format(link.said_by) if link.said_by else cell


def _totals(edition: Edition) -> tuple[Bar, ...]:
    """For each overall goal what all measures that are not rejected contribute; the longest bar is the most."""
    draft, voice = edition.documents.strategy.draft, edition.voice
    wanted = [one for one in draft.measures if one.state is not MeasureState.REJECTED]
    rows = contribution_rows(wanted, goals=draft.goals, overall_goals=draft.overall_goals)
    totals = [sum(row.totals[place] for row in rows) for place in range(len(draft.overall_goals))]
    most = max(totals, default=0)
    return tuple(
        Bar(
            label=voice.text(aim.title),
            value=plain(voice.count(total)),
            note=voice.plural(
                sum(row.totals[place] > 0 for row in rows), ("Maßnahme", "Maßnahmen"), ("measure", "measures")
            ),
            drawing=share_bar(total / most),
        )
        for place, (aim, total) in enumerate(zip(draft.overall_goals, totals, strict=True))
        if most
    )


def _is_the_vote(weights: WeightSetting) -> bool:
    """Whether support alone counts, of one audience: then the ranking is the one that this audience gave."""
    return weights.goals_percent == 0 and len(weights.audience_percent) == 1


def strength_cell(edition: Edition, strength: int) -> Markup:
    """Dots for the eye, the word for everybody else."""
    words = edition.voice.text(STRENGTH[strength])
    return Markup('{}<span class="dots-word">{}</span>').format(strength_dots(strength), words)


def _aims(edition: Edition) -> tuple[Aim, ...]:
    """Each digital goal stands once, under the overall goal that it serves most; elsewhere it is named."""
    draft, voice = edition.documents.strategy.draft, edition.voice
    home = {goal.id: _home(goal) for goal in draft.goals}
    aims = tuple(
        Aim(
            anchor=edition.anchor("goals", "overall_goal", aim.id),
            title=voice.text(aim.title),
            source=source_words(voice, aim),
            goals=tuple(card(edition, goal) for goal in draft.goals if home[goal.id] == aim.id),
            others=tuple(
                edition.link("goal", goal.id)
                for goal in draft.goals
                if home[goal.id] != aim.id and aim.id in {link.overall_goal for link in goal.serves}
            ),
            way=edition.way("overall_goal", aim.id, whole_way(voice, voice.text(aim.title))),
        )
        for aim in draft.overall_goals
    )
    homeless = tuple(card(edition, goal) for goal in draft.goals if not home[goal.id])
    if not homeless:
        return aims
    title = voice.say("Ohne übergeordnetes Ziel", "Without an overall goal")
    return (*aims, Aim(edition.anchor("goals", "overall_goal"), title, Markup(""), homeless, ()))


def _home(goal: Goal) -> str:
    links = sorted(goal.serves, key=lambda link: (-link.strength, link.overall_goal))
    return links[0].overall_goal if links else ""


def card(edition: Edition, goal: Goal) -> GoalCard:
    """One digital goal, with the measures that serve it most strongly first."""
    voice = edition.voice
    serving = [
        (contribution.strength, measure)
        for measure in edition.documents.strategy.draft.measures
        for contribution in measure.contributions
        if contribution.goal == goal.id
    ]
    serving.sort(key=lambda pair: (-pair[0], pair[1].id))
    return GoalCard(
        anchor=edition.anchor("goals", "goal", goal.id),
        title=voice.text(goal.title),
        indicator=voice.text(goal.indicator),
        baseline=_amount(edition, goal.baseline, goal.unit),
        baseline_note=baseline_words(voice, goal),
        target=_amount(edition, goal.target, goal.unit),
        due=voice.day(goal.due),
        measures=tuple(edition.link("measure", measure.id) for _, measure in serving),
        way=edition.way("goal", goal.id, whole_way(voice, voice.text(goal.title))),
    )


def source_words(voice: Voice, goal: OverallGoal) -> Markup:
    """Where an overall goal comes from: the paper, the page or section in it, and of which day it is."""
    dated = voice.say("Stand {day}", "as of {day}", day=voice.day(goal.source_date)) if goal.source_date else Markup("")
    return Markup(", ").join(part for part in (voice.text(goal.source), plain(goal.section), dated) if part)


def baseline_words(voice: Voice, goal: Goal) -> Markup:
    """Of which day a goal's baseline is, and where it comes from; empty where nobody says."""
    day = voice.day(goal.baseline_date) if goal.baseline_date else ""
    return Markup(", ").join(part for part in (plain(day), voice.text(goal.baseline_source)) if part)


def _amount(edition: Edition, value: float, unit: Text) -> Markup:
    number, words = edition.voice.decimal(value), edition.voice.text(unit)
    return Markup("{}\u00a0{}").format(number, words) if words else plain(number)


def matrix(edition: Edition) -> Grid | None:
    """All measures by all goals; None where there is one goal at most."""
    voice, draft = edition.voice, edition.documents.strategy.draft
    if len(draft.goals) < SEVERAL:
        return None
    head = (voice.say("Maßnahme", "Measure"), *(voice.text(goal.title) for goal in draft.goals))
    caption = voice.say("Welche Maßnahme dient welchem Ziel, und wie stark?", "Which measure serves which goal?")
    return Grid(caption, head, tuple(_matrix_row(edition, measure) for measure in draft.measures))


def _matrix_row(edition: Edition, measure: Measure) -> tuple[Markup, ...]:
    strengths = {contribution.goal: contribution.strength for contribution in measure.contributions}
    cells = (
        strength_cell(edition, strengths[goal.id]) if goal.id in strengths else Markup('<span class="muted">–</span>')
        for goal in edition.documents.strategy.draft.goals
    )
    return (edition.link("measure", measure.id), *cells)


def _rankings(edition: Edition) -> tuple[Ranking, ...]:
    strategy = edition.documents.strategy
    audiences = dict.fromkeys(score.audience for score in strategy.scores)
    return tuple(
        Ranking(
            edition.audience(audience),
            tuple(
                _score_bar(edition, score)
                for score in sorted(strategy.scores, key=lambda score: (score.rank, score.measure))
                if score.audience == audience and score.rank <= SHOWN_RANKS
            ),
        )
        for audience in audiences
    )


def _score_bar(edition: Edition, score: Score) -> Bar:
    voice = edition.voice
    return Bar(
        label=edition.link("measure", score.measure),
        value=Markup("{}").format(voice.count(round(score.benefit / 100))),
        note=voice.say(
            "Ziele {goals}, Zuspruch {support}",
            "goals {goals}, support {support}",
            goals=voice.count(round(score.goals_part / 100)),
            support=voice.count(round(score.support_part / 100)),
        ),
        drawing=share_bar(score.benefit / FULL_BENEFIT),
        rank=score.rank,
    )


def _weights(edition: Edition) -> Markup:
    voice, weights = edition.voice, edition.documents.strategy.draft.weights
    if weights.goals_percent == 0:
        words = voice.say("Es zählt allein der Zuspruch der Befragten.", "Support by those asked alone counts.")
    else:
        words = voice.say(
            "Beitrag zu den Zielen {goals}, Zuspruch der Befragten {support}.",
            "Contribution to the goals {goals}, support by those asked {support}.",
            goals=voice.percent(weights.goals_percent / 100),
            support=voice.percent(weights.support_percent / 100),
        )
    parts = [
        Markup("{} {}").format(edition.audience(audience), voice.percent(percent / 100))
        for audience, percent in weights.audience_percent.items()
    ]
    if len(parts) > 1:
        words += voice.say(
            " Wo ein Fahrplan allen dienen muss, zählen: {parts}.",
            " Where one roadmap has to serve all: {parts}.",
            parts=voice.join(parts),
        )
    if weights.least_percent:
        words += voice.say(
            " Jede Gruppe bekommt mindestens {least} von dem, was sie höchstens bekommen könnte.",
            " Each group gets at least {least} of the most that it could get.",
            least=voice.percent(weights.least_percent / 100),
        )
    return words + voice.say(
        " Festgelegt von: {who}, {day}.",
        " Set by: {who}, {day}.",
        who=voice.text(weights.set_by),
        day=voice.day(weights.set_on),
    )
