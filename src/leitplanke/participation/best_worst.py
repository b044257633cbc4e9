"""Sets of options for best-worst questions (MaxDiff), balanced: docs/methods/balanced-sets.md."""

from itertools import combinations
from random import Random

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import ChoiceSet

_ROUNDS = 4_000


def balanced_sets(options: tuple[str, ...], *, size: int, count: int, seed: int) -> tuple[ChoiceSet, ...]:
    """`count` sets of `size` options, in which every option stands equally often, give or take one.

    Pairs meet as evenly as an exchange search of fixed length finds. Raises `InvalidValueError` unless
    2 ≤ size ≤ number of options and every option can stand at least once.
    """
    require(
        holds=2 <= size <= len(options) and count * size >= len(options),
        field="sets",
        problem=Text("So viele Auswahlrunden gehen nicht auf.", "These sets cannot hold every option."),
        remedy=Text(
            f"Nötig: Größe 2 bis {len(options)}, zusammen mindestens {len(options)} Plätze.",
            f"Needed: size 2 to {len(options)}, at least {len(options)} places together.",
        ),
    )
    drawn = Random(seed)  # noqa: S311 - a design that can be repeated, no secret
    sets = _improved(_dealt(len(options), size, count, drawn), drawn)
    named = (tuple(options[one] for one in chosen) for chosen in sets)
    return tuple(ChoiceSet(f"s{number}", chosen) for number, chosen in enumerate(named, start=1))


def _dealt(options: int, size: int, count: int, drawn: Random) -> list[list[int]]:
    """Always the options that stood least often so far, ties drawn: nobody is ever more than one ahead."""
    stood = [0] * options
    sets = []
    for _ in range(count):
        order = sorted(range(options), key=lambda one: (stood[one], drawn.random()))
        chosen = order[:size]
        for one in chosen:
            stood[one] += 1
        sets.append(chosen)
    return sets


def _improved(sets: list[list[int]], drawn: Random) -> list[list[int]]:
    """Exchange two options between two sets as long as pairs meet no less evenly; counts stay as they are."""
    met: dict[tuple[int, int], int] = {}
    for chosen in sets:
        for pair in combinations(sorted(chosen), 2):
            met[pair] = met.get(pair, 0) + 1
    for _ in range(_ROUNDS if len(sets) > 1 else 0):
        one, other = drawn.sample(range(len(sets)), 2)
        here, there = drawn.choice(sets[one]), drawn.choice(sets[other])
        if here in sets[other] or there in sets[one]:
            continue
        change = _exchange(met, sets[one], here, there) + _exchange(met, sets[other], there, here)
        if change > 0:
            _exchange(met, sets[other], here, there)
            _exchange(met, sets[one], there, here)
    return sets


def _exchange(met: dict[tuple[int, int], int], chosen: list[int], gone: int, come: int) -> int:
    """Put one in the other's place; how the sum of squared meetings changes, least where they are most even."""
    change = 0
    for one in chosen:
        if one != gone:
            before, after = _pair(gone, one), _pair(come, one)
            change += 1 - 2 * met[before]
            met[before] -= 1
            change += 1 + 2 * met.get(after, 0)
            met[after] = met.get(after, 0) + 1
    chosen[chosen.index(gone)] = come
    return change


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
