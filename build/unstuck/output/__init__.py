"""The one writer: publishes a finished site, or a change to it, all of it or nothing."""

from unstuck.output.change import publish_changes
from unstuck.output.manifest import MANIFEST, PARTS, state_of
from unstuck.output.output_file import NotPublishedError, OutputFile, Published, file_digest
from unstuck.output.publish import check_output, publish
from unstuck.output.save import remove, remove_tree, save, unpack

__all__ = [
    "MANIFEST",
    "PARTS",
    "NotPublishedError",
    "OutputFile",
    "Published",
    "check_output",
    "file_digest",
    "publish",
    "publish_changes",
    "remove",
    "remove_tree",
    "save",
    "state_of",
    "unpack",
]
