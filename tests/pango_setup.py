"""Make sure that there is a Pango, with which PDF is laid out: run by `make test` before pytest."""

import subprocess
import sys

from debian import install_package
from leitplanke.report.paper.pdf import PANGO

MESSAGE = f"Printing needs Pango. On Debian: apt-get install {PANGO}."


def has_pango() -> bool:
    """Whether WeasyPrint finds what it needs; asked in a process of its own, because a library is searched for once."""
    command = (sys.executable, "-c", "import weasyprint")
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def main() -> int:
    """Find or install; 0 if there is one in the end."""
    if has_pango() or (install_package(*PANGO.split()) and has_pango()):
        return 0
    sys.stderr.write(MESSAGE + "\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
