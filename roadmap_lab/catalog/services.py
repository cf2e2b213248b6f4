"""The real servers that can run beside a project, read from beside their Dockerfiles."""

from __future__ import annotations

from functools import cache

import msgspec

from roadmap_lab.errors import InternalError
from roadmap_lab.resources import IMAGES


class ServiceDefinition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `service.yaml` beside the service's Dockerfile says.

    Attributes:
        format: Version of this file's own format.
        id: Stable for ever; also the image's name.
        title: For people.
        variable: The environment variable by which a project finds the service.
        url: Its value, with `{app_password}` in it.
        checker_url: Where the checks have a connection of their own, with `{checker_password}` in it.
        compose_images: Names of images that mean this service in a project's compose.yaml.
        data_mb: Size of /data, in memory.
        memory_mb: Memory of the container; /data counts.
        processes: Processes and threads of the container.
    """

    format: int
    id: str
    title: str
    variable: str
    url: str
    checker_url: str
    compose_images: tuple[str, ...]
    data_mb: int
    memory_mb: int
    processes: int


@cache
def load_service(service_id: str) -> ServiceDefinition:
    """The service of that id.

    Raises:
        InternalError: There is none, or its definition is damaged.
    """
    source = IMAGES / service_id / "service.yaml"
    try:
        return msgspec.yaml.decode(source.read_bytes(), type=ServiceDefinition)
    except (OSError, msgspec.MsgspecError) as error:
        raise InternalError(f"{source} cannot be used: {error}") from error
