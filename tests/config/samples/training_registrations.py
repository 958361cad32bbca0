"""Samples for the rights on orders, trainees and registrations."""
