"""Addresses of sign-in: those of allauth's that we use, under the names that allauth knows them by.

What is not here cannot be reached: signing up, managing addresses, connecting other services.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path, re_path

from leitplanke_web.accounts.views import provider_page, tells_faults

urlpatterns = [
    path("anmelden/", tells_faults(account.login), name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("bestaetigen/", tells_faults(account.reauthenticate), name="account_reauthenticate"),
    path("passwort/", tells_faults(account.password_change), name="account_change_password"),
    path("passwort/erstes/", tells_faults(account.password_set), name="account_set_password"),
    path("passwort/vergessen/", tells_faults(account.password_reset), name="account_reset_password"),
    path("passwort/vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        tells_faults(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("passwort/geaendert/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("zweiter-faktor/", second_factor.index, name="mfa_index"),
    path("zweiter-faktor/code/", tells_faults(second_factor.authenticate), name="mfa_authenticate"),
    path("zweiter-faktor/bestaetigen/", tells_faults(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("zweiter-faktor/einrichten/", tells_faults(totp.activate_totp), name="mfa_activate_totp"),
    path("zweiter-faktor/abschalten/", tells_faults(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("zweiter-faktor/ersatzcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "zweiter-faktor/ersatzcodes/neu/",
        tells_faults(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "zweiter-faktor/ersatzcodes/datei/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("verzeichnis/abgebrochen/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("verzeichnis/gescheitert/", provider.login_error, name="socialaccount_login_error"),
    path("verzeichnis/<str:provider_id>/", provider_page, name="openid_connect_login"),
    path("verzeichnis/<str:provider_id>/zurueck/", openid_connect.callback, name="openid_connect_callback"),
]
