"""Who pays in the place of structures; orders themselves are led from their pages."""

from django.contrib import admin

from members.admin_base import VisibleAdmin
from training.models import Funder


@admin.register(Funder)
class FunderAdmin(VisibleAdmin):
    """A funder that is asked no longer is unticked: the orders that it paid keep it."""

    list_display = ["name", "funding_line", "siret", "active"]
    list_filter = ["funding_line", "active"]
    search_fields = ["name__unaccent", "siret"]
