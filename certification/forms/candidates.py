"""What is typed of candidates: civil status, path, equivalences, evaluations, the file of a spreadsheet."""

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone

from certification.domain.enrolments.birthday import is_day
from certification.domain.enrolments.birthplace import CODE, Birthplaces, UnknownBirthplace
from certification.domain.enrolments.countries import COUNTRIES
from certification.domain.enrolments.entering import DAY_MAY_CHANGE, IDENTITY, OPEN_TO_CHANGES, PATH, Written
from certification.domain.enrolments.evaluating import KINDS
from certification.models import (
    Accreditation,
    Candidate,
    CompetencyMark,
    Enrolment,
    SkillBlock,
)
from members.widgets import DayInput

MAX_BYTES = 5 * 1024 * 1024
# Names that civil status writes: at least one letter, no figure.
NAME = RegexValidator(r"^[^\d_@<>{}\[\]|\\/=+*]*[^\W\d_][^\d_@<>{}\[\]|\\/=+*]*$", "Écrivez un nom, en lettres.")


def day_field(label: str, **kwargs) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


def _name(label: str, *, required: bool = False, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=60, required=required, validators=[NAME], help_text=help_text)


def _small(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most, help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class IdentityForm(forms.Form):
    """Civil status, as the birth certificate has it; a draft may lack what the summons asks."""

    birth_name = _name("Nom de naissance", required=True, help_text="Comme sur l'acte de naissance.")
    used_name = _name("Nom d'usage", help_text="S'il est différent.")
    first_name = _name("Premier prénom", required=True)
    second_name = _name("Deuxième prénom")
    third_name = _name("Troisième prénom")
    sex = forms.ChoiceField(
        label="Sexe à l'état civil", choices=[("", "à compléter"), *Candidate.Sex.choices], required=False
    )
    birth_day = _small("Jour de naissance", 1, 31, "Vide s'il est inconnu.")
    birth_month = _small("Mois de naissance", 1, 12, "De 1 à 12 ; vide s'il est inconnu.")
    birth_year = _small("Année de naissance", 1900, 2099)
    birth_commune_name = forms.CharField(
        label="Commune de naissance", max_length=70, required=False,
        help_text="Commencez à écrire, puis choisissez. À Paris, Lyon et Marseille, l'arrondissement compte.",
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )  # fmt: skip
    birth_commune_code = forms.CharField(
        label="Code INSEE de la commune", max_length=5, required=False,
        validators=[RegexValidator(rf"(?i)^({CODE})$", "Cinq chiffres, ou 2A ou 2B et trois chiffres.")],
        help_text="Trouvé d'après le nom. À écrire pour une ancienne commune ; ce n'est pas le code postal.",
    )  # fmt: skip
    birth_country = forms.CharField(
        label="Pays de naissance", max_length=60, required=False,
        help_text="Pour une naissance à l'étranger seulement.",
        widget=forms.TextInput(attrs={"list": "pays", "autocomplete": "off"}),
    )  # fmt: skip
    email = forms.EmailField(label="Adresse e-mail", required=False)
    phone = forms.CharField(label="Téléphone", max_length=20, required=False)
    identity_seen_on = day_field(
        "Pièce d'identité vue le", required=False, help_text="Vous l'avez vue ; n'en gardez pas de copie."
    )
    informed_on = day_field(
        "Notice d'information remise le", required=False, help_text="La notice à imprimer est en haut de la page."
    )

    countries = list(COUNTRIES.values())

    @staticmethod
    def initial_of(candidate: Candidate) -> dict:
        """What the form shows of a candidate."""
        found = {name: getattr(candidate, name) for name in IDENTITY if "country" not in name}
        return found | {"birth_country": candidate.birth_country_name}

    def clean_birth_commune_code(self):
        return self.cleaned_data["birth_commune_code"].upper()

    def clean(self):
        data = super().clean()
        today = timezone.localdate()
        for name in ("identity_seen_on", "informed_on"):
            if data.get(name) and data[name] > today:
                self.add_error(name, "Ce jour n'est pas encore venu.")
        self._clean_birth(data, today)
        if not self.errors.keys() & {"birth_commune_name", "birth_commune_code", "birth_country"}:
            self._clean_place(data)
        return data

    def _clean_birth(self, data: dict, today) -> None:
        if self.errors.keys() & {"birth_day", "birth_month", "birth_year"}:
            return
        day, month, year = (data.get(f"birth_{part}") for part in ("day", "month", "year"))
        if (day or month) and not year:
            self.add_error("birth_year", "Donnez l'année.")
        elif year and not is_day(year, month, day):
            self.add_error("birth_day", "Ce jour n'existe pas ; un jour connu va avec son mois.")
        elif year and not today.year - 100 <= year <= today.year - 14:
            self.add_error("birth_year", "Vérifiez l'année : un candidat a entre 14 et 100 ans.")

    def _clean_place(self, data: dict) -> None:
        try:
            self.birthplace = Birthplaces().read(
                commune=data.get("birth_commune_name", ""), code=data.get("birth_commune_code", ""),
                country=data.get("birth_country", ""),
            )  # fmt: skip
        except UnknownBirthplace as unknown:
            self.add_error("birth_country" if data.get("birth_country") else "birth_commune_name", str(unknown))

    def identity(self) -> dict:
        """Civil status as a candidate keeps it."""
        return {name: self.cleaned_data[name] for name in IDENTITY if name in self.cleaned_data} | (
            self.birthplace.as_fields()
        )


class PathForm(forms.Form):
    """How a candidate prepares."""

    registered_on = day_field("Entrée en parcours", help_text="Elle fixe le référentiel, qui ne change plus ensuite.")
    route = forms.ChoiceField(label="Voie d'accès", choices=Enrolment.Route.choices)
    initiative = forms.ChoiceField(label="À l'initiative", choices=Enrolment.Initiative.choices)
    contract = forms.CharField(label="Contrat", max_length=40, required=False, help_text="Comme CDDI.")
    funding = forms.CharField(label="Financement", max_length=100, required=False)
    trainer_name = forms.CharField(
        label="Formateur", max_length=150, required=False,
        help_text="Prénom et nom. Cette personne ne siégera pas au jury.",
    )  # fmt: skip
    tutor_name = forms.CharField(
        label="Encadrant ou tuteur", max_length=150, required=False,
        help_text="Prénom et nom. Cette personne ne siégera pas au jury.",
    )  # fmt: skip
    adaptation = forms.CharField(
        label="Adaptation demandée", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qu'il faut prévoir le jour du jury : temps, matériel, accès. Ni diagnostic, ni détail de santé. "
        "Lu par votre structure, l'équipe certification et le jury seuls, puis effacé.",
    )  # fmt: skip

    def __init__(self, *args, enrolment: Enrolment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if enrolment is None:
            return
        self.fields["blocks"] = forms.MultipleChoiceField(
            label="Blocs visés",
            choices=[(block.number, str(block)) for block in enrolment.referential.blocks.all()],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "boxes"}),
            error_messages={"required": "Choisissez un bloc au moins."},
        )
        self.fields["registered_on"].disabled = enrolment.state not in DAY_MAY_CHANGE
        if enrolment.state not in OPEN_TO_CHANGES:
            for field in self.fields.values():
                field.disabled = True

    @staticmethod
    def initial_of(enrolment: Enrolment) -> dict:
        """What the form shows of an enrolment."""
        blocks = [block.number for block in enrolment.blocks.all()]
        return {name: getattr(enrolment, name) for name in PATH} | {"blocks": blocks}

    def path(self) -> dict:
        return {name: self.cleaned_data[name] for name in PATH if name in self.cleaned_data}

    def blocks(self) -> frozenset[str] | None:
        chosen = self.cleaned_data.get("blocks")
        return None if chosen is None else frozenset(chosen)


