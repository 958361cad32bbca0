"""A statement is filled, made final, and opened again for a reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused, Step, held, moved, reasoned
from members.models import User
from reporting.french import fr_date
from training.domain.statement.cells import records_to_keep
from training.domain.statement.checks import checks_of
from training.domain.statement.content import Content, Line, computed, content_of
from training.domain.statement.gaps import gaps_of, not_entered, not_said_of_body
from training.domain.team import require_team
from training.models import ActivityStatement

STATES = ActivityStatement.State
ENTER = Step((STATES.DRAFT,), STATES.DRAFT, "rouvrez-le pour le corriger")
FINALISE = Step((STATES.DRAFT,), STATES.FINAL, "il ne s'arrête qu'une fois")
REOPEN = Step((STATES.FINAL,), STATES.DRAFT, "seul un bilan arrêté se rouvre")


def enter_values(statement: ActivityStatement, values: Mapping, *, by: User | None) -> ActivityStatement:
    """Write what the accounts give (frame D, the turnover) and who directs (frame H)."""
    require_team(by)
    parts = [values.get(name) for name in ("trainer_wages", "purchases")]
    charges = values.get("charges")
    if charges is not None and sum(part for part in parts if part is not None) > charges:
        raise Refused("Les salaires et les achats dépassent le total des charges, dont ils sont une partie.")
    with transaction.atomic():
        return moved(held(statement, ENTER), ENTER, **values)


def blockers(statement: ActivityStatement, content: Content) -> list[str]:
    """What prevents the statement from being final, in French sentences."""
    found = []
    if statement.ends_on >= timezone.localdate():
        found.append(f"L'exercice court jusqu'au {fr_date(statement.ends_on)}.")
    entered, body = not_entered(statement), not_said_of_body()
    if entered:
        found.append(f"À saisir : {', '.join(entered)}.")
    if body:
        found.append(f"À renseigner sur l'organisme : {', '.join(body)}.")
    found += [f"{gap.title} : {gap.count}." for gap in gaps_of(statement)]
    found += [f"Contrôle en échec : {check.text}." for check in checks_of(content) if check.blocks and not check.passed]
    return found


def finalise(statement: ActivityStatement, *, by: User | None) -> ActivityStatement:
    """Keep what the statement says today, and the records of each figure: nothing changes it afterwards."""
    require_team(by)
    with transaction.atomic():
        row = held(statement, FINALISE)
        content = computed(row)
        found = blockers(row, content)
        if found:
            raise Refused(f"Le bilan ne peut pas être arrêté. {' '.join(found)}")
        kept = {"said": content.as_json(), "records": records_to_keep(row, content)}
        return moved(row, FINALISE, content=kept, final_at=timezone.now(), final_by=by)


def reopen(statement: ActivityStatement, reason: str, *, by: User | None) -> ActivityStatement:
    """Open a final statement again; its history keeps what it said, who opened it and why."""
    require_team(by)
    reason = reasoned(reason, "Une réouverture")
    with transaction.atomic():
        return moved(
            held(statement, REOPEN), REOPEN, content=None, final_at=None, final_by=None, reopened_at=timezone.now(),
            reopened_by=by, reopening_reason=reason,
        )  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A line that would not be the same today: what was kept, and what the records make now; None where it is not."""

    frame: str
    title: str
    part: str
    label: str
    then: Line | None
    now: Line | None


def differences(statement: ActivityStatement) -> list[Difference]:
    """What the records of today would change in a final statement; empty for one in preparation."""
    if statement.state != STATES.FINAL:
        return []
    kept, today = content_of(statement), computed(statement)
    found = []
    for then, now in zip(kept.in_order, today.in_order, strict=True):
        lines = {line.part: line for line in [*then.lines, then.total]}
        others = {line.part: line for line in [*now.lines, now.total]}
        for part in [*lines, *(part for part in others if part not in lines)]:
            before, after = lines.get(part), others.get(part)
            if before != after:
                found.append(Difference(then.key, then.title, part, (before or after).label, before, after))
    return found
