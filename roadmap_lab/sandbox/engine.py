"""The calls that roadmap-lab makes to a Docker engine, and what its answers mean."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from roadmap_lab.errors import InternalError, MachineError
from roadmap_lab.sandbox.endpoint import Endpoint, find_endpoint
from roadmap_lab.sandbox.transport import CALL_SECONDS, Answer, Channel, Transport, open_transport

if TYPE_CHECKING:
    from collections.abc import Mapping

LABEL = "roadmap-lab"
_NOT_FOUND = 404
_CONFLICT = 409
_NOT_MODIFIED = 304
_FIRST_ERROR = 400
_OWN_ERROR = 500
_EVENTS_SECONDS = 2.0


class NoSuchImageError(Exception):
    """A container was asked for whose image is not here."""


class NotStartedError(Exception):
    """The engine could not start a container; its words are the message."""


class ContainerState(NamedTuple):
    """How a container is: whether it runs, its exit code, and whether the kernel ended it for its memory."""

    running: bool
    exit_code: int
    out_of_memory: bool


class Engine:
    """A Docker engine that answers.

    Raises (all methods):
        MachineError: The engine went away, or its disk is full.
        InternalError: It refused what should have been right.
    """

    def __init__(self, endpoint: Endpoint, transport: Transport) -> None:
        self.endpoint = endpoint
        self._transport = transport

    @property
    def keeps_its_word(self) -> bool:
        """Whether an engine of this make says so where it does not enforce a limit; podman does not."""
        return not self._transport.podman

    def create(self, name: str, config: Mapping[str, Any]) -> str:
        """Creates a container and returns its id.

        Raises:
            NoSuchImageError: The image is not here.
            MachineError: The engine says that it does not enforce a limit, or lacks the runtime.
        """
        answer = self._call("POST", "/containers/create", query={"name": name}, body=dict(config))
        if answer.status == _NOT_FOUND and "image" in answer.message.lower():
            raise NoSuchImageError(config["Image"])
        runtime = config["HostConfig"].get("Runtime")
        if runtime and answer.status >= _FIRST_ERROR and "runtime" in answer.message.lower():
            raise MachineError(
                f"the Docker engine has no runtime {runtime}, which ROADMAP_LAB_RUNTIME asks for",
                "name it in the engine's daemon.json and restart it, or unset ROADMAP_LAB_RUNTIME",
            )
        made = self._object(answer)
        discarded = [one for one in made.get("Warnings") or () if "discarded" in str(one).lower()]
        if discarded:
            raise unlimited(str(discarded[0]))
        return str(made["Id"])

    def start(self, container: str) -> None:
        """Starts a container.

        Raises:
            NotStartedError: It could not be started.
        """
        answer = self._call("POST", f"/containers/{container}/start")
        if answer.status >= _FIRST_ERROR:
            raise NotStartedError(answer.message)

    def attach(self, container: str, *, output: bool = True) -> Channel:
        """Attaches to a created container's standard input, and to its output where that is read."""
        try:
            return self._transport.attach(container, output=output)
        except OSError as error:
            raise self._gone(error) from error

    def wait(self, container: str, seconds: float) -> int | None:
        """Waits for a container's end; its exit code, or None when it runs on after that time."""
        try:
            answer = self._transport.request("POST", f"/containers/{container}/wait", seconds=seconds)
        except TimeoutError:
            return None
        except OSError as error:
            if "timed out" in str(error).lower():
                return None
            raise self._gone(error) from error
        return int(self._object(answer)["StatusCode"])

    def state(self, container: str) -> ContainerState:
        """How a container is."""
        state = self._object(self._call("GET", f"/containers/{container}/json"))["State"]
        return ContainerState(
            running=state["Running"], exit_code=state["ExitCode"], out_of_memory=state["OOMKilled"]
        )

    def ran_out_of_memory(self, container: str) -> bool:
        """Whether the kernel ended a process of a container for its memory, as far as the engine remembers.

        Its state says so of the first process alone.
        """
        filters = json.dumps({"container": [container], "event": ["oom"]})
        query = {"since": "1", "until": f"{time.time():.9f}", "filters": filters}
        try:  # with a clock of its own, an engine far away may wait for that moment
            answer = self._transport.request("GET", "/events", query=query, seconds=_EVENTS_SECONDS)
        except OSError:
            return False
        return answer.status < _FIRST_ERROR and b'"oom"' in answer.body

    def logs(self, container: str, lines: int) -> bytes:
        """The last lines of a container's output, still multiplexed; empty where there is none."""
        query = {"stdout": "1", "stderr": "1", "tail": str(lines)}
        answer = self._call("GET", f"/containers/{container}/logs", query=query)
        return answer.body if answer.status < _FIRST_ERROR else b""

    def kill(self, container: str) -> None:
        """Sends SIGKILL; a container that has ended already is left as it is."""
        answer = self._call("POST", f"/containers/{container}/kill")
        if answer.status not in {_NOT_FOUND, _CONFLICT}:
            self._good(answer)

    def stop(self, container: str, seconds: int) -> None:
        """Sends SIGTERM, and SIGKILL after that time; a container that has ended is left as it is."""
        answer = self._call("POST", f"/containers/{container}/stop", query={"t": str(seconds)})
        if answer.status not in {_NOT_MODIFIED, _NOT_FOUND}:
            self._good(answer)

    def pause(self, container: str) -> None:
        """Freezes all processes of a container."""
        self._good(self._call("POST", f"/containers/{container}/pause"))

    def unpause(self, container: str) -> None:
        """Lets a paused container go on; one that is not paused is left as it is."""
        answer = self._call("POST", f"/containers/{container}/unpause")
        if answer.status not in {_CONFLICT, _NOT_FOUND, _OWN_ERROR}:
            self._good(answer)

    def remove(self, container: str) -> bool:
        """Kills and removes a container with its anonymous volumes; whether it was there."""
        query = {"force": "1", "v": "1"}
        answer = self._call("DELETE", f"/containers/{container}", query=query)
        if answer.status in {_NOT_FOUND, _CONFLICT}:  # conflict: its removal is under way
            return False
        self._good(answer)
        return True

    def commit(self, container: str, tag: str, labels: Mapping[str, str]) -> None:
        """Makes an image of what a container has written; its own labels go where `labels` has no other."""
        repository, _, version = tag.rpartition(":")
        query = {"container": container, "repo": repository, "tag": version, "pause": "0"}
        self._good(self._call("POST", "/commit", query=query, body={"Labels": dict(labels)}))

    def image_id(self, tag: str) -> str | None:
        """The id of an image, or None where it is not here."""
        answer = self._call("GET", f"/images/{tag}/json")
        return None if answer.status == _NOT_FOUND else str(self._object(answer)["Id"])

    def image(self, tag: str) -> dict[str, Any]:
        """The engine's own description of an image that is here."""
        return self._object(self._call("GET", f"/images/{tag}/json"))

    def images(self) -> list[dict[str, Any]]:
        """The engine's own description of every image with our label."""
        query = {"filters": json.dumps({"label": [LABEL]})}
        return self._list(self._call("GET", "/images/json", query=query))

    def remove_image(self, reference: str) -> bool:
        """Removes a tag, and the image with its last tag; whether it could be removed now."""
        answer = self._call("DELETE", f"/images/{reference}")
        if answer.status in {_NOT_FOUND, _CONFLICT}:
            return False
        self._good(answer)
        return True

    def containers(self, *labels: str) -> list[dict[str, Any]]:
        """The engine's own description of every container, running or not, that has all the labels."""
        query = {"all": "1", "filters": json.dumps({"label": [LABEL, *labels]})}
        return self._list(self._call("GET", "/containers/json", query=query))

    def limit_processes(self, container: str, processes: int) -> None:
        """Limits the processes and threads of a container that runs."""
        self._good(self._call("POST", f"/containers/{container}/update", body={"PidsLimit": processes}))

    def written_bytes(self, container: str) -> int:
        """How much a container has written to its own layer."""
        query = {"size": "1"}
        described = self._object(self._call("GET", f"/containers/{container}/json", query=query))
        return int(described.get("SizeRw") or 0)

    def written_files(self, container: str) -> int:
        """How many files and folders a container has made, changed or removed in its own layer."""
        answer = self._good(self._call("GET", f"/containers/{container}/changes"))
        return 0 if answer.json() is None else len(self._list(answer))

    def info(self) -> dict[str, Any]:
        """What the engine says of itself."""
        return self._object(self._call("GET", "/info"))

    def _call(
        self, method: str, path: str, *, query: Mapping[str, str] | None = None, body: Any = None
    ) -> Answer:
        try:
            return self._transport.request(method, path, query=query, body=body, seconds=CALL_SECONDS)
        except OSError as error:
            raise self._gone(error) from error

    def _good(self, answer: Answer) -> Answer:
        if answer.status < _FIRST_ERROR:
            return answer
        if "no space left" in answer.message.lower():
            raise MachineError(
                "the Docker engine's disk is full", "roadmap-lab images prune, or free some space"
            )
        what = "failed" if answer.status >= _OWN_ERROR else "refused a request"
        raise InternalError(
            f"the Docker engine {what}: {answer.message}", "roadmap-lab doctor looks for the cause"
        )

    def _object(self, answer: Answer) -> dict[str, Any]:
        value = self._json(answer)
        if not isinstance(value, dict):
            raise self._nonsense()
        return value

    def _list(self, answer: Answer) -> list[dict[str, Any]]:
        value = self._json(answer)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._nonsense()
        return value

    def _json(self, answer: Answer) -> Any:
        try:
            return self._good(answer).json()
        except ValueError as error:
            raise self._nonsense() from error

    def _nonsense(self) -> MachineError:
        return MachineError(
            f"what answers at {self.endpoint.url} is no Docker engine, or a broken one",
            "roadmap-lab doctor says which engine is used, and why that one",
        )

    def _gone(self, error: Exception) -> MachineError:
        return MachineError(
            f"the Docker engine at {self.endpoint.url} does not answer any more ({error.__class__.__name__})",
            "start it again, then repeat the command; roadmap-lab doctor helps",
        )


def unlimited(detail: str) -> MachineError:
    """What to raise of an engine that runs containers without the limits that were asked for."""
    return MachineError(
        f"the Docker engine does not enforce limits ({detail.rstrip('.')}): it is not safe for grading",
        "use an engine that runs as root, or cgroup v2 with delegation; roadmap-lab doctor tries the limits",
    )


def connect(endpoint: Endpoint | None = None) -> Engine:
    """Connects to the engine of this machine, or to the one given.

    Raises:
        MachineError: No engine answers.
    """
    where = endpoint or find_endpoint()
    return Engine(where, open_transport(where))
