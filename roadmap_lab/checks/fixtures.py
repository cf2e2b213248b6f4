"""What a check can ask for by the name of a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from roadmap_lab.checks.client import Api
from roadmap_lab.checks.declaration import declaration_of
from roadmap_lab.checks.pod import Pod
from roadmap_lab.checks.services import connect
from roadmap_lab.checks.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from roadmap_lab.checks.host import Host
    from roadmap_lab.checks.job import Job
    from roadmap_lab.checks.stand_ins import StandIns
    from roadmap_lab.checks.stand_ins.mail import MailSink
    from roadmap_lab.checks.stand_ins.oidc import OidcProvider


class Fixtures:
    """The fixtures, as a pytest plugin."""

    def __init__(self, job: Job, host: Host, stand_ins: StandIns) -> None:
        self._job = job
        self._host = host
        self._stand_ins = stand_ins

    @pytest.fixture
    def api(self) -> Api:
        """An HTTP client for the learner's server."""
        return Api(self._job.port)

    @pytest.fixture
    def values(self, request: pytest.FixtureRequest) -> Values:
        """Seeded inputs, the same for this check whatever else runs."""
        return Values(f"{self._job.seed}/{declaration_of(request.node).id}")

    @pytest.fixture
    def pod(self) -> Iterator[Pod]:
        """Power over the processes and services; what the check leaves is put back."""
        pod = Pod(self._host, self._job.port, self._job.boot_seconds)
        yield pod
        pod.restore()

    @pytest.fixture
    def services(self) -> frozenset[str]:
        """Ids of the services of this grade; of those that the learner chooses from, the chosen one."""
        return frozenset(self._job.services)

    @pytest.fixture
    def database(self) -> Iterator[Any]:
        """A `psycopg.Connection` of the checks' own: a superuser's, rows as dicts."""
        with connect("postgres", self._job.services) as connection:
            yield connection

    @pytest.fixture
    def redis(self) -> Iterator[Any]:
        """A `redis.Redis` of the checks' own."""
        with connect("redis", self._job.services) as client:
            yield client

    @pytest.fixture
    def amqp(self) -> Iterator[Any]:
        """A channel of a `pika.BlockingConnection` of the checks' own."""
        connection = connect("rabbitmq", self._job.services)
        yield connection.channel()
        connection.close()

    @pytest.fixture
    def mail(self) -> Iterator[MailSink]:
        """The mail sink; it accepts everything again after the check."""
        yield self._stand_ins.mail
        self._stand_ins.mail.accept()

    @pytest.fixture
    def oidc(self) -> Iterator[OidcProvider]:
        """The OpenID Connect provider; it tells the truth again after the check."""
        yield self._stand_ins.oidc
        self._stand_ins.oidc.reset()
