"""Registrations: seats, the waiting list, needs, and the spreadsheet of trainees."""
