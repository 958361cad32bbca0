"""To be written."""


def propose(request, **kwargs):
    raise NotImplementedError


def edit(request, **kwargs):
    raise NotImplementedError


def new_version(request, **kwargs):
    raise NotImplementedError


def move(request, **kwargs):
    raise NotImplementedError
