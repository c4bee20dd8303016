"""The file beside a package that holds what OCF has no place for."""

SIDECAR = "xl-udfs.adjustments.json"
WHAT, VERSION = "xl-udfs adjustments", "1"
