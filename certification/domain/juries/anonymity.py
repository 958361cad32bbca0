"""Under what name a candidate is shown on a jury: their own, or a number where the certification asks for anonymous files."""

from dataclasses import dataclass

from certification.models import Jury, Place


@dataclass(frozen=True)
class ShownCandidate:
    """What a reader is told of a candidate; `organisation` is empty where the file is anonymous."""

    name: str
    organisation: str
    anonymous: bool

    def __str__(self):
        return self.name


def shown_candidate(place: Place, user) -> ShownCandidate:
    """The name of a place's candidate for `user`, or its number where files are anonymous.

    The certification team and the candidate's own structure, who know who it is, always read the name; the jury reads
    it once all its members have signed.
    """
    enrolment = place.enrolment
    knows = (
        not place.jury.certification.anonymous_files
        or place.jury.state in Jury.AFTER_MINUTES
        or user.has_perm("certification.run_certification")
        or enrolment.organisation_id in user.history_ids
    )
    if knows:
        return ShownCandidate(enrolment.candidate.civil_name, str(enrolment.organisation), anonymous=False)
    return ShownCandidate(place.code, "", anonymous=True)
