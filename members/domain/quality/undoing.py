"""Undoing a merge: every row goes back where it was, unless what happened since forbids it."""

from datetime import date, timedelta

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.domain.quality.refusals import CannotUndo, NotAllowed
from members.domain.quality.removed import make_again
from members.models import Merge, Organisation, User
from members.models.standing import forget_standing

UNDONE_WITHIN = timedelta(days=30)


@transaction.atomic
def undo(merge: Merge, *, by: User) -> Organisation:
    """Make the source again, under its number, with all that had followed. Raises CannotUndo with the reasons."""
    if not by.has_perm("members.merge_organisations"):
        raise NotAllowed
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if merge.undone_at:
        raise CannotUndo(["elle est déjà défaite."])
    if timezone.now() - merge.merged_at > UNDONE_WITHIN:
        raise CannotUndo([f"elle date de plus de {UNDONE_WITHIN.days} jours."])
    kept = Organisation.objects.select_for_update().filter(pk=merge.kept_id).first()
    if kept is None:
        raise CannotUndo(["la structure gardée n'existe plus."])
    reasons = _changes_since(merge, kept)
    if reasons:
        raise CannotUndo(reasons)
    for name, (before, _) in merge.record["changed"].items():
        setattr(kept, name, _value(name, before))
    try:
        with transaction.atomic():
            kept.save()
            _put_back(merge)
    except IntegrityError as error:
        raise CannotUndo(["des données ajoutées depuis se heurtent à celles qui reviendraient."]) from error
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    source = Organisation.objects.get(pk=merge.source_id)
    forget_standing(source.contacts.exclude(user=None).values_list("user", flat=True))
    return source


def _put_back(merge: Merge) -> None:
    """The source first, then what had followed, then what had gone away with its rows."""
    removed = merge.record["removed"]
    of_source = [one for one in removed if one["model"] == "members.organisation"]
    make_again(of_source)
    for key, numbers in merge.record["moved"].items():
        model, column = _column(key)
        model._base_manager.filter(pk__in=numbers).update(**{column: merge.source_id})
    make_again([one for one in removed if one not in of_source])


def _changes_since(merge: Merge, kept: Organisation) -> list[str]:
    """What somebody did since of what would go back, in sentences."""
    reasons = []
    for name, (_, after) in merge.record["changed"].items():
        if getattr(kept, name) != _value(name, after):
            label = Organisation._meta.get_field(name.removesuffix("_id")).verbose_name
            reasons.append(f"« {label} » a changé depuis.")
    for key, numbers in merge.record["moved"].items():
        model, column = _column(key)
        still = model._base_manager.filter(pk__in=numbers, **{column: merge.kept_id}).count()
        if still != len(numbers):
            gone = len(numbers) - still
            reasons.append(f"{model._meta.verbose_name_plural} : {gone} sur {len(numbers)} ont été ôtés ou déplacés.")
    return reasons


def _column(key: str) -> tuple:
    """The model and the column that a merge wrote down."""
    label, name = key.rsplit(".", 1)
    model = apps.get_model(label)
    return model, model._meta.get_field(name).attname


def _value(name: str, kept):
    """A value as it was before JSON."""
    return date.fromisoformat(kept) if name == "closed_on" and kept else kept
