"""A grid as a form: a level for each competency, a comment, and the revision that was read."""

from django import forms

from certification.domain.juries.grids import Grid
from certification.models import CompetencyMark

LEVELS = [(str(level.value), f"{level.value} – {level.label}") for level in CompetencyMark.Level]


class GridForm(forms.Form):
    """Of one block; `version` is the revision that was read, so that nothing written since is covered unseen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, grid: Grid, **kwargs):
        super().__init__(*args, prefix=prefix_of(grid), **kwargs)
        self.grid = grid
        self.initial["version"] = grid.revision
        levels = grid.levels
        for one in grid.competencies:
            self.fields[f"c{one.pk}"] = forms.ChoiceField(
                label=str(one) + ("" if one.mandatory else " (facultative)"),
                help_text=" ; ".join(one.criteria), choices=LEVELS, required=False, widget=forms.RadioSelect,
                initial=str(levels.get(one.pk, "")), show_hidden_initial=True,
            )  # fmt: skip
        self.fields["comment"] = forms.CharField(
            label="Commentaire sur le bloc", required=False, max_length=3000, initial=grid.comment,
            widget=forms.Textarea(attrs={"rows": 3}), show_hidden_initial=True,
        )  # fmt: skip

    def written(self) -> dict:
        """What `write_grid` takes."""
        data = self.cleaned_data
        levels = {
            one.pk: int(data[f"c{one.pk}"]) for one in self.grid.competencies if data.get(f"c{one.pk}")
        }  # fmt: skip
        return {"levels": levels, "comment": data["comment"], "revision": data["version"]}


def prefix_of(grid: Grid) -> str:
    return f"b{grid.block.pk}"


def values_of(grid: Grid) -> dict[str, str]:
    """What is kept of a grid, by the names of its fields."""
    levels = {f"c{number}": str(level) for number, level in grid.levels.items()}
    return levels | {"comment": grid.comment}


def words_of(grid: Grid) -> list[tuple[str, str]]:
    """What is kept of a grid, as pairs of a label and words."""
    levels = grid.levels
    told = [
        (one.code, CompetencyMark.Level(levels[one.pk]).label if one.pk in levels else "non évaluée")
        for one in grid.competencies
    ]
    return [*told, ("Commentaire", grid.comment or "aucun")]
