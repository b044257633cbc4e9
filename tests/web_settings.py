"""Settings of the tests: the real ones, with a data folder of their own and cheap password hashes.

DATABASE_URL chooses the database; without it SQLite in a file, so that tests, live server and worker see the same one.
"""

import os
import tempfile
from pathlib import Path

# xdist's workers inherit what the first process sets: one folder for all of them
os.environ["LEITPLANKE_DATA"] = os.environ.get("LEITPLANKE_TEST_DATA") or tempfile.mkdtemp(prefix="leitplanke-tests-")
os.environ["LEITPLANKE_TEST_DATA"] = os.environ["LEITPLANKE_DATA"]
os.environ["LEITPLANKE_ORIGIN"] = "http://localhost"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in the main thread; nothing of ours is async
for _name in [name for name in os.environ if name.startswith("LEITPLANKE_") and not name.startswith("LEITPLANKE_TEST")]:
    if _name not in {"LEITPLANKE_DATA", "LEITPLANKE_ORIGIN"}:
        del os.environ[_name]

from leitplanke_web.config.settings import *  # noqa: F403, E402 - the environment comes first
from leitplanke_web.config.settings import DATA_FOLDER, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402 - likewise

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_FOLDER) / "test.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["cheap_hashes.CheapArgon2"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
Path(STATIC_ROOT).mkdir(exist_ok=True)
