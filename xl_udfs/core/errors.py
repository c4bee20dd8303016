"""Reasons why a rule gives no value."""

from typing import Self


class CapTableError(Exception):
    """Base class; raise a subclass.

    Attributes:
        code: stable identifier, part of the public interface (``missing_shares_outstanding``).
        field: name of the argument at fault, as the caller spelled it.
        value: what was given for it, where a caller outside the law knows.
        function: name of the worksheet function that was called, likewise.
        index: label of the row at fault, where a column was given.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        field: str | None = None,
        value: object = None,
        function: str | None = None,
        index: object = None,
    ) -> None:
        """Keep the parts that reports and worksheets need separately."""
        super().__init__(message)
        self.code = code
        self.field = field
        self.value = value
        self.function = function
        self.index = index

    def at(self, message: str, *, value: object, function: str, index: object = None) -> Self:
        """Return the same refusal with the call that met it."""
        return type(self)(
            self.code, message, field=self.field, value=value, function=function, index=index
        )


class InvalidInputError(CapTableError):
    """An argument is of the wrong kind: text for a price, a blank for a count."""


class OutOfRangeError(CapTableError):
    """An argument is of the right kind and impossible: a price below 0."""


class NotApplicableError(CapTableError):
    """The inputs are sound and the clause gives no value for them."""


class MissingDataError(CapTableError):
    """A row or a price that the rule needs is absent."""
