"""What people write to the resource centre: an opinion, a request for access, how often they want news."""

from django import forms

from resources.models import ThemeFollow


class FeedbackForm(forms.Form):
    """Useful or not, and a word."""

    useful = forms.TypedChoiceField(
        label="Cette ressource vous a-t-elle été utile ?",
        choices=[("True", "Oui"), ("False", "Non")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si elle vous a été utile : oui ou non."},
    )
    comment = forms.CharField(
        label="Un mot (facultatif)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Lu par l'équipe du centre de ressources seulement.",
    )


class AccessForm(forms.Form):
    """Why a person needs the files of a resource."""

    message = forms.CharField(
        label="Pourquoi en avez-vous besoin ?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Quelques mots suffisent : l'équipe nationale les lit et vous répond par mail.",
        error_messages={"required": "Dites en quelques mots pourquoi vous en avez besoin."},
    )


class FollowForm(forms.Form):
    """How often one is told of what is new in a theme; nothing stops the mails."""

    frequency = forms.ChoiceField(choices=ThemeFollow.Frequency, required=False)
