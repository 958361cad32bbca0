"""The public page that says whether a certificate stands."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from members.domain.certificates import check


@login_not_required
def certificate_check(request, token):
    """Valid or not, and of whom it speaks; an unknown code is told as such."""
    checked = check(token)
    status = HTTPStatus.OK if checked else HTTPStatus.NOT_FOUND
    return render(request, "members/certificate_check.html", {"checked": checked}, status=status)
