"""Training in the demonstration network: its figures are those of the 2023 activity report, its people invented."""

from django.db import transaction
from django.utils import timezone

from members.domain.statistics import take_statistics
from training.demo.money import load_money
from training.demo.papers import load_papers
from training.demo.quality import load_quality
from training.demo.reference import load_reference
from training.demo.registrations import Registrations
from training.demo.sessions import Sessions

__all__ = ["load"]


@transaction.atomic
def load(year: int, scale: int) -> None:
    """The catalogue, sessions since 2022 with who came to them, what was said of them and what was billed."""
    today = timezone.localdate()
    frame = load_reference()
    planned = Sessions(frame, today).load()
    take_statistics()
    Registrations(frame, planned, today).load()
    take_statistics()
    load_money(today)
    load_quality(today)
    load_papers(today)
