"""What is typed about papers, invoices, payments and subcontracts."""

from django import forms
from django.utils import timezone

from members.widgets import DayInput
from training.models import Session, Subcontract, Subcontractor, TrainingPayment


class SignForm(forms.Form):
    """A signature on line: a name, in what quality, and that one agrees."""

    name = forms.CharField(
        label="Prénom et nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    function = forms.CharField(label="En qualité de", max_length=120, required=False, help_text="Votre fonction.")
    agreed = forms.BooleanField(
        label="J'ai lu ce document et je le signe", error_messages={"required": "Cochez la case pour signer."}
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SignedCopyForm(forms.Form):
    """The copy signed on paper."""

    signed_copy = forms.FileField(label="Exemplaire signé", help_text="PDF ou image.")
    name = forms.CharField(label="Signé par", max_length=150)
    signed_on = forms.DateField(label="Signé le", widget=DayInput, initial=timezone.localdate)


class ReasonForm(forms.Form):
    """Why an invoice is credited, a payment undone, a contract given up."""

    reason = forms.CharField(label="Motif", max_length=200)


class PaymentForm(forms.ModelForm):
    """Money received; less than zero for money given back."""

    class Meta:
        model = TrainingPayment
        fields = ["amount", "method", "received_on", "reference"]
        widgets = {"received_on": DayInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = timezone.localdate


class SubcontractorForm(forms.ModelForm):
    """The file of a body that trains for the network."""

    class Meta:
        model = Subcontractor
        fields = [
            "name", "siret", "activity_number", "qualiopi_until", "vat_exempt_since", "charter_signed_on", "address",
            "contact", "email", "phone", "active",
        ]  # fmt: skip
        widgets = dict.fromkeys(("qualiopi_until", "vat_exempt_since", "charter_signed_on"), DayInput)


class SubcontractForm(forms.ModelForm):
    """A contract that is being prepared, with the sessions that it covers."""

    sessions = forms.ModelMultipleChoiceField(
        label="Sessions", queryset=Session.objects.none(), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez une session au moins."},
    )  # fmt: skip

    class Meta:
        model = Subcontract
        fields = ["whole_action", "amount", "scope"]

    def __init__(self, *args, choosable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sessions"].queryset = choosable
        self.fields["amount"].min_value = 0
        if self.instance.pk:
            self.fields["sessions"].initial = self.instance.sessions.all()


class SignContractForm(forms.Form):
    """The copy that the body signed."""

    signed_on = forms.DateField(label="Signé le", widget=DayInput, initial=timezone.localdate)
    signed_copy = forms.FileField(label="Exemplaire signé", help_text="En PDF.")
