"""To be written."""


def download(request, **kwargs):
    raise NotImplementedError


def preview(request, **kwargs):
    raise NotImplementedError


def follow_link(request, **kwargs):
    raise NotImplementedError
