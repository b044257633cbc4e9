"""Argon2 without the work that makes it safe: tests sign in often."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """The same format, a thousandth of the work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
