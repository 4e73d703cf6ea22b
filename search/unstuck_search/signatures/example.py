"""A signature as a tool would print it: its templates with example values in their variable parts."""

from __future__ import annotations

from unstuck_search.signatures.signature import Signature
from unstuck_search.signatures.template import Literal

VALUES = {
    "word": "thing",
    "path": "/srv/app/file",
    "int": "42",
    "hex": "0x7f3a",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
    "ip": "10.0.0.1",
    "host": "db.example.com",
    "port": "8080",
    "url": "https://example.com/page",
    "version": "1.2.3",
    "image": "example/app:1.4",
    "quoted": "'thing'",
    "rest": "some thing",
}


def example(signature: Signature) -> str:
    """One paste that the signature describes."""
    return "\n".join(
        "".join(part.text if isinstance(part, Literal) else VALUES[part.type] for part in template.parts)
        for template in signature.templates
    )
