"""Advocacy: campaigns, amendments, meetings, surveys and events."""
