"""The points that checks look at; checks themselves are led from their pages."""

from django.contrib import admin

from certification.models import ChecklistQuestion
from members.admin_base import VisibleAdmin


@admin.register(ChecklistQuestion)
class ChecklistQuestionAdmin(VisibleAdmin):
    """A point that is asked no longer is unticked: checks that answered it keep it."""

    list_display = ["text", "theme", "certification", "order", "active"]
    list_filter = ["certification", "active"]
    list_select_related = ["certification"]
    search_fields = ["text__unaccent", "theme__unaccent"]
