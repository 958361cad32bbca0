"""What is typed of courses, of their programmes, and by whoever would follow one."""

from django import forms

from members.domain.territory import region_names
from members.filters import LeanSelect
from members.models import Organisation, Region
from members.public_forms import PublicForm
from members.widgets import LinesField
from training.domain.catalogue import courses, versions
from training.models import Course, CourseInterest, CourseVersion


class NumberInput(forms.TextInput):
    """A number as it is written in French: a field of type « number » drops the decimal comma."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal"} | (attrs or {}))


class CourseForm(forms.ModelForm):
    """The facts of a course, whatever its version."""

    class Meta:
        model = Course
        fields = courses.FACTS
        help_texts = {
            "code": "Court, comme SST-F : il sert dans les listes.",
            "summary": "Ce que lit qui parcourt le catalogue.",
            "statement_objective": "Le BPF en a besoin (cadre F-3).",
            "nsf_code": "Le BPF en a besoin (cadre F-4).",
        }

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in courses.FACTS}

    def _post_clean(self):
        """The instance that the page shows is left alone: the domain writes on the one that it locks."""
        shown, self.instance = self.instance, Course.objects.filter(pk=self.instance.pk).first() or Course()
        super()._post_clean()
        self.instance = shown


class VersionForm(forms.ModelForm):
    """A programme: what the law asks of it is said beside each field."""

    objectives = LinesField(
        label="Objectifs", required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Un par ligne, chacun mesurable : « à la fin, la personne sait… ». Chaque objectif est évalué.",
    )  # fmt: skip
    hours = forms.DecimalField(
        label="Durée (heures)", min_value=0.5, max_value=9999, decimal_places=1, localize=True, widget=NumberInput
    )
    days = forms.DecimalField(
        label="Durée (jours)", min_value=0.5, max_value=999, decimal_places=1, localize=True, required=False,
        widget=NumberInput,
    )  # fmt: skip

    class Meta:
        model = CourseVersion
        fields = versions.FACTS
        localized_fields = ("price_member", "price_public", "price_group")
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {
                "prerequisites": 3, "audience": 3, "content": 12, "methods": 4, "means": 4, "assessment": 4,
                "follow_up": 3, "accessibility": 3,
            }.items()
        } | {name: NumberInput for name in ("price_member", "price_public", "price_group")}  # fmt: skip
        help_texts = {
            "prerequisites": "« Aucun » s'il n'y en a pas : c'est aussi une information.",
            "content": "Jour par jour, ou séquence par séquence. Une ligne vide sépare les paragraphes.",
            "assessment": "Comment l'atteinte de chaque objectif est vérifiée.",
            "follow_up": "Feuilles d'émargement, attestation, certificat de réalisation.",
            "access_delay": "Entre la demande et l'entrée en formation : « deux à six semaines ».",
            "accessibility": "Ce qui est prévu pour les personnes en situation de handicap.",
            "contact": "Nom, adresse ou téléphone de qui renseigne ; vide, l'adresse de l'organisme de formation.",
            "price_group": "Pour une session tenue dans une structure, pour ses salariés.",
            "change_note": "Une phrase, que lit qui suit cette formation ; demandée dès la deuxième version.",
        }

    PARTS = {
        "Ce que l'on apprend": ["title", "objectives", "audience", "prerequisites", "content"],
        "Comment": ["modality", "methods", "means", "trainer_profile", "assessment", "follow_up"],
        "Durée et effectif": ["hours", "days", "minimum", "maximum"],
        "Accès": ["access_delay", "accessibility", "contact"],
        "Prix (€ HT)": ["price_member", "price_public", "price_group"],
        "Ce qui change": ["change_note"],
    }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in versions.REQUIRED:
            self.fields[name].label = f"{self.fields[name].label} (demandé par Qualiopi)"

    @property
    def parts(self) -> list[tuple[str, list]]:
        """The fields by subject."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS.items()]

    def clean_objectives(self):
        found = self.cleaned_data["objectives"]
        if any(len(one) > 300 for one in found):
            raise forms.ValidationError("Un objectif a 300 caractères au plus.")
        return found

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in versions.FACTS}


class InterestForm(PublicForm, forms.ModelForm):
    """« Intéressé dans ma région » : filled in for who is known, protected from programs for the others."""

    region = forms.ChoiceField(label="Région", widget=LeanSelect)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Structure", required=False, empty_label=None
    )
    field_order = ["region", "organisation", "name", "email", "people", "message", "fax", "opened"]

    class Meta:
        model = CourseInterest
        fields = ["region", "organisation", "name", "email", "people", "message"]
        labels = {"name": "Votre nom", "email": "Votre adresse e-mail", "people": "Nombre de personnes à former"}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "people": forms.NumberInput(attrs={"min": 1, "max": 500, "inputmode": "numeric"}),
            "message": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", "Choisir"), *region_names().items()]
        self.fields["message"].label = "Précisions (facultatif)"
        own = Organisation.objects.filter(pk__in=user.organisation_ids) if user.is_authenticated else None
        own = list(own.select_related("department").order_by("name")) if own is not None else []
        if own:
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=[one.pk for one in own])
            self.initial |= {"organisation": own[0], "region": own[0].department.region_id}
        else:
            del self.fields["organisation"]
        if user.is_authenticated:
            self.initial |= {"name": user.full_name, "email": user.email}
            # Who is logged in is no program.
            del self.fields["fax"], self.fields["opened"]

    def clean_region(self):
        return Region.objects.get(code=self.cleaned_data["region"])

    def clean_people(self):
        people = self.cleaned_data["people"]
        if not 1 <= people <= 500:
            raise forms.ValidationError("De 1 à 500 personnes.")
        return people

    def _post_clean(self):
        """The domain writes: a request made twice is one."""

    def facts(self) -> dict:
        names = ("region", "name", "email", "people", "message")
        return {name: self.cleaned_data[name] for name in names} | {
            "organisation": self.cleaned_data.get("organisation")
        }


class ProposalForm(forms.Form):
    """Which coming session is proposed to those who wait."""

    session = forms.ModelChoiceField(
        None, label="Session", error_messages={"invalid_choice": "Choisissez une session."}
    )
    region = forms.ModelChoiceField(Region.objects.all(), widget=forms.HiddenInput)

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions
