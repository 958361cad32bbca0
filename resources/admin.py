"""Staff's work on the resource centre: themes, authors, notices, collections, synonyms; what readers say and search."""

from django.contrib import admin, messages
from django.db.models import Case, Count, Func, TextField, Value, When
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from unfold.decorators import action

from members.admin_base import ReadOnlyAdmin, RecordInline, VisibleAdmin, without_accents
from resources.admin_forms import CollectionForm, ResourceAdminForm, SynonymForm, ThemeForm
from resources.domain import editing, index, life
from resources.domain.search.synonyms import synonyms_changed
from resources.domain.themes import flattened, theme_tree, within
from resources.models import (
    AccessRequest,
    AuthorBody,
    Collection,
    CollectionItem,
    Feedback,
    Resource,
    SearchUse,
    SynonymGroup,
    Theme,
    Version,
)

INDENT = "\u2003"


def _each(cases: list[When]) -> Case | Value:
    """What each row is given; the database wants one case at least."""
    return Case(*cases, default=Value(0)) if cases else Value(0)


@admin.register(Theme)
class ThemeAdmin(VisibleAdmin):
    """Themes as the tree has them, each under the wider one."""

    form = ThemeForm
    list_display = ["indented", "slug", "position", "resource_count"]
    search_fields = without_accents("name")
    prepopulated_fields = {"slug": ["name"]}
    list_per_page = 300

    def get_queryset(self, request):
        depths = [When(pk=branch.theme.pk, then=Value(branch.depth)) for branch in flattened(theme_tree())]
        counted = Count("resources", distinct=True)
        return super().get_queryset(request).annotate(with_depth=_each(depths), with_resources=counted)

    def get_ordering(self, request):
        """As the tree has them; the lists of choices of other pages follow."""
        places = [When(pk=b.theme.pk, then=Value(place)) for place, b in enumerate(flattened(theme_tree()))]
        return [_each(places).asc()] if places else ["name"]

    @admin.display(description="thème")
    def indented(self, theme):
        return f"{INDENT * theme.with_depth}{theme.name}"

    @admin.display(description="ressources", ordering="with_resources")
    def resource_count(self, theme):
        return theme.with_resources

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            branches = flattened(theme_tree())
            field.choices = [("", "Aucun"), *((b.theme.pk, f"{INDENT * b.depth}{b.theme.name}") for b in branches)]
        return field

    def save_model(self, request, obj, form, change):
        """Search reads the names of a theme and of those that hold it."""
        super().save_model(request, obj, form, change)
        if change and {"name", "parent"} & set(form.changed_data):
            index.index_soon(Resource.objects.filter(themes__in=within(obj)))


@admin.register(AuthorBody)
class AuthorBodyAdmin(VisibleAdmin):
    list_display = ["name", "website", "resource_count"]
    search_fields = without_accents("name")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(with_resources=Count("resources"))

    @admin.display(description="ressources", ordering="with_resources")
    def resource_count(self, body):
        return body.with_resources

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            index.index_soon(Resource.objects.filter(authors=obj))


class ToReviewFilter(admin.SimpleListFilter):
    """Published resources whose day of review has come."""

    title = "révision"
    parameter_name = "a_revoir"

    def lookups(self, request, model_admin):
        return [("oui", "À revoir")]

    def queryset(self, request, queryset):
        return queryset.to_review(timezone.localdate()) if self.value() else queryset


