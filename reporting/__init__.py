"""Indicators, jobs, charts, PDF documents and the annual report."""
