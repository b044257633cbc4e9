"""Opens the town that an address names: everything in the view happens inside its scope."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django_scopes import scope

from leitplanke_web.towns.models import Town


class TownMiddleware:
    """Hands views with a `town` part in their address the town itself, in `request.town`; an unknown one is a 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the work is done in `process_view`, which knows the address's parts."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], parts: dict[str, Any]
    ) -> HttpResponse | None:
        """Call the view inside the town. Pages are rendered here too, so that no query slips out of the scope."""
        if "town" not in parts:
            return None
        town = Town.objects.filter(id=parts["town"]).first()
        if town is None:
            raise Http404
        request.town = town  # type: ignore[attr-defined]  # for the templates
        with scope(town=town):
            response = view(request, *args, **{**parts, "town": town})
            render = getattr(response, "render", None)
            return render() if callable(render) else response
