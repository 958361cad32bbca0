"""Courses of the catalogue: written, withdrawn and put back by the training team."""

from django.db import transaction
from django.utils.text import slugify

from members.domain.moves import Refused, held, moved
from members.models import User
from training.domain.catalogue.steps import ARCHIVE, RESTORE, WRITE
from training.domain.team import require_team
from training.models import Course

# What the team writes of a course; its title at the catalogue is that of its last published version.
FACTS = (
    "theme", "code", "title", "summary", "statement_objective", "nsf_code", "formacodes", "rome_codes", "fiche_number",
    "validity_months",
)  # fmt: skip


@transaction.atomic
def create_course(*, by: User | None, **facts) -> Course:
    """A course in preparation, whose address is made of its title."""
    require_team(by)
    course = Course(slug=_free_slug(facts["title"]), **facts)
    course.full_clean()
    course.save()
    return course


@transaction.atomic
def edit_course(course: Course, *, by: User | None, **facts) -> Course:
    """Write the facts of a course; its address stays, whatever its title: others have kept it."""
    require_team(by)
    course = held(course, WRITE)
    for name, value in facts.items():
        setattr(course, name, value)
    course.full_clean()
    course.save()
    return course


@transaction.atomic
def archive_course(course: Course, *, by: User | None) -> Course:
    """Withdraw a course from the catalogue: its page and its sessions stay, nobody is offered it."""
    require_team(by)
    return moved(held(course, ARCHIVE), ARCHIVE)


@transaction.atomic
def restore_course(course: Course, *, by: User | None) -> Course:
    """Put a withdrawn course back, in its last published version."""
    require_team(by)
    course = held(course, RESTORE)
    if not course.versions.exclude(published_at=None).exists():
        raise Refused("Cette formation n'a pas de programme publié : publiez-en un.")
    return moved(course, RESTORE)


def _free_slug(title: str) -> str:
    base = slugify(title)[:70] or "formation"
    taken = set(Course.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
