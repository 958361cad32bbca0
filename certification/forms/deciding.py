"""What the jury decides of a candidate."""

from django import forms

from certification.domain.juries.deciding import Decided, mark_of
from certification.domain.juries.grids import Grid
from certification.models import Place


class DecisionForm(forms.Form):
    """Each block as the grid proposes it, until the jury says otherwise."""

    def __init__(self, *args, place: Place, grids: list[Grid], **kwargs):
        super().__init__(*args, **kwargs)
        self.judged = [one for one in grids if one.carried is None]
        for one in self.judged:
            kept = one.proposal.acquired if one.acquired is None else one.acquired
            self.fields[f"b{one.block.pk}"] = forms.ChoiceField(
                label=f"{one.block.number} {one.block.title}", required=False, widget=forms.RadioSelect,
                choices=[("oui", "acquis"), ("non", "non acquis")], initial={True: "oui", False: "non", None: ""}[kept],
                help_text=_told(one),
            )  # fmt: skip
        self.fields |= {
            "deferred": forms.BooleanField(
                label="Reporter la décision à un autre jury", required=False,
                initial=place.result == Place.Result.DEFERRED,
            ),
            "grounds": forms.CharField(
                label="Motifs", required=False, max_length=3000, initial=place.grounds,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text="Nécessaires quand la décision est défavorable, reportée, ou autre que ce que la grille propose.",
            ),
            "recommendations": forms.CharField(
                label="Recommandations au candidat", required=False, max_length=3000, initial=place.recommendations,
                widget=forms.Textarea(attrs={"rows": 4}),
            ),
            "votes_for": forms.IntegerField(
                label="Voix pour", required=False, min_value=0, max_value=99, initial=place.votes_for,
                help_text="Laissez vide si le jury est unanime sans vote.",
            ),
            "votes_against": forms.IntegerField(
                label="Voix contre", required=False, min_value=0, max_value=99, initial=place.votes_against
            ),
            "mark": forms.CharField(widget=forms.HiddenInput, initial=mark_of(place, grids)),
        }  # fmt: skip

    def decided(self) -> Decided:
        data = self.cleaned_data
        blocks = {one.block.pk: data[f"b{one.block.pk}"] == "oui" for one in self.judged if data[f"b{one.block.pk}"]}
        words = ("deferred", "recommendations", "grounds", "votes_for", "votes_against")
        return Decided(blocks, **{name: data[name] for name in words})


def _told(grid: Grid) -> str:
    word = {True: "acquis", False: "non acquis", None: "grille à remplir"}[grid.proposal.acquired]
    return f"Proposition : {word}. {grid.proposal.reason}"
