"""`/sante/`: whether the database, the cache and the worker do their work."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import Error, connection
from django.http import JsonResponse
from redis import RedisError

from config.celery import WORKER_ALIVE


@login_not_required
def health(request):
    """200 when all three answer, 503 otherwise; says which one does not."""
    state = {"database": _database(), "cache": _cache(), "worker": False}
    if state["cache"]:
        state["worker"] = bool(cache.get(WORKER_ALIVE))
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _cache() -> bool:
    try:
        cache.set("sante", "ok", 10)
        return cache.get("sante") == "ok"
    except (RedisError, OSError):
        return False
