"""Reasons why a rule gives no value."""


class CapTableError(Exception):
    """Base class; raise a subclass.

    Attributes:
        code: stable identifier, part of the public interface (``missing_shares_outstanding``).
        field: name of the argument at fault, as the caller spelled it.
    """

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        """Keep the parts that reports and worksheets need separately."""
        super().__init__(message)
        self.code = code
        self.field = field


class InvalidInputError(CapTableError):
    """An argument is of the wrong kind: text for a price, a blank for a count."""


class OutOfRangeError(CapTableError):
    """An argument is of the right kind and impossible: a price below 0."""


class NotApplicableError(CapTableError):
    """The inputs are sound and the clause gives no value for them."""


class MissingDataError(CapTableError):
    """A row or a price that the rule needs is absent."""
