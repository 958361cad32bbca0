"""National staff hold everybody's data: a second factor is asked of them before anything else."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect


class RequireSecondFactorMiddleware:
    """Send staff without a second factor to the page where one is set up; those who have one gave it to log in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        of_account = (request.resolver_match.url_name or "").startswith(("account_", "mfa_"))
        if (
            settings.SECOND_FACTOR_REQUIRED
            and not of_account
            and request.user.is_authenticated
            and request.user.is_staff
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_index")
        return None
