"""What editors write of a resource."""

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils import timezone

from members.domain.territory import region_names
from members.models import RoleGrant, User
from members.models.user import Role
from resources.domain.themes import flattened, theme_tree
from resources.models import Audience, AuthorBody, Resource

# What only those who publish decide.
OF_EDITORS = ("notice_audience", "review_on", "owner")


class KeywordsField(SimpleArrayField):
    """Words between commas, each once, in the order typed."""

    def __init__(self, **kwargs):
        super().__init__(forms.CharField(max_length=60), required=False, max_length=20, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            words = [" ".join(word.split()) for word in value.split(",")]
            value = ",".join(dict.fromkeys(word for word in words if word))
        return super().to_python(value)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value


def _themes() -> list:
    """Themes by the widest that holds them."""
    return [
        (branch.theme.name, [(one.theme.pk, one.theme.name) for one in flattened([branch])]) for branch in theme_tree()
    ]


class ResourceForm(forms.ModelForm):
    """The notice of a resource; who proposes one leaves its publication to national staff.

    `read_at` is when the page was read: what somebody else has written since is shown rather than overwritten.
    """

    keywords = KeywordsField(label="Mots-clés", help_text="Séparés par des virgules.")
    themes = forms.TypedMultipleChoiceField(
        label="Thèmes",
        coerce=int,
        choices=_themes,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un thème."},
    )
    regions = forms.MultipleChoiceField(
        label="Territoire",
        choices=lambda: region_names().items(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Les régions concernées ; aucune, tout le pays.",
    )
    authors = forms.ModelMultipleChoiceField(
        AuthorBody.objects.all(),
        label="Organismes auteurs",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Resource
        fields = [
            "title", "kind", "summary", "themes", "keywords", "access_notes", "authors", "issued_on", "regions",
            "audience", "notice_audience", "licence", "language", "review_on", "owner",
        ]  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "access_notes": forms.Textarea(attrs={"rows": 3}),
            "issued_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "review_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"access_notes": "Pour un outil ou une offre : qui contacter, à quelles conditions."}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial |= {
                "themes": list(self.instance.themes.values_list("pk", flat=True)),
                "regions": list(self.instance.regions.values_list("pk", flat=True)),
                "read_at": self.instance.updated_at.isoformat(),
            }
        self.fields["title"].error_messages["required"] = "Donnez un titre à la ressource."
        self.fields["summary"].error_messages["required"] = "Dites en quelques phrases de quoi il s'agit."
        if not by.is_national:
            for name in OF_EDITORS:
                del self.fields[name]
        else:
            today = timezone.localdate()
            grants = RoleGrant.objects.valid_on(today).filter(role__in=[Role.NATIONAL_STAFF, Role.REGIONAL_STAFF])
            self.fields["owner"].queryset = User.objects.filter(pk__in=grants.values("user"), is_active=True)

    def clean(self):
        found = super().clean()
        notice, files = found.get("notice_audience"), found.get("audience")
        if notice is not None and files is not None and notice > files:
            self.add_error("notice_audience", "Qui peut ouvrir les fichiers doit pouvoir voir la notice.")
        return found

    def written(self) -> dict:
        """What the domain writes."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "read_at"}
        # What proposers do not choose: their notice is seen no more widely than the network, nor less than its files.
        if "notice_audience" not in self.fields:
            fields["notice_audience"] = min(fields["audience"], Audience.NETWORK)
        return fields

    @property
    def others_wrote(self) -> bool:
        """Whether the resource was written since the page was read."""
        read_at = self.data.get("read_at")
        return bool(self.instance.pk and read_at and read_at != self.instance.updated_at.isoformat())


class LinkForm(forms.Form):
    """An address, and the words that lead to it."""

    url = forms.URLField(
        label="Adresse",
        max_length=500,
        assume_scheme="https",
        error_messages={"required": "Donnez une adresse.", "invalid": "Cette adresse n'est pas celle d'une page."},
    )
    label = forms.CharField(label="Intitulé", max_length=150, required=False)


class NoteForm(forms.Form):
    """Why a proposal is refused, or what it still needs; or what has changed in a version."""

    note = forms.CharField(max_length=2000, required=False)
