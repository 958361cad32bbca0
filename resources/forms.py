"""What editors write of a resource."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils import timezone

from members.domain.territory import region_names
from members.models import Role, RoleGrant, User
from members.widgets import DayInput
from reporting.french import fr_date
from resources.domain.editing import next_review
from resources.domain.themes import flattened, theme_tree
from resources.models import Audience, AuthorBody, Resource

# What only those who publish decide.
OF_EDITORS = ("notice_audience", "review_on", "owner")
# A page that does not say when it was read was read before anything was written.
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class KeywordsField(SimpleArrayField):
    """Words between commas, each once, in the order typed."""

    def __init__(self, *, longest: int = 60, required: bool = False, **kwargs):
        super().__init__(forms.CharField(max_length=longest), required=required, max_length=20, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            words = [" ".join(word.split()) for word in value.split(",")]
            value = ",".join(dict.fromkeys(word for word in words if word))
        return super().to_python(value)

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value


class ThemeBoxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, each set in as deep as its theme stands in the tree."""

    def optgroups(self, name, value, attrs=None):
        depths = {str(branch.theme.pk): branch.depth for branch in flattened(theme_tree())}
        groups = super().optgroups(name, value, attrs)
        for _, options, _ in groups:
            for option in options:
                option["attrs"]["data-depth"] = depths.get(str(option["value"]), 0)
        return groups


def _themes() -> list[tuple[int, str]]:
    """Every theme, under the wider one that holds it."""
    return [(branch.theme.pk, branch.theme.name) for branch in flattened(theme_tree())]


@dataclass(frozen=True)
class Difference:
    """A field of which two people have written different values."""

    label: str
    typed: str
    kept: str


class ResourceForm(forms.ModelForm):
    """The notice of a resource; who proposes one leaves its publication to national staff.

    A draft may be kept unfinished: what it still needs is asked when it is sent. `read_at` is when the page was read.
    """

    keywords = KeywordsField(label="Mots-clés", help_text="Séparés par des virgules : sigles, mots que l'on cherche.")
    themes = forms.TypedMultipleChoiceField(
        label="Thèmes",
        coerce=int,
        choices=_themes,
        widget=ThemeBoxes(attrs={"class": "boxes"}),
        error_messages={"required": "Choisissez au moins un thème."},
    )
    regions = forms.MultipleChoiceField(
        label="Territoire",
        choices=lambda: region_names().items(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "boxes"}),
        required=False,
        help_text="Les régions concernées ; aucune, tout le pays.",
    )
    authors = forms.ModelMultipleChoiceField(
        AuthorBody.objects.all(),
        label="Organismes auteurs",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "boxes"}),
        required=False,
    )
    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Resource
        fields = [
            "title", "kind", "summary", "themes", "access_notes", "keywords", "audience", "notice_audience",
            "issued_on", "authors", "regions", "licence", "language", "review_on", "owner",
        ]  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "access_notes": forms.Textarea(attrs={"rows": 3}),
            "issued_on": DayInput(),
            "review_on": DayInput(),
        }

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        kept = self.instance.pk is not None
        if kept:
            self.initial |= {
                "themes": list(self.instance.themes.values_list("pk", flat=True)),
                "regions": list(self.instance.regions.values_list("pk", flat=True)),
                "read_at": self.instance.updated_at.isoformat(),
            }
        else:
            self.initial |= {"review_on": next_review(), "owner": by.pk}
        whole = kept and self.instance.state not in {Resource.State.DRAFT, Resource.State.REFUSED}
        self.fields["themes"].required = self.fields["summary"].required = whole
        self.fields["title"].error_messages["required"] = "Donnez un titre à la ressource."
        self.fields["kind"].error_messages["required"] = "Dites de quelle nature elle est."
        self.fields["summary"].error_messages["required"] = "Dites en quelques phrases de quoi il s'agit."
        if by.is_national:
            self._offer_owners()
        else:
            for name in OF_EDITORS:
                del self.fields[name]
        if not kept and len(by.region_codes) > 1:
            names = region_names()
            self.fields["region"] = forms.ChoiceField(
                label="Proposée pour la région", choices=[(code, names[code]) for code in sorted(by.region_codes)]
            )

    def _offer_owners(self) -> None:
        """Staff of today, and the one who is responsible already."""
        roles = [Role.NATIONAL_STAFF, Role.REGIONAL_STAFF]
        grants = RoleGrant.objects.valid_on(timezone.localdate()).filter(role__in=roles)
        staff = User.objects.filter(pk__in=grants.values("user"), is_active=True)
        known = User.objects.filter(pk__in=[self.by.pk, self.instance.owner_id or self.by.pk])
        self.fields["owner"].queryset = (staff | known).order_by("full_name", "email")

    def clean(self):
        found = super().clean()
        notice, files = found.get("notice_audience"), found.get("audience")
        if notice is not None and files is not None and notice > files:
            self.add_error("notice_audience", "Qui peut ouvrir les fichiers doit pouvoir voir la notice.")
        return found

    def clean_read_at(self) -> datetime:
        try:
            read_at = datetime.fromisoformat(self.cleaned_data["read_at"])
        except ValueError:
            return LONG_AGO
        return read_at if read_at.tzinfo else LONG_AGO

    def written(self) -> dict:
        """What the domain writes."""
        fields = {name: value for name, value in self.cleaned_data.items() if name not in {"read_at", "region"}}
        # What proposers do not choose: their notice is seen by the network at least, and by all who may read its files.
        if "notice_audience" not in self.fields:
            fields["notice_audience"] = min(fields["audience"], Audience.NETWORK)
        return fields

    def region(self) -> str | None:
        """The region for which a new resource is proposed: the one chosen, or the only one that its author serves."""
        return self.cleaned_data.get("region") or min(self.by.region_codes, default=None)

    def compared_with(self, current: Resource) -> list[Difference]:
        """What was typed beside what is kept now, where they differ."""
        other = ResourceForm(instance=current, by=self.by)
        pairs = [(bound.label, _said(bound), _said(other[bound.name])) for bound in self.visible_fields()]
        return [Difference(label, typed, kept) for label, typed, kept in pairs if typed != kept]


