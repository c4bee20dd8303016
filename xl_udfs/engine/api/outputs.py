"""Where results may be written."""

from xl_udfs.engine.writing.file_names import stems
from xl_udfs.engine.writing.outputs import Output, OutputRefusedError, Replaces, refuse_if_open
from xl_udfs.engine.writing.outputs import prepare as prepare_outputs
from xl_udfs.engine.writing.replacing import digest, write_file

__all__ = [
    "Output",
    "OutputRefusedError",
    "Replaces",
    "digest",
    "prepare_outputs",
    "refuse_if_open",
    "stems",
    "write_file",
]
