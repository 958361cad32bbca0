"""What is typed in a yearly statement."""

from django import forms

from training.domain.statement.year import years_to_prepare
from training.models import ActivityStatement


class YearForm(forms.Form):
    """The accounting year to declare, by the one in which it ends."""

    annee = forms.TypedChoiceField(label="Exercice qui finit en", coerce=int)

    def __init__(self, *args):
        super().__init__(*args)
        self.fields["annee"].choices = [(year, str(year)) for year in years_to_prepare()]


class EnteredForm(forms.ModelForm):
    """Frames D and H, and the turnover: what the accounts give."""

    class Meta:
        model = ActivityStatement
        fields = ["turnover", "charges", "trainer_wages", "purchases", "director_name", "director_function"]
        help_texts = {
            "turnover": "Tous les produits de l'organisme, formation ou non : le bilan en tire la part de la formation.",
            "charges": "Toutes les charges liées à l'activité de formation ; ce total n'a pas à égaler le cadre C.",
            "trainer_wages": "Zéro si l'organisme n'en verse pas.",
            "director_function": "Comme : présidente, directeur général.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("turnover", "charges", "trainer_wages", "purchases"):
            self.fields[name].widget.attrs |= {"min": "0", "inputmode": "decimal"}

    def clean(self):
        values = super().clean()
        for name in ("turnover", "charges", "trainer_wages", "purchases"):
            if values.get(name) is not None and values[name] < 0:
                self.add_error(name, "Écrivez un montant positif.")
        return values
