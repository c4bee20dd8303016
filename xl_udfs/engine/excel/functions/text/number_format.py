"""Number formats as TEXT shows them: sections, digits, percent, powers, dates, literals."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from xl_udfs.cells import EXCEL_EPOCH, SHIFT, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import (
    CellError,
    LacksYearError,
    NotComputedError,
    general,
    number,
)
from xl_udfs.engine.excel.functions.text.fraction_format import Piece, as_fraction

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<meridian>AM/PM|A/P)|(?P<power>[eE][+-]0+)"
    r"|(?P<date>[yY]+|e+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)|(?P<digits>[0#?]+)|(?P<point>\.)"
    r"|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<slash>/)|(?P<other>.)",
    re.IGNORECASE,
)
SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


def formatted(value: float, code: str, *, epoch_1904: bool = False) -> str:
    """Write a number in a format.

    Raises:
        CellError: `#VALUE!` for a format that cannot be read, or a date out of range.
    """
    pieces, value = pieces_for(value, code)
    kinds = {piece.kind for piece in pieces}
    if "date" in kinds or "meridian" in kinds or "elapsed" in kinds:
        digits = [place for place, piece in enumerate(pieces) if piece.kind == "digits"]
        of_seconds = all(place >= 2 and _ends_second(pieces[place - 2 : place]) for place in digits)
        if kinds & {"percent", "power"} or not of_seconds:
            raise CellError(ExcelError.VALUE)
        return _date(pieces, value, SHIFT if epoch_1904 else 0)
    if "slash" in kinds and "digits" in kinds:
        return as_fraction(pieces, value)
    if "text" in kinds and "digits" not in kinds:
        return "".join(general(value) if p.kind == "text" else p.text for p in pieces)
    if "general" in kinds:
        sign = "-" if value < 0 else ""
        shown = _general_of_cell(abs(value))
        return sign + "".join(shown if p.kind == "general" else p.text for p in pieces)
    return number_in(pieces, value)


def pieces_for(value: float, code: str) -> tuple[list[Piece], float]:
    """Return the parts of the section of a format for a number, and what that section shows."""
    section, shown = _chosen(SECTION.split(code), value)
    return list(_pieces(section)), shown


def formatted_text(value: str, code: str) -> str:
    """Write a text in a format: its fourth section, or its only one where that holds an @."""
    sections = SECTION.split(code)
    section = sections[3] if len(sections) > 3 else sections[-1] if "@" in sections[-1] else "@"
    return "".join(value if p.kind == "text" else p.text for p in _pieces(section))


def _chosen(sections: list[str], value: float) -> tuple[str, float]:
    """Return the section for a number, and the number without the sign that the section shows."""
    for section in sections:
        condition = re.match(r"(?:\[[^\]]*\])*?\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]", section)
        if condition and _holds(value, condition[1], float(condition[2])):
            return section, value
        if condition is None and any(CONDITION.search(other) for other in sections):
            return section, value
    if len(sections) == 1:
        return sections[0], value
    if value < 0:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, operator: str, limit: float) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[operator]


def _pieces(section: str) -> Iterator[Piece]:  # noqa: C901 - a branch for each kind of token
    for found in TOKEN.finditer(section):
        kind = str(found.lastgroup)
        text = found[kind]
        match kind:
            case "space":
                yield Piece("literal", " ")
            case "fill":
                continue
            case "bracket" if re.fullmatch(r"[hH]+|[mM]+|[sS]+", text):
                yield Piece("elapsed", text.lower())
            case "bracket":
                if text.startswith("$"):
                    yield Piece("literal", text[1:].partition("-")[0])
            case "quoted" | "escaped":
                yield Piece("literal", text)
            case "other":
                if text.isalpha() and text not in "xX":  # of multiples, as 8.5x
                    raise NotComputedError(f"TEXT in the format {section}")
                yield Piece("literal", text)
            case "date":
                yield Piece(kind, "yyyy" if text[0] in "eE" else text.lower())
            case _:
                yield Piece(kind, text)


def _general_of_cell(value: float) -> str:
    """Write a number as a cell of the format General does: 11 characters, or a power of ten."""
    if value == 0:
        return "0"
    exponent = Decimal(repr(value)).adjusted()
    if exponent >= 11 or exponent < -9 or (exponent < -4 and len(general(value)) > 11):
        digits, _, power = f"{value:.5e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')}E{int(power):+03d}"
    shown = f"{value:.{max(0, 9 - max(exponent, 0))}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def number_in(pieces: Sequence[Piece], value: float) -> str:
    """Write a number by the pieces of a format."""
    exact = Decimal(f"{abs(value):.14e}")
    kinds = [piece.kind for piece in pieces]
    exact *= Decimal(100) ** kinds.count("percent")
    if "digits" not in kinds:
        sign = "-" if value < 0 and any(k == "literal" for k in kinds) else ""
        return sign + "".join(piece.text for piece in pieces if piece.kind != "text")
    last_digit = max(place for place, kind in enumerate(kinds) if kind == "digits")
    point = kinds.index("point") if "point" in kinds else len(pieces)
    power = kinds.index("power") if "power" in kinds else None
    end = point if point < len(pieces) else last_digit + 1
    exact = exact.scaleb(-3 * thousands(kinds))
    groups = any(
        kinds[place] == "comma" and "digits" in kinds[:place] and not _scales(kinds, place)
        for place in range(min(end, len(kinds)))
    )
    whole = [p for p in range(min(end, power or len(pieces))) if kinds[p] == "digits"]
    decimals = [p for p in range(point, power or len(pieces)) if kinds[p] == "digits"]
    places = sum(len(pieces[place].text) for place in decimals)
    exponent = 0
    if power is not None:
        exact, exponent = _with_power(exact, sum(len(pieces[p].text) for p in whole) or 1, places)
    with localcontext(prec=400):
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    digits = f"{exact:f}"
    left, _, right = digits.partition(".")
    filled = _whole(left, [pieces[place].text for place in whole], grouped=groups)
    shown = dict(zip(whole, filled, strict=True))
    for place in decimals:
        width = len(pieces[place].text)
        part, right = right[:width], right[width:]
        shown[place] = part
    _trim(shown, decimals, pieces)
    sign = "-" if value < 0 and exact != 0 else ""
    out = []
    for place, piece in enumerate(pieces):
        if piece.kind == "digits":
            out.append(shown.get(place, ""))
        elif piece.kind == "power":
            mark = "-" if exponent < 0 else "+" if "+" in piece.text else ""
            out.append(f"{piece.text[0]}{mark}{abs(exponent):0{len(piece.text) - 2}d}")
        elif piece.kind != "text" and (piece.kind != "comma" or "digits" not in kinds[:place]):
            out.append(piece.text)
    return sign + "".join(out)


def thousands(kinds: list[str]) -> int:
    """Return how many times the kinds of a format's parts divide by a thousand."""
    return sum(kind == "comma" and _scales(kinds, place) for place, kind in enumerate(kinds))


