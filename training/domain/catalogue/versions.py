"""Versions of a programme: written as a draft, checked against what the law asks, published, and then kept as they are."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from members.domain.moves import Refused, WrongState, held, moved
from members.models import User
from reporting.french import euros, number
from training.domain.catalogue.steps import PUBLISH, WRITE
from training.domain.team import require_team
from training.models import Course, CourseVersion, TrainingBody

# What is written of a version.
FACTS = (
    "title", "objectives", "prerequisites", "audience", "content", "methods", "means", "assessment", "follow_up",
    "access_delay", "accessibility", "trainer_profile", "contact", "hours", "days", "modality", "price_member",
    "price_public", "price_group", "minimum", "maximum", "change_note",
)  # fmt: skip
# Without them a programme is not published: Qualiopi, indicators 1 and 6; article L. 6353-8 of the labour code.
REQUIRED = (
    "objectives", "prerequisites", "audience", "content", "methods", "assessment", "access_delay", "accessibility",
    "contact",
)  # fmt: skip
# What an auditor also looks for (indicators 6, 11, 17 and 21).
ADVISED = ("means", "follow_up", "trainer_profile", "days")
COMPARED = tuple(name for name in FACTS if name != "change_note")


class Incomplete(Refused):
    """A programme that lacks what the law asks."""


@dataclass(frozen=True)
class Check:
    """What a programme is asked: its name, whether it is there, whether publishing waits for it."""

    field: str
    label: str
    filled: bool
    required: bool


def checks_of(version: CourseVersion) -> list[Check]:
    """What Qualiopi and the law ask of a programme, and what is there."""
    found = [
        Check(name, _label(name), _is_filled(version, name), name in REQUIRED) for name in (*REQUIRED, *ADVISED)
    ]  # fmt: skip
    if version.number > 1:
        found.append(Check("change_note", _label("change_note"), bool(version.change_note.strip()), True))
    return found


def missing(version: CourseVersion) -> list[str]:
    """What a programme lacks to be published, in words."""
    return [check.label for check in checks_of(version) if check.required and not check.filled]


def _is_filled(version: CourseVersion, name: str) -> bool:
    value = getattr(version, name)
    if name == "contact" and not value:
        # The training body's own address answers where the programme names nobody.
        return bool(TrainingBody.current().email)
    return bool(value.strip() if isinstance(value, str) else value)


def _label(name: str) -> str:
    label = CourseVersion._meta.get_field(name).verbose_name
    return label[0].upper() + label[1:]


def draft_of(course: Course) -> CourseVersion | None:
    """The version that is being written."""
    return course.versions.filter(published_at=None).order_by("-number").first()


def current_of(course: Course) -> CourseVersion | None:
    """The version that is sold today."""
    return course.versions.exclude(published_at=None).order_by("-number").first()


@transaction.atomic
def save_draft(course: Course, *, by: User | None, **facts) -> CourseVersion:
    """Write the draft of a course: the one there is, else the version that follows the last."""
    require_team(by)
    course = held(course, WRITE)
    draft = draft_of(course)
    if draft is None:
        last = course.versions.order_by("-number").first()
        draft = CourseVersion(course=course, number=last.number + 1 if last else 1)
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.full_clean()
    draft.save()
    return draft


@transaction.atomic
def new_version(course: Course, *, by: User | None) -> CourseVersion:
    """A draft that begins as the version on sale; the draft that is there already is given back."""
    require_team(by)
    course = held(course, WRITE)
    draft, last = draft_of(course), current_of(course)
    if draft is not None:
        return draft
    if last is None:
        raise Refused("Cette formation n'a pas encore de programme : écrivez-le.")
    facts = {name: getattr(last, name) for name in COMPARED}
    return CourseVersion.objects.create(course=course, number=last.number + 1, **facts)


@transaction.atomic
def publish(version: CourseVersion, *, by: User | None) -> CourseVersion:
    """Put a version on sale, and its course at the catalogue: it is not written again. Raises Incomplete."""
    require_team(by)
    course = held(version.course, PUBLISH)
    version = course.versions.filter(pk=version.pk).first()
    if version is None:
        raise Refused("Ce programme a été supprimé entre-temps.")
    if version.published_at:
        raise WrongState("Ce programme est déjà publié.")
    lacking = missing(version)
    if lacking:
        raise Incomplete(f"Pour être publié, ce programme doit dire : {', '.join(lacking)}.")
    version.published_at, version.published_by = timezone.now(), by
    version.save(update_fields=["published_at", "published_by"])
    moved(course, PUBLISH, title=version.title)
    return version


@transaction.atomic
def unpublish(version: CourseVersion, *, by: User | None) -> CourseVersion:
    """Undo a publication: the last version, as long as nobody was sold it, is a draft again.

    A course that has no other published version leaves the catalogue.
    """
    require_team(by)
    course = held(version.course, WRITE)
    current = current_of(course)
    if current is None or current.pk != version.pk:
        raise Refused("Seule la dernière version publiée peut redevenir un brouillon.")
    if draft_of(course):
        raise Refused("Une version suivante est en cours d'écriture : supprimez-la d'abord.")
    if current.sessions.exists():
        raise Refused("Des sessions sont vendues avec cette version : elle ne change plus. Écrivez la suivante.")
    current.published_at, current.published_by = None, None
    current.save(update_fields=["published_at", "published_by"])
    before = current_of(course)
    course.title = before.title if before else course.title
    course.state = course.state if before else Course.State.DRAFT
    course.save()
    return current


@transaction.atomic
def discard(version: CourseVersion, *, by: User | None) -> None:
    """Delete a draft."""
    require_team(by)
    course = held(version.course, WRITE)
    if not course.versions.filter(pk=version.pk, published_at=None).delete()[0]:
        raise WrongState("Ce programme est publié : il ne se supprime pas.")


@dataclass(frozen=True)
class Change:
    """What differs from a version to the next: prices and durations with their values, texts by their name."""

    label: str
    before: str
    after: str


def changes(before: CourseVersion, after: CourseVersion) -> list[Change]:
    """What changed between two versions."""
    return [
        Change(str(CourseVersion._meta.get_field(name).verbose_name), _said(before, name), _said(after, name))
        for name in COMPARED
        if getattr(before, name) != getattr(after, name)
    ]


def _said(version: CourseVersion, name: str) -> str:
    """A short value in words; nothing for a text, which is read in its own version."""
    value = getattr(version, name)
    if name.startswith("price_"):
        return euros(value)
    if name == "modality":
        return version.get_modality_display()
    if name in {"hours", "days", "minimum", "maximum"}:
        return str(number(value))
    return ""
