"""Shares of groups as words and bars."""

from markupsafe import Markup

from leitplanke.evidence.opinions import Answers, Direction, OpinionReport, Portion, StatementResult
from leitplanke.report.charts import share_bar
from leitplanke.report.parts import Bar, Grid, plain
from leitplanke.report.voice import Voice

FEW_ANSWERS = 50  # a share of fewer stands in brackets


def portion_words(portion: Portion | None, *, n: int | None, voice: Voice) -> Markup:
    """61 %, mindestens 91 %, 31 bis 40 %, or that it is not shown; in brackets where few voted."""
    if portion is None or n is None:
        return voice.say("nicht gezeigt", "not shown")
    low, high = voice.percent(portion.low / 100), voice.percent(portion.high / 100)
    if portion.is_exact:
        words = plain(low)
    elif portion.high == 100:
        words = voice.say("mindestens {low}", "at least {low}", low=low)
    elif portion.low == 0:
        words = voice.say("höchstens {high}", "at most {high}", high=high)
    else:
        words = voice.say("{low} bis {high}", "{low} to {high}", low=low, high=high)
    return Markup("[{}]").format(words) if n < FEW_ANSWERS else words


def listed_shares(report: OpinionReport, result: StatementResult, direction: Direction, voice: Voice) -> Markup:
    """A 88 %, B höchstens 12 %."""
    words = [portion_words(cell.share(direction), n=cell.n, voice=voice) for cell in result.by_group]
    if len(words) == 1:
        return words[0]
    pairs = zip(report.groups, words, strict=True)
    return Markup(", ").join(Markup("{} {}").format(group.id, share) for group, share in pairs)


def share_bars(report: OpinionReport, result: StatementResult, direction: Direction, voice: Voice) -> tuple[Bar, ...]:
    """One bar per group; a line spans the range in which a share lies that is not told exactly."""
    return tuple(
        Bar(
            label=_side_of(group.id, direction, voice, is_alone=len(report.groups) == 1),
            value=portion_words(cell.share(direction), n=cell.n, voice=voice),
            note=Markup("") if cell.n is None else voice.say("n = {n}", "n = {n}", n=voice.count(cell.n)),
            drawing=_drawing(cell.share(direction), direction),
        )
        for group, cell in zip(report.groups, result.by_group, strict=True)
    )


def _side_of(group: str, direction: Direction, voice: Voice, *, is_alone: bool) -> Markup:
    name = voice.say("Alle", "Everybody") if is_alone else voice.say("Gruppe {id}", "Group {id}", id=group)
    if direction is Direction.AGREE:
        return voice.say("{name}, stimmt zu", "{name}, agreeing", name=name)
    return voice.say("{name}, lehnt ab", "{name}, disagreeing", name=name)


def _drawing(portion: Portion | None, direction: Direction) -> Markup:
    css = "" if direction is Direction.AGREE else "open"
    if portion is None:
        return share_bar(0)
    low, high = portion.low / 100, portion.high / 100
    return share_bar(low, css=css) if portion.is_exact else share_bar(low, low=low, high=high, css=css)


def statement_grid(report: OpinionReport, voice: Voice) -> Grid:
    """Every statement with what each group says to it."""
    heads = [voice.say("Aussage", "Statement")]
    for group in report.groups:
        heads += [
            Markup("{}: n").format(group.id),
            voice.say("{id} stimmt zu", "{id} agrees", id=group.id),
            voice.say("{id} lehnt ab", "{id} disagrees", id=group.id),
        ]
    rows = tuple((_named(result, voice), *_cells(result, voice)) for result in report.statements if _is_told(result))
    return Grid(voice.say("Alle Aussagen", "All statements"), tuple(heads), rows)


def _is_told(result: StatementResult) -> bool:
    return any(cell.n is not None for cell in result.by_group)


def _named(result: StatementResult, voice: Voice) -> Markup:
    words = statement_words(result, voice)
    return voice.say("{words} (zur Person)", "{words} (about the person)", words=words) if result.is_meta else words


def statement_words(result: StatementResult, voice: Voice) -> Markup:
    """The words of a statement, or its number if they are unknown."""
    if result.text:
        return plain(result.text)
    return voice.say("Aussage {id}", "Statement {id}", id=result.id)


def _cells(result: StatementResult, voice: Voice) -> tuple[Markup, ...]:
    return tuple(words for cell in result.by_group for words in _three(cell, voice))


def _three(cell: Answers, voice: Voice) -> tuple[Markup, ...]:
    if cell.n is None:
        return (Markup("–"),) * 3
    shares = (portion_words(share, n=cell.n, voice=voice) for share in (cell.agree, cell.disagree))
    return (plain(voice.count(cell.n)), *shares)
