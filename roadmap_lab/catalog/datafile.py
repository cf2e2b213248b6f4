"""Reading the YAML files that ship with the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from roadmap_lab.errors import InternalError
from roadmap_lab.resources import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

Model = TypeVar("Model")


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what is written in a data file: a field nobody knows is an error, not a typo unseen."""


def data_file(*parts: str) -> Path:
    """The file at `parts` below the package's own folder."""
    return PACKAGE.joinpath(*parts)


def read_yaml(file: Path, model: type[Model]) -> Model:
    """One YAML file as `model`.

    Raises:
        InternalError: The file is not YAML or not of the model's shape; the message says where.
    """
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=model)
    except (OSError, msgspec.MsgspecError) as error:
        raise InternalError(
            f"{file.name}: {error}", "This file ships with roadmap-lab; reinstall it."
        ) from error
