"""The forms of sign-in: allauth's, in our words and without placeholders."""

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words  # only the stubs have it

_ADDRESS = _("E-Mail-Adresse")
_PASSWORD = _("Passwort")
_NEW = (
    _("Neues Passwort"),
    _("Mindestens 12 Zeichen. Mehrere Wörter hintereinander sind sicher und leicht zu merken."),
)
_CODE = (_("Code aus der App"), _("Sechs Ziffern, oder einer Ihrer Ersatzcodes."))


class _InOurWords:
    """Says each field in our words; a field that has none is left out."""

    words: ClassVar["dict[str, tuple[Words, Words | str]]"]
    fields: dict[str, Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {name: self.fields[name] for name in self.words}
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_InOurWords, account.LoginForm):  # type: ignore[misc]  # allauth is not typed
    """Address and password."""

    words = {"login": (_ADDRESS, ""), "password": (_PASSWORD, "")}


class ForgottenPasswordForm(_InOurWords, account.ResetPasswordForm):  # type: ignore[misc]  # likewise
    """Where to send the link to."""

    words = {"email": (_ADDRESS, "")}

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Send a letter: the link, or that there is no account; the answer takes as long either way."""
        if self.users:
            return str(super().save(request, **options))
        address = str(self.cleaned_data["email"])
        get_adapter(request).send_mail("account/email/unknown_account", address, {})
        return address


class NewPasswordForm(_InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # likewise
    """The new password, typed once: who mistypes it asks for another link."""

    words = {"password1": _NEW}


class ChangePasswordForm(_InOurWords, account.ChangePasswordForm):  # type: ignore[misc]  # likewise
    """The old and the new password."""

    words = {"oldpassword": (_("Bisheriges Passwort"), ""), "password1": _NEW}


class SetPasswordForm(_InOurWords, account.SetPasswordForm):  # type: ignore[misc]  # likewise
    """A first password for somebody whom an identity provider signs in."""

    words = {"password1": _NEW}


class ConfirmPasswordForm(_InOurWords, account.ReauthenticateForm):  # type: ignore[misc]  # likewise
    """The password once more, before something that matters."""

    words = {"password": (_PASSWORD, "")}


class CodeForm(_InOurWords, codes.AuthenticateForm):  # type: ignore[misc]  # likewise
    """The second factor at sign-in."""

    words = {"code": _CODE}


class ConfirmCodeForm(_InOurWords, codes.ReauthenticateForm):  # type: ignore[misc]  # likewise
    """The second factor once more, before something that matters."""

    words = {"code": _CODE}


class SetUpSecondFactorForm(_InOurWords, ActivateTOTPForm):  # type: ignore[misc]  # likewise
    """The first code, which proves that the app has the secret."""

    words = {"code": (_("Code aus der App"), _("Sechs Ziffern, die gerade in der App stehen."))}
