"""Which images and layers somebody needs who names stacks, exercises, or nothing, and making them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from roadmap_lab.catalog.exercises import exercise_ids, load_exercise, near_matches
from roadmap_lab.catalog.stack_definitions import load_stack, stack_ids
from roadmap_lab.errors import InternalError, UsageError
from roadmap_lab.sandbox.dependency_layers import install, starter_layer
from roadmap_lab.sandbox.images import build_images
from roadmap_lab.sandbox.spec import CHECKER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from roadmap_lab.sandbox.engine import Engine
    from roadmap_lab.sandbox.spec import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What is to be here: images by their names, and layers with the packages of starters."""

    images: tuple[str, ...]
    layers: tuple[Layer, ...]


def provision_for(words: Sequence[str]) -> Provision:
    """What a learner needs for these stacks and exercises.

    Args:
        words: Ids of stacks and exercises; none of the one kind means all of that kind.

    Raises:
        UsageError: A word is neither a stack nor an exercise.
    """
    stacks, exercises = stack_ids(), exercise_ids(drafts=True)
    for word in words:
        if word not in stacks and word not in exercises:
            raise UsageError(
                f"there is no stack or exercise {word!r}", near_matches(word, (*stacks, *exercises))
            )
    chosen_stacks = [one for one in stacks if one in words] or list(stacks)
    chosen_stacks = [one for one in chosen_stacks if not load_stack(one).own_image]
    chosen = [load_exercise(one) for one in exercises if one in words]
    chosen = chosen or [load_exercise(one) for one in exercise_ids()]
    images = dict.fromkeys((CHECKER, *chosen_stacks))
    layers: dict[str, Layer] = {}
    for exercise in chosen:
        images |= dict.fromkeys((*exercise.manifest.services, *exercise.manifest.one_of))
        for stack in chosen_stacks:
            layer = starter_layer(exercise, load_stack(stack)) if stack in exercise.stacks else None
            if layer is not None:
                layers[layer.tag] = layer
    return Provision(images=tuple(images), layers=tuple(layers.values()))


def provide(engine: Engine, provision: Provision, progress: Callable[[str, str], None]) -> list[str]:
    """Makes what is missing of it.

    Returns:
        The tags that were made.

    Raises:
        MachineError: A build failed, or there is no network.
        InternalError: The packages of a starter can't be installed.
    """
    made = build_images(engine, list(provision.images), progress)
    for layer in provision.layers:
        if engine.image_id(layer.tag) is not None:
            continue
        name = layer.tag.partition("/")[2].partition(":")[0]
        failure = install(engine, layer, lambda line, name=name: progress(name, line))  # type: ignore[misc]
        if failure is not None:
            raise InternalError(
                f"the packages of a starter can't be installed: {failure.reason}", detail=failure.output
            )
        made.append(layer.tag)
    return made
