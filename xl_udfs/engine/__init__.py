"""Workbooks without Excel; knows nothing of preferred stock."""
