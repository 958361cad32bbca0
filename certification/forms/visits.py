"""What is typed about a support visit."""

from django import forms

from certification.forms.checks import long_text
from certification.models import Certification, Official
from members.models import Organisation
from members.widgets import DayInput


class VisitForm(forms.Form):
    """A visit made to a structure that holds an accreditation or asks for one."""

    organisation = forms.ModelChoiceField(
        label="Structure", queryset=Organisation.objects.none(), help_text="Celles qui ont demandé un agrément."
    )
    certification = forms.ModelChoiceField(label="Certification", queryset=Certification.objects.all())
    visitor = forms.ModelChoiceField(
        label="Fait par", queryset=Official.objects.all(), required=False, empty_label="L'équipe nationale"
    )
    visited_on = forms.DateField(label="Date", widget=DayInput())
    subject = forms.CharField(label="Objet", max_length=200)
    advice = long_text("Conseils donnés", 6, max_length=6000, required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Organisation.objects.visible_to(user).filter(accreditations__isnull=False)
        self.fields["organisation"].queryset = seen.distinct().order_by("name")
