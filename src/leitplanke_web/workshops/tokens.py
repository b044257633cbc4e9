"""What a phone holds: a random token in a cookie, and a proof of it in each form.

The token is derived from the signed number in the form that joined, so that a second click joins nobody else. The proof
stands in forms in the place of a CSRF token: a page from elsewhere cannot know it, and participants need no session.
"""

from secrets import token_urlsafe

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

_PURPOSE = "leitplanke.workshops"
_BYTES = 18


def new_entry() -> str:
    """The signed number of a form to join with."""
    return Signer(salt=f"{_PURPOSE}.entry").sign(token_urlsafe(_BYTES))


def token_of(entry: str) -> str | None:
    """The token that this form gives; None if it is not one of ours."""
    try:
        number = Signer(salt=f"{_PURPOSE}.entry").unsign(entry)
    except BadSignature:
        return None
    return str(salted_hmac(f"{_PURPOSE}.token", number, algorithm="sha256").hexdigest())


def digest(token: str) -> str:
    """What is stored of a token."""
    return str(salted_hmac(f"{_PURPOSE}.digest", token, algorithm="sha256").hexdigest())


def proof(token: str) -> str:
    """What the forms of this phone carry."""
    return str(salted_hmac(f"{_PURPOSE}.proof", token, algorithm="sha256").hexdigest())


def is_proof(token: str, shown: str) -> bool:
    """Whether a form is one that we wrote for this phone."""
    return constant_time_compare(proof(token), shown)


def new_key() -> str:
    """What a form calls the card that will be written in it."""
    return token_urlsafe(_BYTES)
