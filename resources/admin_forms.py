"""Forms of the resource centre's admin."""

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from resources.domain.themes import lineage, theme_tree
from resources.forms import KeywordsField
from resources.models import Collection, Resource, SynonymGroup, Theme


class ResourceAdminForm(forms.ModelForm):
    """The notice; its state, files and links change in the portal."""

    keywords = KeywordsField(
        label="Mots-clés", help_text="Séparés par des virgules.", widget=UnfoldAdminTextInputWidget
    )

    class Meta:
        model = Resource
        fields = [
            "title", "kind", "summary", "keywords", "themes", "regions", "authors", "audience", "notice_audience",
            "access_notes", "licence", "language", "issued_on", "review_on", "owner",
        ]  # fmt: skip
        widgets = {"regions": UnfoldAdminCheckboxSelectMultipleWidget}


class ThemeForm(forms.ModelForm):
    """A theme and the wider one that holds it, offered as the tree has them."""

    class Meta:
        model = Theme
        fields = ["name", "slug", "parent", "description", "position"]

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk in {branch.theme.pk for branch in lineage(theme_tree(), parent.pk)}:
            raise forms.ValidationError("Ce thème contient déjà celui que vous modifiez.")
        return parent


class SynonymForm(forms.ModelForm):
    """Expressions between commas."""

    terms = KeywordsField(
        label="Expressions",
        required=True,
        longest=100,
        help_text="Séparées par des virgules : « ACI, atelier et chantier d'insertion ».",
        widget=UnfoldAdminTextInputWidget,
    )

    class Meta:
        model = SynonymGroup
        fields = ["terms"]


class CollectionForm(forms.ModelForm):
    """A collection, kept by whoever opens it unless another is named."""

    class Meta:
        model = Collection
        fields = ["title", "slug", "summary", "audience", "published", "editor"]
