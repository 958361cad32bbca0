"""Samples for the rights on the catalogue."""

from tests.factories.training import (
    CourseInterestFactory,
    CourseVersionFactory,
    SessionFactory,
    TrainingBodyFactory,
)
from training.models import TrainingBody


def sample() -> dict:
    # The training body is that of the papers: there is one.
    version = CourseVersionFactory()
    return {
        "course": version.course_id,
        "course_slug": version.course.slug,
        "public_session": SessionFactory(version=version).pk,
        "interest": CourseInterestFactory(course=version.course).pk,
        "answered_interest": CourseInterestFactory(course=version.course).pk,
    }


def records_of(organisation):
    CourseInterestFactory(organisation=organisation, course=CourseVersionFactory().course)


def records():
    if not TrainingBody.objects.exists():
        TrainingBodyFactory()
