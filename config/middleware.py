"""What comes before every view: addresses that cannot be read, and who writes from where, for the history."""

from urllib.parse import unquote

from allauth.account.adapter import get_adapter
from django.http import HttpResponseBadRequest
from pghistory.middleware import HistoryMiddleware

from config.desk import forget_todo


class RefuseNulMiddleware:
    """PostgreSQL keeps no NUL in a text: an address that holds one is refused before anybody searches for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path + unquote(request.META.get("QUERY_STRING", "")):
            return HttpResponseBadRequest("Cette adresse contient un caractère interdit.", content_type="text/plain")
        return self.get_response(request)


class AdminPolicyMiddleware:
    """The content policy of the staff admin, whose theme needs inline scripts and styles; nothing from elsewhere."""

    POLICY = (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.POLICY)
        return response


class ForgetTodoMiddleware:
    """Whoever writes has done something: what waits for them is read again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in {"GET", "HEAD", "OPTIONS"} and request.user.is_authenticated:
            forget_todo(request.user)
        return response


class HistoryContextMiddleware(HistoryMiddleware):
    """The person, the address of the page and that of the machine, kept with each version."""

    def get_context(self, request):
        return super().get_context(request) | {"address": get_adapter(request).get_client_ip(request)}
