"""`leitplanke-web person add EMAIL --name NAME`: make an account."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from leitplanke_web.accounts.actions import PersonExistsError, password_link
from leitplanke_web.towns.actions.own import add_person


class Command(BaseCommand):
    """The password comes on standard input, or its owner chooses one by a link."""

    help = "Legt ein Konto an. / Makes an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose account."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add")
        add.add_argument("email")
        add.add_argument("--name", required=True)
        add.add_argument(
            "--password-stdin",
            action="store_true",
            help="Das Passwort kommt aus der Standardeingabe. / The password comes on standard input.",
        )

    def handle(self, *_args: Any, email: str, name: str, password_stdin: bool, **_options: Any) -> None:
        """Make it; without a password, say where one is chosen."""
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
        try:
            person = add_person(email=email, name=name, password=password)
        except PersonExistsError as refused:
            raise CommandError(f"Für „{refused.email}“ gibt es schon ein Konto.") from refused
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        self.stdout.write(f"Angelegt: {person.name} ({person.email}).")
        if password is None:
            self.stdout.write(f"Passwort festlegen (gilt drei Tage, einmal): {password_link(person)}")
