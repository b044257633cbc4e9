"""Make sure that there is an nginx for the tests of the production form: run by `make test` before pytest.

Installing the package would start a web server on a machine with systemd, so there we only say what is missing.
"""

import shutil
import sys
from pathlib import Path

from debian import install_package

MESSAGE = "nginx is missing, so its tests are skipped. On Debian: apt-get install nginx."
_SYSTEMD = Path("/run/systemd/system")


def find_nginx() -> str | None:
    """Where nginx is; Debian keeps it outside the PATH of ordinary users."""
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


def main() -> None:
    """Find or install, or say that there is none."""
    if find_nginx() or (not _SYSTEMD.exists() and install_package("nginx") and find_nginx()):
        return
    sys.stdout.write(MESSAGE + "\n")
