"""The peer: a bare Django form of ten questions on one page, stored as one row. No conditions, no codes, no mix.

Runs under the same embedded server and on the same database settings as Leitplanke; `python bare.py` makes its table.
"""

import os
from pathlib import Path

import dj_database_url
import django
from django import forms
from django.conf import settings
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

QUESTIONS = tuple(f"q{number}" for number in range(10))
_ADDRESS = os.environ.get("DATABASE_URL") or f"sqlite:///{Path(os.environ['LEITPLANKE_DATA']) / 'bare.sqlite3'}"
_DATABASE = dj_database_url.parse(_ADDRESS, conn_max_age=60)
if "sqlite3" in _DATABASE["ENGINE"]:
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    _DATABASE["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}

settings.configure(
    DEBUG=False,
    SECRET_KEY="a benchmark",  # noqa: S106 - nothing here is secret
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": _DATABASE},
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Sent(models.Model):
    """One form as it came."""

    answers = models.JSONField()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


class Form(forms.Form):
    """Ten questions with five answers each."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        for name in QUESTIONS:
            choices = [(str(value), f"Antwort {value}") for value in range(5)]
            self.fields[name] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


@csrf_exempt
def answer(request: HttpRequest) -> HttpResponse:
    """The form, or thanks."""
    form = Form(request.POST) if request.method == "POST" else Form()
    if form.is_valid():
        Sent(answers=form.cleaned_data).save()
        return HttpResponse("<!doctype html><title>Danke</title><p>Danke</p>")
    return HttpResponse(f"<!doctype html><title>Fragen</title><form method=post>{form}</form>")


urlpatterns = [path("", answer)]

if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Sent)
else:
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
