"""Who and where, written beside every version that the history triggers keep."""

from pghistory.middleware import HistoryMiddleware


class HistoryContextMiddleware(HistoryMiddleware):
    """The person, the address of the page and that of the machine, kept with each version."""

    def get_context(self, request):
        return super().get_context(request) | {"address": request.META.get("REMOTE_ADDR", "")}
