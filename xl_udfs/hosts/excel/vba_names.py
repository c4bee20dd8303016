"""Names of arguments that VBA takes."""

import re

from xl_udfs.functions.registry import WorksheetFunction

RESERVED = frozenset(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr
    date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng
    deflngptr defobj defsng defstr defvar dim do doevents double each else elseif empty end endif
    enum eqv erase event exit false fix for friend function get global gosub goto if imp implements
    in input inputb int integer is lbound len lenb let like linput lock long longlong longptr loop
    lset me mod new next not nothing null on open option optional or paramarray preserve print
    private pset public put raiseevent redim rem resume return rset scale seek select set sgn shared
    single spc static stop string sub tab then to true type typeof ubound unlock until variant wend
    while with withevents write xor
    """.split()  # noqa: SIM905 - a list of words reads best as text
)  # names that VBA keeps for itself
USED = frozenset(
    "application err failed isobject noanswer passed place thisworkbook witherrors xlpy".split()  # noqa: SIM905
)  # names that the functions use themselves


EVENTS = frozenset(
    """
    beforenavigate2 beforescriptexecute change click contentcontrolonenter documentcomplete
    downloadbegin downloadcomplete filedownload followhyperlink gotfocus layout lostfocus mouseenter
    mousehover mouseleave mousemove navigatecomplete2 navigateerror onconnecting painted painting
    progresschange propertychange resize setsecurelockicon statustextchange titlechange
    """.split()  # noqa: SIM905 - a list of words reads best as text
)  # behind an underscore, what virus scanners take for a procedure that Excel starts of itself
LAST_EVENTS = frozenset("activate beforeclose calculate close new open".split())  # noqa: SIM905 - at a name's end
EVENT = re.compile(
    rf"(?<=\w)_(?=(?:{'|'.join(sorted(EVENTS))})|(?:{'|'.join(sorted(LAST_EVENTS))})$)",
    re.IGNORECASE,
)


def argument_names(function: WorksheetFunction) -> list[str]:
    """Return the names of a function's arguments in VBA, which knows no capitals."""
    taken = RESERVED | USED | {function.name.casefold()}
    names = (EVENT.sub("", parameter.name) for parameter in function.parameters)
    return [f"{name}_" if name.casefold() in taken else name for name in names]
