"""Jobs, annual reports with their editions, and figures stated by authors."""

from .annual_report import AnnualReport, ReportEdition, ReportSection
from .job import Job
from .stated_figure import StatedFigure

__all__ = ["AnnualReport", "Job", "ReportEdition", "ReportSection", "StatedFigure"]
