"""What every page shows: the identity of the network, the demonstration banner and the main menu."""

from django.conf import settings
from django.urls import reverse


def portal(request) -> dict:
    """The frame's variables, found without any query of their own."""
    user = getattr(request, "user", None)
    pages = [
        ("resources:search", "Ressources"),
        ("members:directory", "Annuaire"),
        ("training:catalogue", "Formations"),
        ("reporting:figures", "Chiffres"),
    ]
    if user is not None and user.is_authenticated:
        if user.organisation_ids:
            pages.append(("members:my_memberships", "Mon adhésion"))
        pages.append(("certification:home", "Certification"))
        if user.is_national or user.is_board or user.region_codes:
            pages.append(("region_desk", "Ma région" if user.region_codes else "Régions"))
            pages.append(("members:campaigns", "Campagnes"))
    # Figures and the reports that quote them share an entry: the menu of the board stays on one line.
    beside = {reverse("reporting:figures"): reverse("reporting:reports")}
    return {
        "identity": settings.IDENTITY,
        "demo": settings.DEMO,
        "nav": [
            {"url": url, "label": label, "active": request.path.startswith((url, beside.get(url, url)))}
            for url, label in ((reverse(name), label) for name, label in pages)
        ],
    }
