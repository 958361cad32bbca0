"""What is typed of orders and registrations: who comes, who pays, who is written to, what a trainee needs."""

from django import forms
from django.core.validators import RegexValidator

from members.models import Organisation
from members.validators import validate_siret_shape
from training.domain.registrations.needs import LEVELS, Needs
from training.domain.registrations.people import Person
from training.domain.registrations.registering import Buyer, Wish
from training.models import Funder, Order, Trainee, TraineeType

MAX_BYTES = 5 * 1024 * 1024
# Names: at least one letter, no figure.
NAME = RegexValidator(r"^[^\d_@<>{}\[\]|\\/=+*]*[^\W\d_][^\d_@<>{}\[\]|\\/=+*]*$", "Écrivez un nom, en lettres.")
LINES, MORE_LINES, MOST_LINES = 3, 5, 60


class BuyerForm(forms.Form):
    """For whom one registers: a structure that one manages, any of them for the team."""

    structure = forms.ModelChoiceField(Organisation.objects.none(), label="Structure", empty_label="Choisir")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = organisations


class OutsideBuyerForm(forms.Form):
    """A buyer out of the network, or a person at their own expense."""

    name = forms.CharField(label="Nom de l'acheteur", max_length=150)
    address = forms.CharField(label="Adresse", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    siret = forms.CharField(label="SIRET", max_length=14, required=False, validators=[validate_siret_shape])

    def __init__(self, *args, individual: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.individual = individual
        if individual:
            del self.fields["siret"]
            self.fields["name"].label = "Prénom et nom"

    def buyer(self) -> Buyer:
        data = self.cleaned_data
        return Buyer(None, data["name"], data["address"], data.get("siret", ""), self.individual)


class WishForm(forms.Form):
    """Who is written to, what is expected, who pays."""

    contact_name = forms.CharField(label="Personne à qui écrire", max_length=150)
    contact_email = forms.EmailField(
        label="Son adresse e-mail", help_text="Le devis et la convention lui sont envoyés."
    )
    contact_phone = forms.CharField(label="Son téléphone", max_length=20, required=False)
    expectations = forms.CharField(
        label="Ce que vous attendez de la formation", required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Situations de travail, difficultés rencontrées, ce qui doit changer après.",
    )  # fmt: skip
    funder = forms.ModelChoiceField(
        Funder.objects.filter(active=True), label="Financeur demandé", required=False, empty_label="Aucun",
        help_text="L'OPCO ou l'organisme à qui vous demandez une prise en charge. Son accord se note plus tard.",
    )  # fmt: skip
    subrogation = forms.BooleanField(
        label="Le financeur paiera directement l'organisme de formation (subrogation)", required=False
    )
    unit_price = forms.DecimalField(
        label="Prix convenu par personne (€ HT)", required=False, min_value=0, max_digits=8, decimal_places=2,
        help_text="Vide : le prix de la session, adhérent ou non.",
    )  # fmt: skip

    def __init__(self, *args, priced: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not priced:
            del self.fields["unit_price"]

    def clean(self):
        data = super().clean()
        if data.get("subrogation") and not data.get("funder"):
            self.add_error("funder", "Indiquez le financeur qui paiera.")
        return data

    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class PersonForm(forms.Form):
    """Somebody who comes; a line left empty is nobody."""

    first_name = forms.CharField(label="Prénom", max_length=60, required=False, validators=[NAME])
    last_name = forms.CharField(label="Nom", max_length=60, required=False, validators=[NAME])
    email = forms.EmailField(label="Adresse e-mail", required=False)
    phone = forms.CharField(label="Téléphone", max_length=20, required=False)
    job = forms.CharField(label="Emploi", max_length=120, required=False)
    trainee_type = forms.ChoiceField(
        label="Type de stagiaire", choices=[one for one in TraineeType.choices if one[0] != TraineeType.INDIVIDUAL],
        required=False,
    )  # fmt: skip

    def __init__(self, *args, individual: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if individual:
            self.fields["trainee_type"].choices = [(TraineeType.INDIVIDUAL.value, TraineeType.INDIVIDUAL.label)]

    def clean(self):
        data = super().clean()
        written = [name for name in ("first_name", "last_name", "email", "phone", "job") if data.get(name)]
        if written:
            for name in ("first_name", "last_name"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Le prénom et le nom sont nécessaires.")
        return data

    def person(self) -> Person | None:
        """The person as the domain takes them; None for an empty line."""
        data = self.cleaned_data
        if not data.get("last_name"):
            return None
        return Person(**data | {"trainee_type": data["trainee_type"] or TraineeType.EMPLOYEE})


class OnePersonForm(PersonForm):
    """Somebody who comes in the place of another, or whose name is corrected."""

    field_order = ["first_name", "last_name", "email", "phone", "job", "trainee_type"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "trainee_type"):
            self.fields[name].required = True


class PersonLines(forms.BaseFormSet):
    def __init__(self, *args, individual: bool = False, **kwargs):
        self.individual = individual
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"individual": self.individual}

    def people(self) -> list[Person]:
        return [person for person in (form.person() for form in self.forms) if person]


def person_lines(data=None, *, individual: bool = False, initial=None) -> PersonLines:
    """Lines to fill in; a posted form says how many it has."""
    made = forms.formset_factory(
        PersonForm, formset=PersonLines, extra=1 if individual else LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
    )
    return made(data, prefix="people", individual=individual, initial=initial)


def with_more_lines(data):
    """What was posted, with more empty lines."""
    more = data.copy()
    total = data.get("people-TOTAL_FORMS", "")
    more["people-TOTAL_FORMS"] = str(min((int(total) if total.isdecimal() else LINES) + MORE_LINES, MOST_LINES))
    return more


class KnownForm(forms.Form):
    """Trainees whom the structure has sent already."""

    known = forms.ModelMultipleChoiceField(
        Trainee.objects.none(), label="Personnes déjà connues", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, trainees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["known"].queryset = trainees
        self.fields["known"].label_from_instance = lambda one: f"{one}, {one.job}" if one.job else str(one)


class TraineeFileForm(forms.Form):
    """The spreadsheet of trainees."""

    file = forms.FileField(
        label="Fichier", help_text="XLSX, ODS ou CSV, 5 Mo au plus.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse 5 Mo.")
        return file


class NeedsForm(forms.Form):
    """What a trainee tells before the training."""

    expectations = forms.CharField(
        label="Qu'attendez-vous de cette formation ?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    practice = forms.CharField(
        label="Que faites-vous aujourd'hui sur ce sujet ?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text="Votre poste, ce qui va bien, ce qui est difficile.",
    )  # fmt: skip

    def __init__(self, *args, objectives: list[str], marks: dict[int, int], **kwargs):
        super().__init__(*args, **kwargs)
        self.objectives = objectives
        for rank, text in enumerate(objectives):
            self.fields[f"mark_{rank}"] = forms.TypedChoiceField(
                label=text, choices=[(level, f"{level} – {word}") for level, word in LEVELS], required=False,
                coerce=int, empty_value=None, widget=forms.RadioSelect, initial=marks.get(rank),
            )  # fmt: skip

    def needs(self) -> Needs:
        data = self.cleaned_data
        marks = {rank: data[f"mark_{rank}"] for rank in range(len(self.objectives)) if data[f"mark_{rank}"]}
        return Needs(data["expectations"], data["practice"], marks)


class AdaptationForm(forms.Form):
    """What a trainee asks for; it is not shown again."""

    need = forms.CharField(
        label="De quoi avez-vous besoin ?", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dites ce qui vous aide : place, pauses, supports, matériel. Votre diagnostic n'est pas nécessaire.",
    )  # fmt: skip


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Ce qui est prévu", max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lu par les référents et les formateurs. La personne est prévenue sans détail : parlez-en avec elle.",
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Motif", max_length=250, widget=forms.Textarea(attrs={"rows": 2}))


class ContactForm(forms.Form):
    """Who is written to about an order, and what the structure expects."""

    contact_name = WishForm.base_fields["contact_name"]
    contact_email = WishForm.base_fields["contact_email"]
    contact_phone = WishForm.base_fields["contact_phone"]
    expectations = WishForm.base_fields["expectations"]


class FundingForm(forms.Form):
    """Who pays, and what they agreed to."""

    funding = forms.ChoiceField(label="Prise en charge", choices=Order.Funding.choices)
    funder = forms.ModelChoiceField(
        Funder.objects.filter(active=True), label="Financeur", required=False, empty_label="Aucun"
    )
    reference = forms.CharField(label="Numéro d'accord", max_length=60, required=False)
    amount = forms.DecimalField(
        label="Montant accordé (€ HT)", min_value=0, max_digits=9, decimal_places=2, required=False
    )
    subrogation = forms.BooleanField(
        label="Le financeur paie directement (subrogation)", required=False, help_text="La facture lui est adressée."
    )

    @staticmethod
    def initial_of(order: Order) -> dict:
        return {
            "funding": order.funding, "funder": order.funder_id, "reference": order.funding_reference,
            "amount": order.funding_amount, "subrogation": order.subrogation,
        }  # fmt: skip


class PriceForm(forms.Form):
    unit_price = forms.DecimalField(
        label="Prix convenu par personne (€ HT)", min_value=0, max_digits=8, decimal_places=2
    )
