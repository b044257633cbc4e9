"""The picture of an actor map: interest to the right, influence upwards, a numbered point for each actor.

The numbers are those of the table beside it, which is the picture in words. Sizes are shares of the width and the
reader's own letters, so that nothing shrinks on a phone.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from leitplanke.kernel.texts import Language
from leitplanke.participation.process import Actor, Level
from leitplanke.report.voice import Voice

_PLACE: Final = {Level.LOW: 0, Level.MIDDLE: 1, Level.HIGH: 2}
_BESIDE: Final = 3  # points beside each other in a cell before the next line
_MOST: Final = 12  # in a cell; the table has all
_LEFT, _WIDE, _STEP = 17.0, 27.0, 27.5
_TOP, _TALL, _DOWN = 1.0, 28.5, 29.25


def actor_map(numbered: Mapping[int, Actor], *, language: Language) -> Markup:
    """The picture as SVG: one image for screen readers, whose name says that the table tells the same."""
    voice = Voice(language)
    cells: dict[tuple[int, int], list[int]] = {}
    for number, actor in numbered.items():
        cells.setdefault((_PLACE[actor.interest], _PLACE[actor.influence]), []).append(number)
    title = voice.say(
        "Karte der Akteure ({n}) nach Interesse und Einfluss; die Tabelle sagt dasselbe in Worten.",
        "Map of the actors ({n}) by interest and influence; the table says the same in words.",
        n=len(numbered),
    )
    parts = [*_ground(voice), *(_points(cell, numbers) for cell, numbers in sorted(cells.items()))]
    return Markup('<svg class="lp-actor-map" role="img" aria-label="{}" width="100%" height="26rem">{}</svg>').format(
        title, Markup("").join(parts)
    )


def _ground(voice: Voice) -> list[Markup]:
    levels = (voice.say("gering", "low"), voice.say("mittel", "middle"), voice.say("hoch", "high"))
    found = [
        Markup('<rect class="lp-actor-cell{}" x="{}%" y="{}%" width="{}%" height="{}%"/>').format(
            " lp-actor-cell--near" if column and row else "", *_corner(column, row), _WIDE, _TALL
        )
        for column in range(3)
        for row in range(3)
    ]
    for at, words in enumerate(levels):
        x, y = _corner(at, at)
        found.append(
            Markup('<text x="{}%" y="92%" text-anchor="middle">{}</text>').format(x + _WIDE / 2, words)
            + Markup('<text x="{}%" y="{}%" text-anchor="end" dominant-baseline="middle">{}</text>').format(
                _LEFT - 1, y + _TALL / 2, words
            )
        )
    sideways, upwards = voice.say("Interesse →", "Interest →"), voice.say("Einfluss ↑", "Influence ↑")
    found.append(
        Markup(
            '<text class="lp-actor-axis" x="58%" y="98%" text-anchor="middle">{}</text>'
            '<text class="lp-actor-axis" x="0" y="3%" dominant-baseline="middle">{}</text>'
        ).format(sideways, upwards)
    )
    return found


def _corner(column: int, row: int) -> tuple[float, float]:
    return _LEFT + _STEP * column, _TOP + _DOWN * (2 - row)


def _points(cell: tuple[int, int], numbers: Sequence[int]) -> Markup:
    left, top = _corner(*cell)
    shown = [str(number) for number in numbers]
    if len(shown) > _MOST:
        shown = [*shown[: _MOST - 1], f"+{len(shown) - _MOST + 1}"]
    lines = -(-len(shown) // _BESIDE)
    found = []
    for at, words in enumerate(shown):
        line, place = divmod(at, _BESIDE)
        beside = min(_BESIDE, len(shown) - line * _BESIDE)
        x = left + _WIDE * (place + 0.5) / beside
        y = top + _TALL * (line + 0.5) / lines
        found.append(
            Markup(
                '<circle class="lp-actor-point" cx="{x:.2f}%" cy="{y:.2f}%" r=".75rem"/>'
                '<text class="lp-actor-number" x="{x:.2f}%" y="{y:.2f}%" text-anchor="middle" dy=".35em">'
                "{words}</text>"
            ).format(x=x, y=y, words=words)
        )
    return Markup("").join(found)
