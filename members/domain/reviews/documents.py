"""A review as a paper."""

from django.conf import settings

from members.domain.reviews.reading import read_review
from members.models import BilateralReview, User
from reporting.documents import RenderedPdf, render_pdf


def review_pdf(review: BilateralReview, user: User) -> RenderedPdf:
    """The review as PDF/UA, with what its page says to `user`."""
    context = {"read": read_review(review, user), "review": review, "identity": settings.IDENTITY}
    return render_pdf("members/reviews/paper.html", context)


def file_name(review: BilateralReview) -> str:
    return f"bilan-bilateral-{review.campaign.year}-{review.association_id}.pdf"
