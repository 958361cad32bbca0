"""Papers of the last sessions, as the team makes them, and the statements of past years."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from training.domain.papers.issuing import issue, issue_for_session
from training.models import ActivityStatement, Order, Session, TrainingDocument

Kind = TrainingDocument.Kind
LAST = 6


def load_papers(today: date) -> None:
    """Certificates and attestations of the last sessions, summons of the confirmed ones, quotes of the open ones."""
    ended = Session.objects.filter(state__in=[Session.State.CLOSED, Session.State.COMPLETED], ends_on__lt=today)
    for session in ended.select_related("version").order_by("-ends_on")[:LAST]:
        for kind in (Kind.COMPLETION, Kind.ATTESTATION):
            issue_for_session(session, kind, by=None)
    for session in Session.objects.filter(state=Session.State.CONFIRMED).select_related("version"):
        issue_for_session(session, Kind.SUMMONS, by=None)
    for order in Order.objects.filter(state=Order.State.REQUESTED, session__state=Session.State.OPEN).order_by("pk"):
        issue(Kind.QUOTE, order, by=None)
    sent = TrainingDocument.objects.filter(kind__in=[Kind.QUOTE, Kind.SUMMONS])
    sent.update(sent_at=timezone.now() - timedelta(days=2))
    Order.objects.filter(documents__kind=Kind.QUOTE, state=Order.State.REQUESTED).update(state=Order.State.QUOTED)
    for year in range(2022, today.year):
        ActivityStatement.objects.create(
            starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), turnover=Decimal(1_250_000), charges=Decimal(410_000),
            trainer_wages=Decimal(165_000), purchases=Decimal(98_000), director_name="Une Directrice",
            director_function="Directrice",
        )  # fmt: skip