def _said(bound: forms.BoundField) -> str:
    """The value of a field in words."""
    value, field = bound.value(), bound.field
    if isinstance(field, forms.DateField):
        return fr_date(field.to_python(value)) or "aucune date"
    if isinstance(field, KeywordsField):
        return field.prepare_value(field.to_python(value)) or "rien"
    if not hasattr(field, "choices"):
        return str(value or "").strip().replace("\r\n", "\n")
    labels = {str(key): str(label) for key, label in field.choices if key != ""}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(sorted(labels[str(one)] for one in chosen if str(one) in labels)) or "rien"


class LinkForm(forms.Form):
    """An address, and the words that lead to it."""

    url = forms.URLField(
        label="Adresse",
        max_length=500,
        assume_scheme="https",
        # A field of type « url » refuses « exemple.fr », which is understood.
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": "Donnez une adresse.", "invalid": "Cette adresse n'est pas celle d'une page."},
    )
    label = forms.CharField(
        label="Intitulé", max_length=150, required=False, help_text="Ce que l'on lira ; vide, l'adresse elle-même."
    )


class NoteForm(forms.Form):
    """Why a proposal is refused, or what it still needs."""

    note = forms.CharField(
        max_length=2000,
        required=False,
        error_messages={"max_length": "Ce motif dépasse 2 000 caractères : raccourcissez-le."},
    )


class ReplacementForm(forms.Form):
    """The resource that takes the place of another, by the address of its page; empty, none."""

    replacement = forms.RegexField(
        r"^\s*(?:\S*/ressources/)?(\d{1,9})/?\s*$",
        label="Adresse de la ressource qui la remplace",
        required=False,
        help_text="Copiée de sa page, par exemple …/ressources/123/. Vide : elle n'est plus remplacée.",
        error_messages={"invalid": "Collez l'adresse de la page d'une ressource, qui finit par un numéro."},
    )

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_replacement(self) -> Resource | None:
        address = self.cleaned_data["replacement"].strip().rstrip("/")
        if not address:
            return None
        found = Resource.objects.visible_to(self.by).filter(pk=address.rpartition("/")[2]).first()
        if found is None:
            raise forms.ValidationError("Aucune ressource n'est à cette adresse.")
        return found


class RegionForm(forms.Form):
    """The region to which the queue is narrowed."""

    region = forms.ChoiceField(
        label="Région", choices=lambda: [("", "Toutes"), *region_names().items()], required=False
    )
