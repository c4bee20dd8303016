"""The texts that the cells of a workbook share, read in one pass."""

from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.sheet import MAIN, STRICT, unescaped


def read_shared_strings(data: bytes, part: str, allowed: int) -> list[str]:
    """Return the texts of a part, without how they are spoken or shown.

    Raises:
        UnreadableError: `E_XML`, where the part is not well-formed; `E_STRINGS`, where there are
            more texts than are allowed.
    """
    reader = _StringReader(allowed)
    try:
        reader.parser.Parse(data, True)
    except (ExpatError, ValueError) as fault:
        raise UnreadableError("E_XML", part=part, fault=fault) from fault
    return reader.texts


class _StringReader:
    """State of one pass."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.spoken = 0  # the depth within a phonetic run, which is not part of the text
        self.parser: XMLParserType = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in (MAIN, STRICT):
            return
        if tag == "si":
            self.pieces = []
        elif tag == "rPh":
            self.spoken += 1
        elif tag == "t" and not self.spoken:
            self.parser.CharacterDataHandler = self.pieces.append

    def _end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if space not in (MAIN, STRICT):
            return
        if tag == "t":
            self.parser.CharacterDataHandler = None
        elif tag == "rPh":
            self.spoken -= 1
        elif tag == "si":
            if len(self.texts) >= self.allowed:
                raise UnreadableError("E_STRINGS", allowed=self.allowed, limit="strings")
            self.texts.append(unescaped("".join(self.pieces)))
