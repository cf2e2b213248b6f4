"""Other people's services, played by the checker: they can be told to fail, be slow or lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from roadmap_lab.checks.stand_ins.mail import MailSink
    from roadmap_lab.checks.stand_ins.oidc import OidcProvider


class StandIns:
    """The stand-ins of one grade.

    Args:
        made_with: What each is made with, by its kind.
    """

    def __init__(self, made_with: Mapping[str, Mapping[str, Any]]) -> None:
        self._made_with = made_with
        self._mail: MailSink | None = None
        self._oidc: OidcProvider | None = None

    def start(self) -> None:
        """Starts those that the exercise names; afterwards they listen."""
        if "mail" in self._made_with:
            from roadmap_lab.checks.stand_ins.mail import MailSink  # noqa: PLC0415  # few exercises need it

            self._mail = MailSink(**self._made_with["mail"])
            self._mail.start()
        if "oidc" in self._made_with:
            from roadmap_lab.checks.stand_ins.oidc import OidcProvider  # noqa: PLC0415  # few exercises need it

            self._oidc = OidcProvider(**self._made_with["oidc"])
            self._oidc.start()

    @property
    def mail(self) -> MailSink:
        """The mail sink.

        Raises:
            LookupError: The exercise does not name it.
        """
        if self._mail is None:
            raise LookupError("exercise.yaml names no stand-in mail")
        return self._mail

    @property
    def oidc(self) -> OidcProvider:
        """The OpenID Connect provider.

        Raises:
            LookupError: The exercise does not name it.
        """
        if self._oidc is None:
            raise LookupError("exercise.yaml names no stand-in oidc")
        return self._oidc
