"""What the portal does by itself, and when."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    "rescue-stale-jobs": {"task": "reporting.rescue_stale_jobs", "schedule": 60.0},
    "purge-old-jobs": {"task": "reporting.purge_old_jobs", "schedule": crontab(hour=3, minute=30)},
    "purge-old-imports": {"task": "members.purge_old_imports", "schedule": crontab(hour=3, minute=40)},
    "send-resource-digests": {"task": "resources.send_digests", "schedule": crontab(hour=7, minute=0)},
    "remind-resource-reviews": {
        "task": "resources.remind_reviews",
        "schedule": crontab(hour=7, minute=30, day_of_week="mon"),
    },
}
