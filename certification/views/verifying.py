"""The public page to which the QR code of a certificate leads."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from certification.domain.certificates.verifying import certificate_behind, is_of
from certification.forms.certificates import HolderForm
from members.domain.limits import within_limit


@login_not_required
def verify(request, token):
    """Valid, revoked or unknown; and whether the name that a visitor types is the holder's."""
    certificate = certificate_behind(token)
    asked = request.method == "POST" and certificate is not None
    form = HolderForm(request.POST if asked else None)
    context = {"certificate": certificate, "form": form, "matches": None}
    status = HTTPStatus.OK if certificate else HTTPStatus.NOT_FOUND
    if asked:
        if not within_limit("verify", get_adapter().get_client_ip(request)):
            form.add_error(None, "Trop de noms viennent d'être essayés d'ici : réessayez dans une heure.")
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif form.is_valid():
            context["matches"] = is_of(certificate, form.cleaned_data["birth_name"])
        else:
            status = HTTPStatus.BAD_REQUEST
    response = render(request, "certification/certificates/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
