"""Which services a project has chosen, by the images in its compose.yaml (the Compose Specification)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from roadmap_lab.catalog.services import load_service
from roadmap_lab.errors import UsageError
from roadmap_lab.project.strange_yaml import decode_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPOSE_FILES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")


def choose_service(contents: Mapping[str, bytes], choices: tuple[str, ...]) -> str:
    """The one of these services that the project's compose file has an image of.

    Args:
        contents: The project's files by path.
        choices: Ids of services.

    Raises:
        UsageError: There is no compose file, it is damaged, or it has none or several of them.
    """
    words = " or ".join(load_service(one).title for one in choices)
    name = next((one for one in COMPOSE_FILES if one in contents), None)
    if name is None:
        raise UsageError(f"the project has no {COMPOSE_FILES[0]}", f"it says whether you use {words}")
    try:
        compose = decode_yaml(contents[name])
    except ValueError as error:
        raise UsageError(f"{name} cannot be read: {error}", "mend it there") from error
    images = _images(compose)
    chosen = [one for one in choices if images & set(load_service(one).compose_images)]
    if len(chosen) != 1:
        found = "both" if chosen else "neither"
        raise UsageError(
            f"{name} has a service of {found}: {words}", "keep the image of the one that you use"
        )
    return chosen[0]


def _images(compose: Any) -> set[str]:
    """The names of the images, without registry, organisation and tag."""
    services = compose.get("services") if isinstance(compose, dict) else None
    found = set()
    for service in services.values() if isinstance(services, dict) else ():
        image = service.get("image") if isinstance(service, dict) else None
        if isinstance(image, str):
            found.add(image.partition("@")[0].rpartition("/")[2].partition(":")[0])
    return found
