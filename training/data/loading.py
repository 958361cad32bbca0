"""Read the reference data into models, those of a migration or those of today; what is there already is left alone."""

import tomllib
from collections.abc import Callable
from importlib.resources import files

from django.db.backends.postgresql.psycopg_any import DateRange


def load_surveys(model: Callable[[str], type]) -> None:
    """The first questionnaires, unless the team has some."""
    if model("Survey").objects.exists():
        return
    for one in _read("surveys")["survey"]:
        questions = one.pop("questions")
        survey = model("Survey").objects.create(**one)
        for order, (kind, text, *marks) in enumerate(questions, start=1):
            model("SurveyQuestion").objects.create(
                survey=survey, order=order, kind=kind, text=text, about_trainer="trainer" in marks,
                required="optional" not in marks,
            )  # fmt: skip


def load_referentials(model: Callable[[str], type]) -> None:
    """Each version of the quality referential that is not known yet."""
    told = _read("qualiopi")
    for one in told["referential"]:
        if model("QualityReferential").objects.filter(code=one["code"]).exists():
            continue
        referential = model("QualityReferential").objects.create(
            code=one["code"], name=one["name"], source=one["source"], validity=DateRange(one["from"], one.get("until"))
        )
        news = dict(one["news"])
        for number, (criterion, title, minor, applies) in told["indicators"].items():
            if int(number) <= one["count"]:
                model("QualityIndicator").objects.create(
                    referential=referential, number=int(number), criterion=criterion, title=title,
                    minor_possible=minor, applies=applies, news=news.get(int(number), ""),
                )  # fmt: skip


def _read(name: str) -> dict:
    return tomllib.loads((files("training.data") / f"{name}.toml").read_text(encoding="utf-8"))
