"""Why what a receipt belongs to cannot be taken back: apps raise these, the pages of receipts answer them."""


class UnknownReceiptError(Exception):
    """Nothing of the town has this receipt: there never was anything, or it is gone."""


class TooLateError(Exception):
    """What the receipt belongs to is part of something that stays: nothing was taken back."""
