"""Courses and requests without a session as tables."""

from collections.abc import Iterable, Iterator

from training.models import Course, CourseInterest, CourseVersion, Session

COURSE_COLUMNS = [
    "Code", "Intitulé", "Thème", "État", "Version", "Publiée le", "Heures", "Modalité", "Prix adhérent (€ HT)",
    "Prix public (€ HT)", "Fiche", "Objectif BPF", "NSF",
]  # fmt: skip
INTEREST_COLUMNS = [
    "Formation", "Région", "Demandée le", "Structure", "Nom", "Courriel", "Personnes", "Précisions", "Répondue le",
    "Session proposée",
]  # fmt: skip
SESSION_COLUMNS = [
    "Formation", "Du", "Au", "Région", "Commune", "Modalité", "État", "Places", "Places prises", "Prix adhérent (€ HT)",
    "Prix public (€ HT)",
]  # fmt: skip


def course_rows(courses: Iterable[Course], versions: dict[int, CourseVersion]) -> Iterator[list]:
    for one in courses:
        sold = versions.get(one.pk)
        of_version = [
            sold.number, sold.published_at, sold.hours, sold.get_modality_display(), sold.price_member, sold.price_public
        ] if sold else [None] * 6  # fmt: skip
        yield [
            one.code, one.title, one.theme.name, one.get_state_display(),
            *[value.date() if name == 1 and value else value for name, value in enumerate(of_version)],
            one.fiche_number, one.get_statement_objective_display(), one.nsf_code,
        ]  # fmt: skip


def interest_rows(interests: Iterable[CourseInterest]) -> Iterator[list]:
    for one in interests:
        yield [
            one.course.title, one.region.name, one.asked_at.date(), str(one.organisation or ""), one.name, one.email,
            one.people, one.message, one.answered_at.date() if one.answered_at else None, str(one.session or ""),
        ]  # fmt: skip


def session_rows(sessions: Iterable[Session]) -> Iterator[list]:
    """Sessions to come, with what everybody reads of them."""
    for one in sessions:
        yield [
            one.version.title, one.starts_on, one.ends_on, one.region.name, one.city, one.get_modality_display(),
            one.get_state_display(), one.maximum, one.seated, one.price_member, one.price_public,
        ]  # fmt: skip