def _scales(kinds: list[str], place: int) -> bool:
    """Whether a comma divides by a thousand: no digit of the whole part follows it."""
    for kind in kinds[place + 1 :]:
        if kind == "digits":
            return False
        if kind in ("point", "percent", "power"):
            break
    return "digits" in kinds[:place]


def _with_power(value: Decimal, whole: int, places: int) -> tuple[Decimal, int]:
    """Split a number for a power of ten whose exponent is a multiple of the whole digits."""
    if value == 0:
        return value, 0
    exponent = value.adjusted() // whole * whole
    scaled = value.scaleb(-exponent)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded.adjusted() >= whole:
        exponent += whole
        scaled = value.scaleb(-exponent)
    return scaled, exponent


def _whole(digits: str, places: list[str], *, grouped: bool) -> list[str]:
    """Spread the whole part over its placeholders, the first of which takes what is left."""
    pattern = "".join(places)
    least = len(pattern) - len(pattern.lstrip("#")) if "0" in pattern or "?" in pattern else None
    needed = 0 if least is None else len(pattern) - least
    digits = digits.lstrip("0")
    padded = digits.rjust(needed, "0")
    for at in range(len(pattern) - needed, len(pattern)):
        back = len(pattern) - at
        if pattern[at] == "?" and len(digits) < back <= len(padded):
            index = len(padded) - back
            padded = f"{padded[:index]} {padded[index + 1 :]}"
    if grouped:
        rest = len(padded) % 3
        parts = ([padded[:rest]] if rest else []) + [
            padded[at : at + 3] for at in range(rest, len(padded), 3)
        ]
        padded = "".join(parts[:1])
        for part in parts[1:]:  # what parts nothing but blanks is a blank
            padded += ("," if padded.strip() else " ") + part
    out: list[str] = []
    for width in [len(place) for place in places[:0:-1]]:
        cut = max(0, len(padded) - width)
        out.insert(0, padded[cut:])
        padded = padded[:cut]
    return [padded, *out] if places else []


def _trim(shown: dict[int, str], decimals: list[int], pieces: Sequence[Piece]) -> None:
    """Leave out trailing zeros of the decimals where # stands, and blanks where ? stands."""
    for place in reversed(decimals):
        pattern, text = pieces[place].text, shown[place]
        while text and text.endswith("0") and pattern[len(text) - 1] == "#":
            text = text[:-1]
        kept = len(text)
        while kept and text[kept - 1] == "0" and pattern[kept - 1] == "?":
            kept -= 1
        shown[place] = text[:kept] + " " * (len(text) - kept)
        if shown[place]:
            break


