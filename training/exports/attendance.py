"""Presences as a table."""

from training.domain.hours import hours_of

COLUMNS = ["Jour", "Demi-journée", "Personne", "Structure", "Présence", "Heures", "Signé le", "Moyen", "Correction"]


def attendance_rows(attendances) -> list[list]:
    """A row a person and half-day; neither drawings nor addresses leave in a table."""
    found = attendances.select_related("slot", "registration__trainee", "registration__order__organisation")
    return [
        [
            row.slot.day, row.slot.get_half_day_display(), str(row.registration.trainee), row.registration.order.buyer,
            row.get_state_display(), hours_of(row.minutes), row.signed_at, row.get_method_display(), row.correction_reason,
        ]
        for row in found.order_by("slot__day", "slot__starts_at", "registration__trainee__last_name", "pk")
    ]  # fmt: skip
