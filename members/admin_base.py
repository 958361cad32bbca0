"""What every staff admin shares: lists that start from what one may see, and the history that the database keeps."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.db import models
from django.forms import BaseInlineFormSet
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from members.domain.history import versions_of
from members.domain.quality.searches import clean_query
from members.models import SavedSearch
from reporting.french import period


class PeriodWidget(RangeWidget):
    """A first and a last day, each with its calendar."""

    def __init__(self, attrs=None):
        super().__init__(UnfoldAdminSingleDateWidget(), attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for part, word in zip(context["widget"]["subwidgets"], ("premier jour", "dernier jour"), strict=True):
            part["attrs"] |= {"placeholder": word, "aria-label": word.capitalize()}
        return context


FIELDS = {
    DateRangeField: {"widget": PeriodWidget},
    # A field of type « number » drops the decimal comma where the browser does not speak French.
    models.DecimalField: {"widget": UnfoldAdminTextInputWidget, "localize": True},
}


def without_accents(*paths: str) -> list[str]:
    """Fields searched whatever their accents."""
    return [f"{path}__unaccent__icontains" for path in paths]


class RecordFormSet(BaseInlineFormSet):
    """Rows that know the record they are of: naming one asks the database nothing."""

    def get_queryset(self):
        rows = super().get_queryset()
        for row in rows:
            setattr(row, self.fk.name, self.instance)
        return rows


class RecordInline(TabularInline):
    """Rows of a record, in a tab of their own, without empty ones."""

    formset = RecordFormSet
    extra = 0
    tab = True
    formfield_overrides = FIELDS

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A list of choices is read once, however many rows offer it."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and db_field.name not in self.autocomplete_fields:
            field.choices = list(field.choices)
        return field


class VisibleAdmin(ModelAdmin):
    """An admin whose lists start from what its user may see."""

    formfield_overrides = FIELDS

    list_per_page = 50
    show_full_result_count = False
    object_history_template = "admin/record_history.html"

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    @admin.display(description="validité", ordering="validity")
    def shown_validity(self, record):
        return period(record.validity)

    def history_view(self, request, object_id, extra_context=None):
        """Every version that the database kept of the record and of its tabs, with who, when and from where."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        versions = versions_of(record, [inline.model for inline in self.get_inline_instances(request, record)])
        return super().history_view(request, object_id, (extra_context or {}) | {"versions": versions})


class ReadOnlyAdmin(VisibleAdmin):
    """Records that are looked at here and written elsewhere."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SearchedAdmin(VisibleAdmin):
    """A list whose searches may be kept, and whose people may be written to; `listed` is its name in SavedSearch."""

    listed: str
    list_before_template = "admin/saved_searches.html"

    def changelist_view(self, request, extra_context=None):
        kept = SavedSearch.objects.visible_to(request.user).filter(listed=self.listed).select_related("owner")
        context = {"saved_searches": kept, "listed": self.listed, "query": clean_query(request.GET.urlencode())}
        return super().changelist_view(request, (extra_context or {}) | context)
