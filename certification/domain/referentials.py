"""Versions of what a certification asks: one that candidates follow is not changed, the next one is made from it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from certification.models import Certification, Enrolment, Referential
from members.domain.moves import Refused
from reporting.french import fr_date


def is_followed(referential: Referential) -> bool:
    """Whether candidates entered with this version: they keep it as it is to the end."""
    return Enrolment.objects.filter(referential=referential).exists()


@transaction.atomic
def new_version(referential: Referential, *, version: str, starts: date) -> Referential:
    """A copy with its blocks and competencies, in force from `starts`; the version copied ends the day before.

    Raises Refused where dates do not follow, or where candidates entered with the old one since.
    """
    certification = Certification.objects.select_for_update().get(pk=referential.certification_id)
    old = certification.referentials.select_for_update().get(pk=referential.pk)
    if (old.validity.lower and starts <= old.validity.lower) or (old.validity.upper and starts > old.validity.upper):
        raise Refused("La nouvelle version commence pendant que l'ancienne est en vigueur.")
    late = Enrolment.objects.filter(referential=old, registered_on__gte=starts).count()
    if late:
        raise Refused(
            f"Des candidats sont entrés avec l'ancienne version depuis le {fr_date(starts)} ({late}) : choisissez un jour à venir."
        )
    ends = old.validity.upper
    old.validity = DateRange(old.validity.lower, starts)
    old.save(update_fields=["validity"])
    made = Referential(
        certification=certification, version=version, validity=DateRange(starts, ends), pass_rule=old.pass_rule,
        pass_percent=old.pass_percent, optional_blocks_due=old.optional_blocks_due,
    )  # fmt: skip
    try:
        made.full_clean()
    except ValidationError as refused:
        raise Refused(" ".join(refused.messages)) from None
    made.save()
    for block in old.blocks.prefetch_related("competencies").order_by("order"):
        competencies = list(block.competencies.all())
        block.pk, block.referential = None, made
        block._state.adding = True
        block.save()
        for one in competencies:
            one.pk, one.block = None, block
            one._state.adding = True
            one.save()
    return made
