"""The formula at which the calculation library gives up a whole workbook."""

from collections.abc import Callable, Collection, Sequence

from xl_udfs.engine.workbook.book import Place


def culprit(formulas: Sequence[Place], fails: Callable[[Collection[Place]], bool]) -> Place | None:
    """Return the first formula with which, added to those before it, the calculation fails.

    Args:
        formulas: all of them.
        fails: whether the calculation fails without some of them.

    Returns:
        The formula; None where the calculation fails without any as well.
    """
    if fails(formulas):
        return None
    sound, faulty = 0, len(formulas)  # how many may stand, and with how many it fails
    while faulty - sound > 1:
        middle = (sound + faulty) // 2
        if fails(formulas[middle:]):
            faulty = middle
        else:
            sound = middle
    return formulas[sound]
