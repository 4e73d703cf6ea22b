"""The date that a build goes by: SOURCE_DATE_EPOCH where it is set, so that a build can be repeated to the byte."""

from __future__ import annotations

import datetime
import os

from unstuck.errors import UsageError


def today() -> datetime.date:
    """The date, in UTC.

    Raises:
        UsageError: SOURCE_DATE_EPOCH is set to something that is not a number of seconds.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    if not stated:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(stated), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"SOURCE_DATE_EPOCH: `{stated}` is not a number of seconds since 1970") from None
