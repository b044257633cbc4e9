"""Settings of sign-in: passwords, rate limits, second factor, OpenID Connect. `settings` takes them all over.

What they mean for whoever runs an installation is in docs/sign-in.md.
"""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def identity_provider(environment: Mapping[str, str]) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS for the identity provider that LEITPLANKE_OIDC_… names; empty without one.

    Raises `ImproperlyConfigured` when only some of what is needed is there.
    """
    wanted = {name: environment.get(f"LEITPLANKE_OIDC_{name}", "") for name in ("URL", "CLIENT_ID", "CLIENT_SECRET")}
    if not any(wanted.values()):
        return {}
    missing = [f"LEITPLANKE_OIDC_{name}" for name, value in wanted.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"OpenID Connect: es fehlt / missing: {', '.join(missing)}")
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [_application(environment, wanted)]}}


def _application(environment: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Any]:
    trusted = environment.get("LEITPLANKE_OIDC_TRUST_ADDRESSES", "") == "1"
    return {
        "provider_id": "oidc",
        "name": environment.get("LEITPLANKE_OIDC_NAME") or "OpenID Connect",
        "client_id": wanted["CLIENT_ID"],
        "secret": wanted["CLIENT_SECRET"],
        # None: each address says for itself, by the claim `email_verified`
        "settings": {"server_url": wanted["URL"], "verified_email": trusted or None},
    }


LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:own"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "leitplanke_web.towns.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "leitplanke_web.accounts.forms.SignInForm",
    "reset_password": "leitplanke_web.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "leitplanke_web.accounts.forms.NewPasswordForm",
    "change_password": "leitplanke_web.accounts.forms.ChangePasswordForm",
    "set_password": "leitplanke_web.accounts.forms.SetPasswordForm",
    "reauthenticate": "leitplanke_web.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "leitplanke_web.accounts.queries.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever invites vouches for the address, and the invitation goes there
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a letter either way: the answer takes as long for unknown addresses
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other sessions end, because their hash no longer fits
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(os.environ.get("LEITPLANKE_ORIGIN", "")).scheme or "http"
# The key of `login_failed` is address *and* account (towns.adapters): a stranger elsewhere locks nobody out.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key", "reset_password": "20/m/ip,3/5m/key"}

MFA_ADAPTER = "leitplanke_web.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "leitplanke_web.accounts.forms.CodeForm",
    "reauthenticate": "leitplanke_web.accounts.forms.ConfirmCodeForm",
    "activate_totp": "leitplanke_web.accounts.forms.SetUpSecondFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Leitplanke"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ
MFA_ALLOW_UNVERIFIED_EMAIL = True

SOCIALACCOUNT_ADAPTER = "leitplanke_web.accounts.adapters.IdentityProviderAdapter"
SOCIALACCOUNT_PROVIDERS = identity_provider(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# The policy `form-action 'self'` keeps browsers from following a form to the identity provider; a link may.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
