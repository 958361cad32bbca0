"""National staff hold everybody's data: a second factor is asked of them before anything else."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse


class RequireSecondFactorMiddleware:
    """Send staff without a second factor to the page where one is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            settings.SECOND_FACTOR_REQUIRED
            and request.user.is_authenticated
            and request.user.is_staff
            and not request.path.startswith((reverse("mfa_index"), reverse("account_logout"), "/static/", "/compte/"))
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_index")
        return self.get_response(request)
