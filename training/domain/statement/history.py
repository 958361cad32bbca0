"""When a statement was made final and opened again, by whom and why."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from members.models import User
from training.models import ActivityStatement


@dataclass(frozen=True)
class Turn:
    """A statement was made final, or opened again for a `reason`."""

    when: datetime
    final: bool
    who: str
    reason: str


def turns_of(statement: ActivityStatement) -> list[Turn]:
    """Its passages from one state to the other, newest first, as the database has kept them."""
    events = apps.get_model("training", "ActivityStatementEvent").objects.filter(pgh_obj=statement)
    rows = events.order_by("pgh_id").values_list(
        "state", "final_at", "final_by", "reopened_at", "reopened_by", "reopening_reason"
    )
    turns, before = [], ActivityStatement.State.DRAFT
    for state, final_at, final_by, reopened_at, reopened_by, reason in rows:
        if state == before:
            continue
        final = state == ActivityStatement.State.FINAL
        turns.append(
            (final_at if final else reopened_at, final, final_by if final else reopened_by, "" if final else reason)
        )
        before = state
    people = User.objects.in_bulk([who for _, _, who, _ in turns if who])
    return [Turn(when, final, str(people.get(who, "")), reason) for when, final, who, reason in reversed(turns)]
