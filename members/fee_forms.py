"""Forms of scales, campaigns and calls, as national staff fill them."""

from django import forms
from django.forms import inlineformset_factory
from django.utils import timezone

from members.models import (
    CampaignReminder,
    FeeBracket,
    FeeScale,
    FeeShare,
    MembershipCampaign,
)
from members.widgets import DayInput


class ScaleForm(forms.ModelForm):
    class Meta:
        model = FeeScale
        fields = [
            "name", "year", "basis", "rounding", "floor", "cap", "sympathiser_fee", "new_member_discount", "prorata",
            "national_percent",
        ]  # fmt: skip


BracketFormSet = inlineformset_factory(
    FeeScale, FeeBracket, fields=["upper", "fixed", "rate"], extra=2, max_num=30, validate_max=True
)
ShareFormSet = inlineformset_factory(
    FeeScale, FeeShare, fields=["region", "national_percent"], extra=1, max_num=30, validate_max=True
)


class AdoptionForm(forms.Form):
    on = forms.DateField(label="Adopté le", widget=DayInput, initial=timezone.localdate)
    by = forms.CharField(label="Par", max_length=80, help_text="Conseil d'administration, assemblée générale…")


class CopyForm(forms.Form):
    year = forms.IntegerField(label="Année du nouveau barème", min_value=1990, max_value=2100)


class TrialForm(forms.Form):
    annee = forms.IntegerField(label="Essayer sur les membres de", min_value=1990, max_value=2100)


class CampaignForm(forms.ModelForm):
    class Meta:
        model = MembershipCampaign
        fields = ["year", "scale", "opens_on", "deadline", "grace_days", "call_subject", "call_text", "reminder_text"]
        widgets = {
            "opens_on": DayInput,
            "deadline": DayInput,
            "call_text": forms.Textarea(attrs={"rows": 5}),
            "reminder_text": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scale"].queryset = FeeScale.objects.filter(status=FeeScale.Status.ADOPTED)
        self.fields["scale"].empty_label = "Choisir"
        if self.instance.pk and self.instance.state != MembershipCampaign.State.PREPARED:
            # Calls are made from them.
            for name in ("year", "scale", "opens_on"):
                self.fields[name].disabled = True


ReminderFormSet = inlineformset_factory(
    MembershipCampaign,
    CampaignReminder,
    fields=["on"],
    widgets={"on": DayInput},
    extra=2,
    max_num=12,
    validate_max=True,
)


class ReasonForm(forms.Form):
    """Why something is done or undone."""

    reason = forms.CharField(label="Motif", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class EndForm(ReasonForm):
    """When and why a membership ends."""

    field_order = ("on", "reason")
    on = forms.DateField(label="À la date du", widget=DayInput, initial=timezone.localdate)