def _date(pieces: list[Piece], serial: float, days: int) -> str:
    """Write a moment; `days` are those that its calendar begins after 1900's.

    Beside an elapsed time, which has no calendar, everything is a part of that time.
    """
    elapsed = any(piece.kind == "elapsed" for piece in pieces)
    negative = elapsed and days and serial < 0  # only workbooks from 1904 show times before 0
    moment = abs(serial) if negative else serial if elapsed else serial + days
    if moment < 0 or moment >= 2_958_466:
        raise CellError(ExcelError.VALUE)
    places = _decimal_places(pieces)
    resolution = 10**places
    ticks = int(
        (Decimal(repr(moment)) * 86_400 * resolution).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    )
    whole, fraction = divmod(ticks, resolution)
    day, rest = divmod(whole, 86_400)
    parts = {"h": rest // 3600, "m": rest // 60 % 60, "s": rest % 60}
    meridian = any(piece.kind == "meridian" for piece in pieces)
    parts |= {
        piece.text[0]: {"h": whole // 3600, "m": whole // 60, "s": whole}[piece.text[0]]
        for piece in pieces
        if piece.kind == "elapsed"
    }
    out = []
    for place, piece in enumerate(pieces):
        letter, count = piece.text[:1], len(piece.text)
        match piece.kind:
            case "elapsed":
                out.append(f"{parts[letter]:0{count}d}")
            case "meridian":
                halves = "AM/PM" if count > 3 else piece.text  # a single letter as it is written
                out.append(halves.split("/")[parts["h"] >= 12])
            case "digits":  # of the second, behind a point
                out.append(f"{fraction:0{places}d}"[:count])
            case "date" if letter == "h":
                shown = (parts["h"] % 12 or 12) if meridian else parts["h"]
                out.append(f"{shown:0{min(count, 2)}d}")
            case "date" if letter == "s":
                pattern, point, zeros = piece.text.partition(".")
                out.append(f"{parts['s']:0{min(len(pattern), 2)}d}{point}")
                out.append(f"{fraction:0{places}d}"[: len(zeros)])
            case "date" if letter == "m" and (elapsed or _is_minute(pieces, place)):
                out.append(f"{parts['m']:0{min(count, 2)}d}")
            case "date":
                out.append(_day(piece.text, day))
            case _:
                out.append(piece.text)
    return "-" * bool(negative) + "".join(out)


def _ends_second(pieces: list[Piece]) -> bool:
    """Whether an elapsed second, as [s], and a point stand before digits."""
    (before, point) = pieces
    return before.kind == "elapsed" and before.text[0] == "s" and point.kind == "point"


def _decimal_places(pieces: list[Piece]) -> int:
    """Return how many places of a second are shown, at most three."""
    seconds = [len(p.text.partition(".")[2]) for p in pieces if p.kind == "date"]
    return min(3, max([*seconds, *(len(p.text) for p in pieces if p.kind == "digits")], default=0))


def _is_minute(pieces: list[Piece], place: int) -> bool:
    """Whether an m stands for minutes: after hours or before seconds."""
    if len(pieces[place].text) > 2:
        return False
    before = next((p for p in reversed(pieces[:place]) if p.kind in ("date", "elapsed")), None)
    after = next((p for p in pieces[place + 1 :] if p.kind in ("date", "elapsed")), None)
    return (before is not None and before.text[0] == "h") or (
        after is not None and after.text[0] == "s"
    )


def _day(pattern: str, serial: int) -> str:
    if serial == 60:  # the day that 1900 has in Excel only
        year, month, day = 1900, 2, 29
    else:
        moment = EXCEL_EPOCH + timedelta(days=serial + (serial < 60))
        year, month, day = moment.year, moment.month, moment.day
        if serial == 0:
            year, month, day = 1900, 1, 0
    letter, count = pattern[0], len(pattern)
    match letter:
        case "y":
            return f"{year % 100:02d}" if count <= 2 else f"{year:04d}"
        case "m":
            name = MONTHS[month - 1]
            return (str(month), f"{month:02d}", name[:3], name, name[0])[
                min(count, 6) - 1 if count < 6 else 3
            ]
        case _:
            name = DAYS[(serial - 1) % 7]
            return (str(day), f"{day:02d}", name[:3], name)[min(count, 4) - 1]


def text_function(value: CellValue, code: CellValue, *, epoch_1904: bool = False) -> CellValue:
    """TEXT(value, format_text)."""
    for cell in (value, code):
        if isinstance(cell, ExcelError):
            return cell
    if isinstance(value, bool):
        return str(value).upper()
    pattern = "" if code is None else code if isinstance(code, str) else general(number(code))
    if isinstance(value, str):
        try:
            value = number(value)
        except LacksYearError:
            raise
        except CellError:
            return formatted_text(str(value), pattern)
    if not pattern:
        return ""
    return formatted(number(value), pattern, epoch_1904=epoch_1904)
