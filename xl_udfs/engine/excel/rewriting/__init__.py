"""A formula as the library is given it: what it computes otherwise is written otherwise."""
