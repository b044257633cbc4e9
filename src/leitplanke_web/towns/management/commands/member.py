"""`leitplanke-web member add TOWN EMAIL --role ROLE`: let somebody work for a town."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leitplanke_web.towns.actions.members import AlreadyMemberError, UnknownPersonError, add_member_as_operator
from leitplanke_web.towns.models import Role, Town


class Command(BaseCommand):
    """Gives a town its first administrator; afterwards administrators do it on their page."""

    help = "Nimmt jemanden in eine Kommune auf. / Lets somebody work for a town."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, where and as what."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add")
        add.add_argument("town")
        add.add_argument("email")
        add.add_argument("--role", choices=Role.values, required=True)

    def handle(self, *_args: Any, town: str, email: str, role: str, **_options: Any) -> None:
        """Take them in."""
        found = Town.objects.filter(id=town).first()
        if found is None:
            raise CommandError(f"„{town}“ gibt es nicht.")
        try:
            add_member_as_operator(found, email=email, role=Role(role))
        except UnknownPersonError as refused:
            message = f"Für „{email}“ gibt es kein Konto. Anlegen: leitplanke-web person add {email} --name NAME"
            raise CommandError(message) from refused
        except AlreadyMemberError as refused:
            raise CommandError(f"„{refused.email}“ arbeitet schon für „{town}“.") from refused
        self.stdout.write(f"Aufgenommen: {email} in {town} ({role}).")
