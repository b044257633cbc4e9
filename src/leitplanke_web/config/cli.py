"""`leitplanke-web`: every management command by its name."""

import os
import sys

from django.core.management import execute_from_command_line

from leitplanke_web.config.environment import SettingError
from leitplanke_web.config.private import keep_private


def main() -> None:
    """Run the command that the arguments name."""
    keep_private()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitplanke_web.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingError as refused:
        sys.exit(f"leitplanke-web: {refused}")
