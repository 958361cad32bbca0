"""Courses as schema.org data, which search engines read in the page (JSON-LD)."""

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from training.exports.calendar import place_of
from training.models import CourseVersion, Session, TrainingBody

MODES = {
    CourseVersion.Modality.ON_SITE: "Onsite",
    CourseVersion.Modality.REMOTE: "Online",
    CourseVersion.Modality.MIXED: "Blended",
    CourseVersion.Modality.WORKPLACE: "Onsite",
}
# What would end the script, or be read as markup.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def course_data(version: CourseVersion, sessions: list[Session], body: TrainingBody) -> dict:
    """A course with its offers and its next sessions, as `Course` and `CourseInstance`."""
    course = version.course
    data = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": version.title,
        "courseCode": course.code,
        "description": course.summary or " ".join(version.objectives) or version.title,
        "url": f"{settings.SITE_URL}{course.get_absolute_url()}",
        "inLanguage": "fr",
        "about": course.theme.name,
        "teaches": version.objectives,
        "coursePrerequisites": version.prerequisites,
        "timeRequired": _duration(version),
        "version": str(version.number),
        "datePublished": version.published_at.date().isoformat() if version.published_at else None,
        "provider": {"@type": "Organization", "name": body.name, "email": body.email, "telephone": body.phone},
        "offers": [
            _offer("Adhérents", version.price_member),
            _offer("Autres structures", version.price_public),
        ],
        "educationalCredentialAwarded": course.fiche_number,
        "hasCourseInstance": [_instance(version, session) for session in sessions],
    }
    data["provider"] = _filled(data["provider"])
    return _filled(data)


def _instance(version: CourseVersion, session: Session) -> dict:
    found = {
        "@type": "CourseInstance",
        "name": session.version.title,
        "courseMode": MODES[session.modality],
        "startDate": session.starts_on.isoformat(),
        "endDate": session.ends_on.isoformat(),
        "courseWorkload": _duration(session.version),
        "maximumAttendeeCapacity": session.maximum,
        "url": f"{settings.SITE_URL}{session.get_absolute_url()}",
    }
    if session.modality == CourseVersion.Modality.REMOTE:
        found["location"] = {"@type": "VirtualLocation", "url": found["url"]}
    else:
        address = {
            "@type": "PostalAddress", "streetAddress": session.address, "postalCode": session.postcode,
            "addressLocality": session.city, "addressRegion": session.region.name, "addressCountry": "FR",
        }  # fmt: skip
        found["location"] = {"@type": "Place", "name": place_of(session), "address": _filled(address)}
    return found


def _offer(category: str, price) -> dict:
    return {"@type": "Offer", "category": category, "price": str(price), "priceCurrency": "EUR"}


def _duration(version: CourseVersion) -> str:
    """Hours and minutes as ISO 8601 writes them."""
    hours, minutes = divmod(int(version.hours * 60), 60)
    return f"PT{hours}H{minutes}M" if minutes else f"PT{hours}H"


def _filled(data: dict) -> dict:
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def as_script(data: dict) -> SafeString:
    """JSON that stands in a page as data: nothing in it can end the element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 (every mark is escaped)
