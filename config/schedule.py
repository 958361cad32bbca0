"""What the portal does by itself, and when."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    "rescue-stale-jobs": {"task": "reporting.rescue_stale_jobs", "schedule": 60.0},
    "purge-old-jobs": {"task": "reporting.purge_old_jobs", "schedule": crontab(hour=3, minute=30)},
    "purge-old-imports": {"task": "members.purge_old_imports", "schedule": crontab(hour=3, minute=40)},
    "forget-applications": {"task": "members.forget_applications", "schedule": crontab(hour=4, minute=30)},
    "campaign-day": {"task": "members.campaign_day", "schedule": crontab(hour=8, minute=0)},
    "remind-of-mission-reports": {"task": "members.remind_of_mission_reports", "schedule": crontab(hour=8, minute=10)},
    "remind-bilateral-reviews": {"task": "members.remind_reviews", "schedule": crontab(hour=8, minute=10)},
    "send-waiting-mails": {"task": "members.send_waiting_mails", "schedule": crontab(minute=15)},
    "send-resource-digests": {"task": "resources.send_digests", "schedule": crontab(hour=7, minute=0)},
    "remind-resource-reviews": {
        "task": "resources.remind_reviews",
        "schedule": crontab(hour=7, minute=30, day_of_week="mon"),
    },
    "extract-waiting-files": {"task": "resources.extract_waiting", "schedule": 300.0},
    "purge-orphan-files": {"task": "resources.purge_orphans", "schedule": crontab(hour=3, minute=50)},
    "forget-people": {"task": "resources.forget_people", "schedule": crontab(hour=4, minute=0)},
    "refresh-boosts": {"task": "resources.refresh_boosts", "schedule": crontab(hour=4, minute=10)},
    "rebuild-vocabulary": {"task": "resources.rebuild_vocabulary", "schedule": crontab(hour=4, minute=20)},
    "remind-overdue-actions": {
        "task": "certification.remind_overdue_actions",
        "schedule": crontab(hour=5, minute=10),
    },
    "accreditation-night": {"task": "certification.accreditation_night", "schedule": crontab(hour=5, minute=0)},
    "close-juries": {"task": "certification.close_juries", "schedule": crontab(hour=4, minute=40)},
    "forget-interests": {"task": "training.forget_interests", "schedule": crontab(hour=4, minute=50)},
    "forget-candidates": {"task": "certification.forget_candidates", "schedule": crontab(hour=4, minute=40)},
    "training-signing-links": {"task": "training.send_signing_links", "schedule": crontab(hour=7, minute=15)},
    "training-summons": {"task": "training.send_due_summons", "schedule": crontab(hour=6, minute=0)},
    "remind-training-invoices": {"task": "training.remind_unpaid", "schedule": crontab(hour=6, minute=10)},
    "training-surveys": {"task": "training.send_surveys", "schedule": crontab(hour=8, minute=20)},
    "training-pieces": {"task": "training.remind_expiring_pieces", "schedule": crontab(hour=6, minute=20)},
    "forget-training": {"task": "training.forget_training", "schedule": crontab(hour=4, minute=45)},
    "training-night": {"task": "training.session_night", "schedule": crontab(hour=5, minute=20)},
}
