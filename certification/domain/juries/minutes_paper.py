"""Minutes on paper: what was frozen, each signature with what proves it, and the hash that anybody may compute again."""

from datetime import date

from certification.domain.juries.signing import awaited, is_signed
from certification.models import Minutes
from members.models import Issuer
from reporting.documents import RenderedPdf, render_pdf
from reporting.qr import qr_svg


def told_to(minutes: Minutes, user) -> dict:
    """The content for a reader: names are hidden from the jury where files are anonymous, until all have signed."""
    content, jury = minutes.content | {"day": date.fromisoformat(minutes.content["held_on"])}, minutes.jury
    hidden = jury.certification.anonymous_files and not user.has_perm("certification.run_certification")
    if not hidden or is_signed(minutes):
        return content
    masked = [one | {"name": one["code"], "organisation": ""} for one in content["candidates"]]
    return content | {"candidates": masked}


def minutes_pdf(minutes: Minutes, user) -> RenderedPdf:
    """The minutes as PDF/UA."""
    context = {
        "minutes": minutes,
        "jury": minutes.jury,
        "content": told_to(minutes, user),
        "signatures": list(minutes.signatures.select_related("seat__official", "recorded_by")),
        "awaited": awaited(minutes),
        "issuer": Issuer.current(),
        "qr": qr_svg(minutes.sha256, title="Empreinte du procès-verbal"),
    }
    return render_pdf("certification/juries/minutes_sheet.html", context)


def file_name(minutes: Minutes) -> str:
    return f"proces-verbal-{minutes.number}.pdf"
