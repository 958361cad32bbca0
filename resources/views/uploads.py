"""To be written."""


def add_file(request, **kwargs):
    raise NotImplementedError


def add_link(request, **kwargs):
    raise NotImplementedError


def remove_file(request, **kwargs):
    raise NotImplementedError


def remove_link(request, **kwargs):
    raise NotImplementedError
