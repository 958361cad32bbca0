"""A scale's life: copied, changed while it is a draft, adopted once and for all."""

from datetime import date

from django.db import transaction

from members.models import FeeBracket, FeeScale, FeeShare

from .scales import problems_of, read_scale


class ScaleRefused(Exception):
    """What a scale does not allow; its message is a French sentence."""


def refuse_adopted(scale: FeeScale) -> None:
    """Raise ScaleRefused for a scale that is adopted: calls were worked out from it."""
    if scale.status == FeeScale.Status.ADOPTED:
        raise ScaleRefused("Ce barème est adopté : il ne change plus. Copiez-le pour en préparer un autre.")


@transaction.atomic
def adopt(scale: FeeScale, *, on: date, by: str) -> FeeScale:
    """Adopt a draft: from then on it may be used by a campaign, and does not change."""
    scale = FeeScale.objects.select_for_update(of=("self",)).get(pk=scale.pk)
    refuse_adopted(scale)
    problems = problems_of(read_scale(scale))
    if problems:
        raise ScaleRefused(" ".join(problems))
    if not by.strip():
        raise ScaleRefused("Dites qui a adopté ce barème : conseil d'administration, assemblée générale…")
    scale.status, scale.adopted_on, scale.adopted_by = FeeScale.Status.ADOPTED, on, by.strip()
    scale.save(update_fields=["status", "adopted_on", "adopted_by"])
    return scale


@transaction.atomic
def copy(scale: FeeScale, *, year: int) -> FeeScale:
    """A draft that says the same, for another year."""
    brackets, shares = list(scale.brackets.all()), list(scale.shares.all())
    made = FeeScale.objects.get(pk=scale.pk)
    made.pk, made._state.adding = None, True
    made.name, made.year = f"{scale.name} (copie)"[:120], year
    made.status, made.adopted_on, made.adopted_by = FeeScale.Status.DRAFT, None, ""
    made.save()
    FeeBracket.objects.bulk_create(
        FeeBracket(scale=made, upper=row.upper, fixed=row.fixed, rate=row.rate) for row in brackets
    )
    FeeShare.objects.bulk_create(
        FeeShare(scale=made, region_id=row.region_id, national_percent=row.national_percent) for row in shares
    )
    return made