class VersionInline(RecordInline):
    """What the resource gives and has given; versions are prepared in the portal."""

    model = Version
    fields = readonly_fields = ["number", "given", "changes", "created_by", "published_at"]
    ordering = ["-number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("created_by").prefetch_related("files", "links")

    @admin.display(description="fichiers et liens")
    def given(self, version):
        return format_html_join(", ", "{}", ((str(one),) for one in (*version.files.all(), *version.links.all())))

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Resource)
class ResourceAdmin(VisibleAdmin):
    """Notices; a resource is proposed, and its files sent, in the portal."""

    form = ResourceAdminForm
    list_display = ["title", "kind", "state", "audience", "owner", "issued_on", "review_on"]
    list_filter = ["state", "kind", ToReviewFilter, "audience", "notice_audience", "themes", "proposed_region"]
    list_select_related = ["owner"]
    search_fields = without_accents("title", "summary")
    autocomplete_fields = ["owner", "authors", "themes"]
    readonly_fields = ["state", "decision_note", "superseded_by", "proposed_by", "proposed_region", "published_at"]
    inlines = [VersionInline]
    actions = ["publish", "archive"]
    actions_list = ["propose"]
    actions_detail = ["edit_in_portal"]
    fieldsets = [
        (None, {"fields": ["title", "kind", "summary", "keywords", "themes", "access_notes"]}),
        ("Origine", {"fields": ["authors", "regions", "issued_on", "language", "licence"]}),
        ("Qui la voit", {"fields": ["audience", "notice_audience"]}),
        ("Validité", {"fields": ["owner", "review_on", "superseded_by"]}),
        ("Vie", {"fields": ["state", "decision_note", "proposed_by", "proposed_region", "published_at"]}),
    ]

    def has_add_permission(self, request):
        return False

    @action(description="Proposer une ressource", url_path="proposer")
    def propose(self, request):
        return redirect("resources:propose")

    @action(description="Fichiers et suite", url_path="portail")
    def edit_in_portal(self, request, object_id):
        return HttpResponseRedirect(reverse("resources:edit", args=[object_id]))

    def save_model(self, request, obj, form, change):
        """Through the domain, which has search read what has changed."""
        changed = {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}
        editing.change_resource(Resource.objects.get(pk=obj.pk), by=request.user, **changed)

    @admin.action(description="Publier", permissions=["change"])
    def publish(self, request, resources):
        self._each(request, resources, life.publish, "Publiées")

    @admin.action(description="Archiver", permissions=["change"])
    def archive(self, request, resources):
        self._each(request, resources, life.archive, "Archivées")

    def _each(self, request, resources, step, told: str) -> None:
        """Take a step with each of them; those that cannot take it are told with the reason, the others go on."""
        done = 0
        for resource in resources:
            try:
                step(resource, by=request.user)
                done += 1
            except life.Refused as refusal:
                self.message_user(request, f"« {resource} » : {refusal}", messages.WARNING)
        if done:
            self.message_user(request, f"{told} : {done}.")


class CollectionItemInline(RecordInline):
    model = CollectionItem
    fields = ["position", "resource", "note"]
    autocomplete_fields = ["resource"]
    ordering_field = "position"


@admin.register(Collection)
class CollectionAdmin(VisibleAdmin):
    form = CollectionForm
    list_display = ["title", "audience", "published", "editor", "item_count"]
    list_filter = ["published", "audience"]
    list_select_related = ["editor"]
    search_fields = without_accents("title")
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["editor"]
    inlines = [CollectionItemInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(with_items=Count("items"))

    def get_changeform_initial_data(self, request):
        return {"editor": request.user.pk} | super().get_changeform_initial_data(request)

    @admin.display(description="ressources", ordering="with_items")
    def item_count(self, collection):
        return collection.with_items


@admin.register(SynonymGroup)
class SynonymGroupAdmin(VisibleAdmin):
    form = SynonymForm
    list_display = ["__str__"]
    search_fields = ["with_terms__unaccent"]

    def get_queryset(self, request):
        together = Func("terms", Value(", "), function="array_to_string", output_field=TextField())
        return super().get_queryset(request).annotate(with_terms=together)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        synonyms_changed()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        synonyms_changed()

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        synonyms_changed()


class FoundFilter(admin.SimpleListFilter):
    """Searches that found something, or nothing."""

    title = "résultat"
    parameter_name = "trouve"

    def lookups(self, request, model_admin):
        return [("non", "Rien trouvé"), ("oui", "Trouvé")]

    def queryset(self, request, queryset):
        asked = {"non": {"found": 0}, "oui": {"found__gt": 0}}
        return queryset.filter(**asked.get(self.value(), {}))


@admin.register(SearchUse)
class SearchUseAdmin(ReadOnlyAdmin):
    """What was searched, and not found: nobody's name."""

    list_display = ["text", "day", "role", "searches", "found"]
    list_filter = [FoundFilter, "role"]
    search_fields = without_accents("text")
    ordering = ["-day", "-searches"]


@admin.register(Feedback)
class FeedbackAdmin(ReadOnlyAdmin):
    """What readers think of resources."""

    list_display = ["resource", "useful", "comment", "user", "given_at"]
    list_filter = ["useful"]
    list_select_related = ["resource", "user"]
    search_fields = without_accents("resource__title", "comment")
    ordering = ["-given_at"]


@admin.register(AccessRequest)
class AccessRequestAdmin(ReadOnlyAdmin):
    """Who asked for what, and the answer, which is given in the portal."""

    list_display = ["resource", "user", "state", "asked_at", "decided_by", "decided_at"]
    list_filter = ["state"]
    list_select_related = ["resource", "user", "decided_by"]
    search_fields = without_accents("resource__title", "user__full_name")
    actions_list = ["decide"]

    @action(description="Répondre aux demandes", url_path="repondre")
    def decide(self, request):
        return HttpResponseRedirect(f"{reverse('resources:queue')}#acces")
