"""Forms of payments, bank statements, debits and shares."""

from decimal import Decimal

from django import forms
from django.utils import timezone

from members.domain.bank.statement import MAX_BYTES
from members.domain.payments import Received
from members.models import FeeCall, MembershipCampaign, Region
from members.widgets import DayInput


class MoneyField(forms.DecimalField):
    """An amount as people type it in French: « 1 234,50 » is read, and so is a copied « 1 234,50 € »."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Montant (€)")
        super().__init__(
            max_digits=9,
            decimal_places=2,
            localize=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = "".join(value.split()).removesuffix("€").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value):
        return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else value


class PaymentForm(forms.Form):
    """Money received for a call, or given back."""

    amount = MoneyField(min_value=Decimal("0.01"))
    method = forms.ChoiceField(label="Mode", choices=FeeCall.Method)
    on = forms.DateField(label="Date", widget=DayInput)
    reference = forms.CharField(
        label="Référence", required=False, max_length=140, help_text="Numéro du chèque, libellé du virement…"
    )
    another = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args, **kwargs):
        kwargs["initial"] = {"on": timezone.localdate(), "method": FeeCall.Method.CHEQUE} | (
            kwargs.get("initial") or {}
        )
        super().__init__(*args, **kwargs)

    def received(self) -> Received:
        """What was typed, as the domain takes it."""
        data = self.cleaned_data
        return Received(data["amount"], data["method"], data["on"], data["reference"].strip())


class RefundForm(PaymentForm):
    """Money given back."""

    another = None
    reason = forms.CharField(label="Motif", max_length=200)


class StatementForm(forms.Form):
    """A bank statement to bring in."""

    file = forms.FileField(
        label="Relevé",
        help_text="CAMT.053 (XML) ou CSV de votre banque, 20 Mo au plus",
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt"}),
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError("Ce fichier dépasse 20 Mo : demandez à la banque une période plus courte.")
        return file


class BatchForm(forms.Form):
    """A batch of debits to prepare."""

    campaign = forms.ModelChoiceField(
        MembershipCampaign.objects.none(), label="Campagne", empty_label=None, to_field_name="year"
    )
    collection_on = forms.DateField(label="Date de prélèvement", widget=DayInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = MembershipCampaign.objects.visible_to(user)


class SettleForm(forms.Form):
    """The day on which a batch came to the account."""

    on = forms.DateField(label="Encaissée le", widget=DayInput)


class TransferForm(forms.Form):
    """Shares handed over to a region."""

    region = forms.ModelChoiceField(Region.objects.all(), label="Région")
    amount = MoneyField(help_text="Négatif pour une somme que la région a rendue.")
    paid_on = forms.DateField(label="Versé le", widget=DayInput)
    reference = forms.CharField(label="Référence", required=False, max_length=80)
    another = forms.BooleanField(required=False, widget=forms.HiddenInput())


class PeriodForm(forms.Form):
    """The days that an export of entries covers."""

    starts = forms.DateField(label="Du", widget=DayInput)
    ends = forms.DateField(label="Au", widget=DayInput)

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and starts > ends:
            raise forms.ValidationError("Le premier jour suit le dernier : inversez-les.")
        if starts and ends and starts.year != ends.year:
            raise forms.ValidationError("Une période tient dans un exercice, du 1er janvier au 31 décembre.")
        return data
