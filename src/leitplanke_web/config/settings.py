"""All settings. What differs between installations comes from the environment (docs/operations.md).

Nothing in here may weaken what docs/decisions/0014 and 0018 promise: an accepted answer survives a power cut only with
`synchronous=FULL`, and a deleted one is gone only with `secure_delete`.
"""

from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from leitplanke_web.config.environment import choice, number, switch, text, words
from leitplanke_web.config.secret import secret_key
from leitplanke_web.config.sign_in import *  # noqa: F403 - settings are names of this module

# --- who and where this installation is ---
DATA_FOLDER = Path(text("LEITPLANKE_DATA", "var")).absolute()
ORIGIN = text("LEITPLANKE_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
_ORIGIN = urlsplit(ORIGIN)
IS_SECURE = _ORIGIN.scheme == "https"
IS_DEMONSTRATION = switch("LEITPLANKE_DEMO")  # accounts with public passwords; refused behind an https origin
IS_BEHIND_PROXY = switch("LEITPLANKE_BEHIND_PROXY")

DEBUG = False
SECRET_KEY = text("LEITPLANKE_SECRET_KEY") or secret_key(DATA_FOLDER)
ALLOWED_HOSTS = [
    _ORIGIN.hostname or "127.0.0.1",
    *(["localhost", "127.0.0.1"] if not IS_SECURE else []),
    *words("LEITPLANKE_HOSTS"),
]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "leitplanke_web.design",
    "leitplanke_web.accounts",
    "leitplanke_web.audit",
    "leitplanke_web.towns",
    "leitplanke_web.participation",
    "leitplanke_web.discussion",
    "leitplanke_web.workshops",
    "leitplanke_web.evidence",
    "leitplanke_web.strategy",
    "leitplanke_web.roadmap",
    "leitplanke_web.monitoring",
    "leitplanke_web.process",
    "leitplanke_web.portal",
    "leitplanke_web.open_data",
    "leitplanke_web.demo",
    "leitplanke_web.config",
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

# --- what is stored, and how surely ---
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
    ),
}
DATABASES = {
    "default": dj_database_url.parse(
        text("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'leitplanke.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = _SQLITE
else:
    _POSTGRESQL = DATABASES["default"].setdefault("OPTIONS", {})
    _POSTGRESQL.setdefault("connect_timeout", 5)
    _POSTGRESQL.setdefault("options", "-c lock_timeout=20s")  # as long as SQLite waits; then people are told
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- work in the background ---
# Which task does which job; a job is a name so that no action imports a task.
JOBS = {
    "portal.run_chain": "leitplanke_web.portal.tasks.run_chain",
    "evidence.fetch_texts": "leitplanke_web.evidence.tasks.fetch_texts",
    "participation.mix": "leitplanke_web.participation.tasks.mix_survey",
    "participation.send_letters": "leitplanke_web.participation.tasks.send_letters",
    "participation.mix_all": "leitplanke_web.participation.tasks.mix_all",
    "discussion.settle_all": "leitplanke_web.discussion.tasks.settle_all",
    "workshops.forget_all": "leitplanke_web.workshops.tasks.forget_all",
}
# Who answers what an earlier stage asks about the whole town; a question is a name, as a job is (towns/questions.py).
ANSWERS = {
    "flaws": "leitplanke_web.portal.queries.towns.flaws_of",
    "grant_names": "leitplanke_web.roadmap.queries.grant_names",
    "unit_names": "leitplanke_web.roadmap.queries.unit_names",
    "population_margins": "leitplanke_web.evidence.queries.population_margins",
    "latest_digest": "leitplanke_web.portal.queries.runs.latest_digest",
    "became_of_clusters": "leitplanke_web.portal.queries.clusters.became_of_clusters",
    "told_replies": "leitplanke_web.portal.queries.clusters.told_replies",
}
RUN_SECONDS = 60 * number("LEITPLANKE_RUN_MINUTES", 60)  # the search ends by work done, so only a fault takes longer
RUN_BYTES = 1024**2 * number("LEITPLANKE_RUN_MEMORY_MB", 4096)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- people ---
AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# --- words ---
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- files that browsers load: digests in their names, compressed beforehand, kept for ever ---
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# --- cookies: only people who sign in get one; what is shown to everybody reads no session ---
_HOST_ONLY = "__Host-" if IS_SECURE else ""
SESSION_COOKIE_NAME = f"{_HOST_ONLY}session"
SESSION_COOKIE_AGE = 60 * 60 * number("LEITPLANKE_SESSION_HOURS", 10)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_HOST_ONLY}csrf"
CSRF_COOKIE_AGE = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- transport: TLS ends at the proxy, whose word counts only where it was said that there is one ---
if IS_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_SECURE else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # a town's other sites are not ours to decide about
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- limits: forms are small; scans of paper and sheets of measures are what is uploaded, and never touch the disk ---
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
LARGE_BODIES = {  # by the end of the path
    "/arbeit/umfrage/papier/einlesen/": 21 * 1024 * 1024,
    "/arbeit/massnahmen/tabelle/": 5 * 1024 * 1024 + 256 * 1024,
    "/arbeit/ziele/gesamtziele-tabelle/": 5 * 1024 * 1024 + 256 * 1024,
    "/arbeit/leistungen/tabelle/": 5 * 1024 * 1024 + 256 * 1024,
    "/arbeit/prozess/akteure/tabelle/": 5 * 1024 * 1024 + 256 * 1024,
    "/protokoll/fotos/": 12 * 1024 * 1024 + 256 * 1024,
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_PERMISSIONS = 0o600

# --- memory of a process: counts attempts to sign in; nothing of it is written anywhere ---
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "leitplanke",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- mail: into a folder until somebody names a server ---
DEFAULT_FROM_EMAIL = SERVER_EMAIL = text("LEITPLANKE_MAIL_FROM", f"leitplanke@{_ORIGIN.hostname}")
EMAIL_HOST = text("LEITPLANKE_MAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
EMAIL_PORT = number("LEITPLANKE_MAIL_PORT", 587)
EMAIL_HOST_USER = text("LEITPLANKE_MAIL_USER")
EMAIL_HOST_PASSWORD = text("LEITPLANKE_MAIL_PASSWORD")
_MAIL_SECURITY = choice("LEITPLANKE_MAIL_SECURITY", "starttls", "tls", "none")
EMAIL_USE_TLS = _MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = _MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 10

# --- log: what went wrong with the machine, never who asked for what (config/log.py) ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"short": {"()": "leitplanke_web.config.log.ShortFormatter"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "short"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "leitplanke_web": {"level": choice("LEITPLANKE_LOG_LEVEL", "INFO", "DEBUG", "WARNING", "ERROR")},
        "django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a 404 would name the page that somebody asked for
        "django.security": {"level": "CRITICAL"},  # refusals name what was sent
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
