"""People who sign in.

Personal data: name, e-mail address, time of the last sign-in. Erased with the account; what they did stays in the
audit log under their name until the deletion period of the log ends (docs/operations.md).
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts."""

    def create_user(self, *, email: str, name: str, password: str | None = None) -> "Person":
        """A new account; without a password nobody can sign in with one."""
        person = self.model(email=email.strip().lower(), name=name)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The account of an address, however it is capitalised."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Somebody with an account: staff of a town or its consultant, never a respondent."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="address_in_small_letters"),
        )

    def __str__(self) -> str:
        return self.name
