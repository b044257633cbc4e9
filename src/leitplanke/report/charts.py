"""Charts as SVG fragments without scripts, ids or inline styles, so that the strictest page policy admits them.

No `viewBox`: lengths are percent in both directions and the style sheet gives the height in rem, so that nothing
shrinks on a phone or ignores the reader's text size. Labels stand beside the drawing as HTML and say the same as the
drawing, which is therefore hidden from screen readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leitplanke.kernel.dates import Month, months_between, shift, year_of

_LABEL_FROM_SHARE = 0.085  # in a smaller segment a number does not fit on a phone


def percent_of(value: float) -> str:
    """A share as an SVG length with two decimals, held inside the drawing."""
    return f"{100 * min(max(value, 0.0), 1.0):.2f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked bar: its share of the whole, the class that colours it, the label if there is room."""

    share: float
    css: str
    label: str = ""


def share_bar(share: float, *, low: float | None = None, high: float | None = None, css: str = "") -> Markup:
    """A share as a bar on its track; a whisker from `low` to `high` only where both are known."""
    bar = _rect(0, share, f"fill {css}".strip())
    whisker = Markup("") if low is None or high is None else _whisker(low, high)
    return _drawing("bar", _rect(0, 1, "track") + bar + whisker)


def _whisker(low: float, high: float) -> Markup:
    ends = "".join(
        f'<line class="{css}" x1="{percent_of(end)}" x2="{percent_of(end)}" y1="22%" y2="78%"/>'
        for css in ("halo", "whisker")
        for end in (low, high)
    )
    across = "".join(
        f'<line class="{css}" x1="{percent_of(low)}" x2="{percent_of(high)}" y1="50%" y2="50%"/>'
        for css in ("halo", "whisker")
    )
    return Markup(across + ends)  # noqa: S704 - numbers and our own words only


def pair_bar(share: float, other: float | None) -> Markup:
    """Those who answered above, the population below."""
    above = f'<rect class="fill" width="{percent_of(share)}" y="0" height="46%"/>'
    below = "" if other is None else f'<rect class="fill other" width="{percent_of(other)}" y="54%" height="46%"/>'
    return _drawing("bar pair", Markup(above + below))  # noqa: S704 - numbers and our own words only


def stacked_bar(segments: Sequence[Segment], *, mark: float | None = None, css: str = "stack") -> Markup:
    """Parts of a whole in one bar; `mark` draws a dashed line, for example at what is available."""
    parts, position = Markup(""), 0.0
    for segment in segments:
        parts += _rect(position, segment.share, segment.css)
        if segment.label and segment.share >= _LABEL_FROM_SHARE:
            parts += Markup('<text class="in {}" x="{}" y="50%">{}</text>').format(
                segment.css, percent_of(position + segment.share / 2), segment.label
            )
        position += segment.share
    if mark is not None:
        parts += Markup('<line class="limit" x1="{0}" x2="{0}" y1="0" y2="100%"/>').format(percent_of(mark))
    return _drawing(css, parts)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The months that a roadmap bar shows: `months` from `first` on."""

    first: Month
    months: int

    def position(self, month: Month, *, is_end: bool = False) -> float:
        """Where a month begins (or ends) on the axis, 0 to 1, held inside it."""
        index = months_between(self.first, month) + (1 if is_end else 0)
        return min(max(index / self.months, 0.0), 1.0)

    @property
    def years(self) -> tuple[tuple[int, float], ...]:
        """Every year that begins on the axis, or is its first, with its position."""
        months = (shift(self.first, index) for index in range(self.months))
        starts = [next(group) for _, group in groupby(months, key=year_of)]
        return tuple((year_of(start), self.position(start)) for start in starts)


def time_scale(axis: TimeAxis) -> Markup:
    """The years above a column of roadmap bars."""
    labels = Markup("").join(
        Markup('<text class="year{}" x="{}" y="50%" dx="3">{}</text>').format(
            "" if index % 2 == 0 else " odd", percent_of(at), year
        )
        for index, (year, at) in enumerate(axis.years)
    )
    return _drawing("scale", _grid(axis) + labels)


def roadmap_bar(axis: TimeAxis, *, start: Month, end: Month, css: str, today: Month | None = None) -> Markup:
    """One measure's months as a bar between year lines, with a line for today."""
    left, right = axis.position(start), axis.position(end, is_end=True)
    bar = Markup('<rect class="{}" x="{}" width="{}" y="18%" height="64%" rx="3"/>').format(
        css, percent_of(left), percent_of(max(right - left, 0.008))
    )
    return _drawing("gantt", _grid(axis) + bar + _today(axis, today))


def _grid(axis: TimeAxis) -> Markup:
    return Markup("").join(
        Markup('<line class="grid" x1="{0}" x2="{0}" y1="0" y2="100%"/>').format(percent_of(at)) for _, at in axis.years
    )


def _today(axis: TimeAxis, today: Month | None) -> Markup:
    if today is None or not 0 <= months_between(axis.first, today) < axis.months:
        return Markup("")
    return Markup('<line class="today" x1="{0}" x2="{0}" y1="0" y2="100%"/>').format(
        percent_of(axis.position(today, is_end=True))
    )


def load_columns(axis: TimeAxis, *, used: Sequence[int], available: Sequence[int]) -> Markup:
    """Staff used per month as columns, staff available as a dashed line above them."""
    top = max((*used, *available, 1)) * 1.08
    width = 1 / len(used)
    columns = Markup("").join(
        Markup('<rect class="{}" x="{}" width="{}" y="{}" height="{}"/>').format(
            "fill full" if amount >= limit and amount else "fill",
            percent_of(index * width),
            percent_of(width * 0.86),
            percent_of(1 - amount / top),
            percent_of(amount / top),
        )
        for index, (amount, limit) in enumerate(zip(used, available, strict=True))
        if amount
    )
    return _drawing("load", _grid(axis) + columns + _limit_line(available, top))


def _limit_line(available: Sequence[int], top: float) -> Markup:
    parts, start, before = Markup(""), 0, None
    for amount, run in groupby(available):
        stop = start + len(list(run))
        left, right = percent_of(start / len(available)), percent_of(stop / len(available))
        height = percent_of(1 - amount / top)
        if before is not None:
            parts += Markup('<line class="limit" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(left, before, height)
        parts += Markup('<line class="limit" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>').format(left, right, height)
        start, before = stop, height
    return parts


def strength_dots(strength: int, most: int = 3) -> Markup:
    """How strong a contribution is, as filled and empty dots."""
    dots = Markup("").join(
        Markup('<circle class="{}" cx="{}" cy="50%" r="3.5"/>').format(
            "dot" if index < strength else "dot empty", percent_of((index + 0.5) / most)
        )
        for index in range(most)
    )
    return _drawing("dots", dots)


def _rect(start: float, width: float, css: str) -> Markup:
    return Markup('<rect class="{}" x="{}" width="{}" height="100%"/>').format(
        css, percent_of(start), percent_of(width)
    )


def _drawing(css: str, content: Markup) -> Markup:
    return Markup('<svg class="chart {}" aria-hidden="true">{}</svg>').format(css, content)
