"""Long work of the network."""

from members.domain import import_batch
from members.domain.network_import import ImportRefused
from members.imports.reading import UnreadableFile
from members.models import ImportBatch
from reporting.jobs import JobError, job_handler


@job_handler("import_network", when_failed=lambda job: import_batch.give_back(job.params["batch"]))
def import_network(job, progress) -> str:
    """A confirmed import."""
    progress(10, "Comparaison avec la base")
    try:
        return import_batch.run(ImportBatch.objects.get(pk=job.params["batch"]))
    except (ImportRefused, UnreadableFile) as refusal:
        raise JobError(str(refusal)) from refusal
