"""Questionnaires and versions of the quality referential."""

from django.contrib import admin

from members.admin_base import RecordInline, VisibleAdmin
from training.models import QualityIndicator, QualityReferential, Survey, SurveyQuestion


class QuestionInline(RecordInline):
    model = SurveyQuestion
    extra = 0
    fields = ["order", "kind", "text", "about_trainer", "required", "active"]


@admin.register(Survey)
class SurveyAdmin(VisibleAdmin):
    list_display = ["title", "moment", "audience", "delay_days", "active"]
    list_filter = ["moment", "audience", "active"]
    inlines = [QuestionInline]


class IndicatorInline(RecordInline):
    model = QualityIndicator
    extra = 0
    fields = ["number", "criterion", "title", "news", "minor_possible", "applies"]


@admin.register(QualityReferential)
class QualityReferentialAdmin(VisibleAdmin):
    list_display = ["name", "source", "validity"]
    inlines = [IndicatorInline]
