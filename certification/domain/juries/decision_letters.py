"""The letter by which each candidate learns what the jury decided, and how to appeal."""

from collections.abc import Collection

from certification.domain.juries.notifying import appeals_until
from certification.domain.juries.signing import standing_minutes
from certification.models import Jury
from members.models import Issuer
from reporting.documents import render_pdf


def letters_pdf(jury: Jury, numbers: Collection[int]) -> bytes | None:
    """The letters of these places as one PDF/UA, a page each, in the order of the jury; None without signed minutes."""
    minutes = standing_minutes(jury)
    if minutes is None:
        return None
    people = {
        one.pk: one for one in jury.places.filter(pk__in=numbers).select_related("enrolment__candidate", "enrolment__organisation")
    }  # fmt: skip
    pages = [
        {"told": told, "place": people[told["place"]]}
        for told in minutes.content["candidates"]
        if told["place"] in people
    ]
    context = {
        "title": f"Décision du jury {jury.certification.code}",
        "jury": jury,
        "minutes": minutes,
        "pages": pages,
        "until": appeals_until(jury),
        "issuer": Issuer.current(),
    }
    return render_pdf("certification/juries/letter.html", context).content
