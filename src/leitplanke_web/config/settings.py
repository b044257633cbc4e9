"""All settings. What differs between installations comes from the environment (docs/operations.md).

Nothing in here may weaken what `trust.md` measured: an accepted answer survives a power cut only with
`synchronous=FULL`, and a deleted one is gone only with `secure_delete`.
"""

import os
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from leitplanke_web.config.secret import secret_key

DATA_FOLDER = Path(os.environ.get("LEITPLANKE_DATA", "var")).absolute()
ORIGIN = os.environ.get("LEITPLANKE_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
_ORIGIN = urlsplit(ORIGIN)
IS_SECURE = _ORIGIN.scheme == "https"

DEBUG = False
SECRET_KEY = os.environ.get("LEITPLANKE_SECRET_KEY") or secret_key(DATA_FOLDER)
ALLOWED_HOSTS = [_ORIGIN.hostname or "127.0.0.1", *(["localhost", "127.0.0.1"] if not IS_SECURE else [])]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "leitplanke_web.design",
    "leitplanke_web.accounts",
    "leitplanke_web.audit",
    "leitplanke_web.towns",
    "leitplanke_web.participation",
    "leitplanke_web.evidence",
    "leitplanke_web.strategy",
    "leitplanke_web.roadmap",
    "leitplanke_web.monitoring",
    "leitplanke_web.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks_db",
]

MIDDLEWARE = [
    "leitplanke_web.design.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "leitplanke_web.design.refusals.Refusals",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "leitplanke_web.towns.middleware.TownMiddleware",
]

ROOT_URLCONF = "leitplanke_web.config.urls"
CSRF_FAILURE_VIEW = "leitplanke_web.design.errors.refused_form"
STATICFILES_DIRS = [("fonts", str(files("leitplanke.report") / "assets/fonts"))]  # shared with the report
WSGI_APPLICATION = "leitplanke_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_FOLDER / 'leitplanke.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Which task does which job; a job is a name so that no action imports a task.
JOBS = {"portal.run_chain": "leitplanke_web.portal.tasks.run_chain"}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
