"""What is no longer needed of trainees, erased every night."""

from celery import shared_task

from training.domain import retention


@shared_task(name="training.forget_training")
def forget_training() -> dict[str, int]:
    """Erase what has been kept as long as it is needed; how many of each."""
    return retention.forget_training()
