"""Fixtures of the resource centre's tests."""

from datetime import datetime

import pytest
from django.utils import timezone


@pytest.fixture
def clock(monkeypatch):
    """Set the portal's clock: `clock("2026-06-15 07:00")`, in local time; the moment is returned."""

    def show(moment: str) -> datetime:
        at = timezone.make_aware(datetime.fromisoformat(moment))
        monkeypatch.setattr(timezone, "now", lambda: at)
        return at

    return show
