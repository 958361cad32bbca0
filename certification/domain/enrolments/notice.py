"""The notice of information that a candidate is handed before their data are kept (article 13 of the GDPR)."""

from django.conf import settings
from django.utils import timezone

from certification.models import Certification
from members.models import Issuer
from reporting.documents import RenderedPdf, render_pdf


def notice_pdf() -> RenderedPdf:
    """The notice, with the place of the candidate's name, the day and the signature; it names who receives the data."""
    context = {
        "issuer": Issuer.current(),
        "identity": settings.IDENTITY,
        "registered": Certification.objects.exclude(kind=Certification.Kind.BRANCH).order_by("title"),
        "made_at": timezone.now(),
    }
    return render_pdf("certification/papers/notice.html", context)
