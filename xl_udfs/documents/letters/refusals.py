"""Why no letter is made; the text is for the user."""


class LetterError(Exception):
    """A letter that cannot be made as asked."""


class AskedError(LetterError):
    """What is asked for does not exist: another class, step, holder or notice would be right."""


class ContentError(LetterError):
    """The workbook does not hold what the letter needs."""


class UnreadyError(LetterError):
    """The workbook has it all, and its own checks say that it must not be sent."""
