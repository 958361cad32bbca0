"""Forms of the renewal, as a member fills them step by step."""

from decimal import Decimal

from django import forms
from django.utils.text import capfirst

from members.domain.campaigns.renewal import FIGURES, Figures, problems_of
from members.models import FeeCall, YearlyReturn


class FiguresForm(forms.Form):
    """The figures of a year, and the confirmation of those that jump."""

    insertion_fte = forms.DecimalField(label="ETP d'insertion", max_digits=8, decimal_places=2, required=False)
    permanent_fte = forms.DecimalField(label="ETP permanents", max_digits=8, decimal_places=2, required=False)
    insertion_employees = forms.IntegerField(label="Salariés en insertion sur l'année", required=False)
    permanent_employees = forms.IntegerField(label="Salariés permanents", required=False)
    jumps_confirmed = forms.BooleanField(label="Ces changements sont justes", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, jumps=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["insertion_fte"].help_text = YearlyReturn._meta.get_field("insertion_fte").help_text
        for name in ("insertion_fte", "permanent_fte"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "step": "0.01"}
        if not jumps:
            del self.fields["jumps_confirmed"]

    @property
    def figures(self) -> Figures:
        """What was typed; the form has been cleaned."""
        return Figures(**{name: self.cleaned_data.get(name) for name in FIGURES})

    def clean(self):
        if not self.errors:
            for name, problem in problems_of(self.figures).items():
                self.add_error(name, problem)
        return self.cleaned_data


class PaymentForm(forms.Form):
    """How the member pays, and the account to debit where it is by debit."""

    method = forms.ChoiceField(
        label="Mode de paiement",
        choices=[(method.value, capfirst(method.label)) for method in FeeCall.OFFERED],
        widget=forms.RadioSelect,
    )
    holder = forms.CharField(label="Titulaire du compte", max_length=70, required=False)
    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Vérifié à la saisie, chiffré dans le portail, masqué à l'écran.",
    )
    agreed = forms.BooleanField(
        label="J'autorise le réseau à prélever cette cotisation sur ce compte (mandat SEPA)", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, mandate=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.mandate = mandate

    def clean(self):
        data = self.cleaned_data
        if data.get("method") == FeeCall.Method.DEBIT and (data.get("iban") or not self.mandate):
            for name in ("holder", "iban"):
                if not data.get(name):
                    self.add_error(name, "Ce champ est nécessaire pour un prélèvement.")
            if not data.get("agreed"):
                self.add_error("agreed", "Le prélèvement demande votre autorisation.")
        return data


def figures_initial(figures: Figures) -> dict[str, Decimal | int | None]:
    """What the form of figures starts from."""
    return {name: getattr(figures, name) for name in FIGURES}
