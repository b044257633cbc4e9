"""Random keys of rows: what the database sorts by must tell nothing."""

from random import Random

BITS = 62


def new_keys(random: Random, count: int) -> list[int]:
    """As many different keys, in random order."""
    keys: dict[int, None] = {}
    while len(keys) < count:
        keys[random.getrandbits(BITS)] = None
    return list(keys)
