"""RFC 9457: what went wrong with a request, as data. It holds nothing of the request's own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.responses import Response

from unstuck.json_data import dump

TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem: HTTP status, a name for programs, a sentence with the cure for people."""

    status: int
    name: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """The problem as an answer."""
        body = {
            "type": f"urn:unstuck:problem:{self.name}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        return Response(dump(body), self.status, {"Cache-Control": "no-store", **self.headers}, TYPE)


FAULT = Problem(500, "fault", "Internal error; the server keeps running.")


class ProblemError(Exception):
    """Raised where a request cannot be answered."""

    def __init__(self, status: int, name: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.problem = Problem(status, name, detail, headers or {})


def from_status(status: int, headers: Mapping[str, str] | None = None) -> Problem:
    """The problem for a bare HTTP status."""
    detail = {
        404: "There is nothing at this address; /api/v1/openapi.json lists what there is.",
        405: "This address does not take that method.",
    }.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase)
    return Problem(status, HTTPStatus(status).phrase.lower().replace(" ", "-"), detail, headers or {})
