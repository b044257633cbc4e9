"""Money in whole cents, so that every check of a budget is exact."""

from typing import NewType

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

Cents = NewType("Cents", int)

MOST_CENTS = 10**13  # 100 billion euros: above every municipal budget, far below 64-bit overflow in any sum we form


def require_cents(value: int, field: str) -> None:
    """An amount that is not negative and not beyond any town's budget."""
    require(
        holds=0 <= value <= MOST_CENTS,
        field=field,
        problem=Text(
            f"Der Betrag {f'{value / 100:.2f}'.replace('.', ',')} ist nicht möglich.",
            f"The amount {value / 100:.2f} is not possible.",
        ),
        remedy=Text(
            "Erlaubt sind Beträge von 0 bis 100 Milliarden.",
            "Amounts from 0 to 100 billion are allowed.",
        ),
    )


def split_evenly(total: int, parts: int) -> tuple[int, ...]:
    """`parts` whole amounts that add up to `total` exactly; the first ones carry the remainder."""
    share, rest = divmod(total, parts)
    return tuple(share + (1 if index < rest else 0) for index in range(parts))
