"""`leitplanke-web`: every management command by its name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitplanke_web.config.settings")
    execute_from_command_line(sys.argv)
