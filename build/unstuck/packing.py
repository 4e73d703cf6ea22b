"""Frozen dataclasses to bytes and back, for what is kept in a store or handed over between processes."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_MOST = 2**63 - 1


def pack(value: object) -> bytes:
    """A value as MessagePack. Half of a surrogate pair, which YAML can smuggle in, becomes a question mark, as it does
    wherever text is published; a number of more than 63 bits becomes the greatest of those."""
    try:
        return msgspec.msgpack.encode(value)
    except (UnicodeEncodeError, OverflowError):
        plain = msgspec.to_builtins(value, builtin_types=(bytes, datetime.date))
        return msgspec.msgpack.encode(_encodable(plain))


def unpack(data: bytes | None, kind: type[T]) -> T | None:
    """The value of some bytes; None where they are not of this type."""
    try:
        return msgspec.msgpack.decode(data, type=kind) if data else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def digest(*facts: object) -> bytes:
    """A digest of facts: numbers, texts, dates, and sequences, tables and dataclasses of them."""
    return hashlib.blake2b(pack(facts), digest_size=16).digest()


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case int() if abs(value) > _MOST:
            return _MOST if value > 0 else -_MOST
        case dict():
            return {_encodable(key): _encodable(one) for key, one in value.items()}
        case list():
            return [_encodable(one) for one in value]
        case tuple():
            return tuple(map(_encodable, value))
        case _:
            return value