def written(identity: IdentityForm, path: PathForm) -> Written:
    """What two valid forms say."""
    return Written(identity.identity(), path.path(), path.blocks())


class AccreditationForm(forms.Form):
    """For which structure and certification candidates are entered."""

    accreditation = forms.ModelChoiceField(
        Accreditation.objects.none(), label="Structure et certification", empty_label=None
    )

    def __init__(self, *args, accreditations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["accreditation"].queryset = accreditations
        self.fields["accreditation"].label_from_instance = lambda one: f"{one.organisation} : {one.certification}"


class CandidateFileForm(AccreditationForm):
    """A spreadsheet of candidates."""

    file = forms.FileField(
        label="Fichier",
        help_text="XLSX, ODS ou CSV, 5 Mo et 1 000 lignes au plus.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse 5 Mo : coupez-le en plusieurs.")
        return file


class WithdrawalForm(forms.Form):
    """Why a path stops."""

    reason = forms.CharField(label="Motif", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class EquivalenceForm(forms.Form):
    """A block held already, with what proves it."""

    block = forms.ModelChoiceField(SkillBlock.objects.none(), label="Bloc", empty_label=None)
    acquired_on = day_field("Acquis le")
    proof = forms.CharField(
        label="Preuve", max_length=200, help_text="Le titre qui donne l'équivalence, son numéro, sa date."
    )

    def __init__(self, *args, enrolment: Enrolment, **kwargs):
        super().__init__(*args, **kwargs)
        held = enrolment.acquired.values("block")
        self.fields["block"].queryset = enrolment.referential.blocks.exclude(pk__in=held)


class EvaluationForm(forms.Form):
    """The evaluation of a block: a level for each competency, or the tutor's opinion in words."""

    kind = forms.ChoiceField(label="Nature", choices=[(kind.value, kind.label) for kind in KINDS])
    evaluator = forms.CharField(label="Évalué par", max_length=150, help_text="Prénom et nom.")
    evaluated_on = day_field("Le")
    comment = forms.CharField(
        label="Commentaire", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, block: SkillBlock, **kwargs):
        super().__init__(*args, auto_id=f"bloc{block.pk}_%s", **kwargs)
        self.competencies = list(block.competencies.all())
        for one in self.competencies:
            self.fields[f"level_{one.pk}"] = forms.TypedChoiceField(
                label=str(one), choices=[("", "pas évaluée"), *CompetencyMark.Level.choices], coerce=int,
                empty_value=None, required=False,
            )  # fmt: skip
        self.order_fields(
            ["kind", "evaluator", "evaluated_on", *(f"level_{one.pk}" for one in self.competencies), "comment"]
        )

    def recorded(self) -> dict:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        levels = {one.pk: data[f"level_{one.pk}"] for one in self.competencies}
        levels = {number: level for number, level in levels.items() if level is not None}
        return {name: data[name] for name in ("kind", "evaluator", "evaluated_on", "comment")} | {"levels": levels}
