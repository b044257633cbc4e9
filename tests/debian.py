"""What the tests need of the system, installed where this is root on a Debian system."""

import os
import shutil
import subprocess


def install_package(*names: str) -> bool:
    """Install Debian's packages; answers whether that was possible."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *names),
    )
    return all(subprocess.run(command, env=environment, check=False).returncode == 0 for command in commands)
