"""How wide a text is in Calibri, so that rows are high and columns wide enough for what they show.

The advance widths are those of the font itself, in thousandths of its size.
"""

from collections.abc import Iterator
from math import ceil

POINTS_PER_WIDTH = 5.25  # of a column: 7 pixels a digit of Calibri 11, 96 pixels an inch
PADDING = 5.0  # points that a cell keeps free on both sides together
INDENT = 7.5  # points of one step
FIRST = 32  # code of the first character below, a blank


def _widths(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


REGULAR = _widths(
    """
    226 326 401 498 507 715 682 221 303 303 498 498 250 306 252 386 507 507 507 507 507 507
    507 507 507 507 268 268 498 498 498 463 894 579 544 533 615 488 459 631 623 252 319 520
    420 855 646 662 517 673 543 459 487 642 567 890 519 487 468 307 386 307 498 498 291 479
    525 423 525 498 305 471 525 229 239 455 229 799 525 527 525 525 349 391 335 525 452 715
    433 453 395 314 460 314 498
    """
)
BOLD = _widths(
    """
    226 326 438 498 507 729 705 233 312 312 498 498 258 306 267 430 507 507 507 507 507 507
    507 507 507 507 276 276 498 498 498 463 898 606 561 529 630 488 459 637 631 267 331 547
    423 874 659 676 532 686 563 473 495 653 591 906 551 520 478 325 430 325 498 498 300 494
    537 418 537 503 316 474 537 246 255 480 246 813 537 538 537 537 355 399 347 537 473 745
    459 474 397 344 475 344 498
    """
)
OTHER = 600  # any character that is not above
WIDEST = max(*REGULAR, *BOLD) / 1000  # points of the widest one, at a size of 1


def text_width(text: str, size: float = 10, *, bold: bool = False) -> float:
    """Return the width of a line of text in points."""
    widths = BOLD if bold else REGULAR
    codes = (ord(character) - FIRST for character in text)
    return sum(widths[code] if 0 <= code < len(widths) else OTHER for code in codes) * size / 1000


def room(column_width: float, indent: int = 0) -> float:
    """Return how many points of text fit beside each other in a column."""
    return column_width * POINTS_PER_WIDTH - PADDING - indent * INDENT


def lines_of(text: str, points: float, size: float = 10, *, bold: bool = False) -> int:
    """Return how many lines a text takes, broken between words, or within those too long."""
    blank, lines, used = text_width(" ", size, bold=bold), 1, 0.0
    for width, starts in _words(text, size, bold=bold):
        if starts or (used and used + blank + width > points):
            lines, used = lines + 1, 0.0
        if width > points:
            lines += ceil(width / points) - 1
        used += width + (blank if used else 0)
    return lines


def _words(text: str, size: float, *, bold: bool) -> Iterator[tuple[float, bool]]:
    """Yield the width of each word, and whether it begins a line of the text itself."""
    for number, line in enumerate(text.split("\n")):
        for place, word in enumerate(line.split(" ")):
            yield text_width(word, size, bold=bold), number > 0 and place == 0
