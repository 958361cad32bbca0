"""Attendance: who signs, what proves it, what is noted, and how a session ends."""
