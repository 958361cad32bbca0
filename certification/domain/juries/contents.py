"""What minutes say: read once when the deliberation is closed, frozen, and known by the hash of one fixed writing."""

import hashlib
import json

from certification.domain.juries.grids import Grid, grids_of
from certification.domain.juries.quorum import conditions_of_day
from certification.models import Jury, Minutes, Place, Seat
from members.models import Issuer


def content_of(jury: Jury, *, number: str, order: int, reason: str) -> dict:
    """The content of minutes, as plain words and numbers that JSON keeps as they are."""
    certification, issuer = jury.certification, Issuer.current()
    places = jury.places.select_related(
        "enrolment__candidate", "enrolment__organisation", "enrolment__referential"
    ).prefetch_related("recused__official")
    former = jury.minutes.order_by("-order").first()
    return {
        "number": number,
        "order": order,
        "reason": reason,
        "corrects": {"number": former.number, "sha256": former.sha256} if former else None,
        "certifier": {"name": issuer.name, "address": issuer.address, "siren": issuer.siren},
        "certification": {
            "title": certification.title,
            "kind": certification.get_kind_display(),
            "fiche": certification.fiche_number,
            "level": certification.eu_level,
        },
        "held_on": jury.held_on.isoformat(),
        "starts_at": f"{jury.starts_at:%H:%M}" if jury.starts_at else "",
        "ends_at": f"{jury.ends_at:%H:%M}" if jury.ends_at else "",
        "modality": jury.get_modality_display(),
        "place": jury.place,
        "region": str(jury.region),
        "members": [_member(one) for one in jury.seats.select_related("official").order_by("pk")],
        "conditions": [one.text for one in conditions_of_day(jury)],
        "incidents": jury.incidents,
        "candidates": [_candidate(one, jury) for one in places],
    }


def _member(seat: Seat) -> dict:
    return {
        "seat": seat.pk,
        "name": seat.official.full_name,
        "college": seat.get_college_display(),
        "role": seat.get_role_display(),
        "votes": seat.role in Seat.VOTING,
        "present": bool(seat.present),
    }


def _candidate(place: Place, jury: Jury) -> dict:
    place.jury = jury
    enrolment, present = place.enrolment, place.attendance == Place.Attendance.PRESENT
    return {
        "place": place.pk,
        "code": place.code,
        "name": enrolment.candidate.civil_name,
        "organisation": str(enrolment.organisation),
        "referential": enrolment.referential.version,
        "attendance": place.attendance,
        "attendance_words": place.get_attendance_display(),
        "adaptation": place.adaptation_granted,
        "recused": [one.official.full_name for one in place.recused.all()],
        "result": place.result,
        "result_words": place.get_result_display(),
        "recommendations": place.recommendations,
        "grounds": place.grounds,
        "votes_for": place.votes_for,
        "votes_against": place.votes_against,
        "blocks": [_block(one) for one in grids_of(place)] if present else [],
    }


def _block(grid: Grid) -> dict:
    """What becomes of a block: carried, acquired, not acquired, or left for another jury."""
    if grid.carried:
        status, words = "carried", f"acquis auparavant : {grid.carried.proof or grid.carried.get_source_display()}"
    elif grid.acquired is None:
        status, words = "deferred", "décision reportée"
    else:
        status, words = ("acquired", "acquis") if grid.acquired else ("refused", "non acquis")
    return {
        "block": grid.block.pk,
        "number": grid.block.number,
        "title": grid.block.title,
        "status": status,
        "status_words": words,
        "proposal": grid.proposal.reason if status != "carried" else "",
        "comment": grid.comment if status != "carried" else "",
        "levels": [
            {"code": one.code, "statement": one.statement, "level": grid.levels.get(one.pk)}
            for one in grid.competencies
        ]
        if status != "carried"
        else [],
    }


def hash_of(content: dict) -> str:
    """SHA-256 of a content in its canonical writing: keys in order, no blanks, UTF-8."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def is_untouched(minutes: Minutes) -> bool:
    """Whether the content kept is the one that was hashed."""
    return hash_of(minutes.content) == minutes.sha256
