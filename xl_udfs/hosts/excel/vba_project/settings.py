"""The stream `PROJECT`: lines that name the modules, and who may see them (MS-OVBA 2.3.1)."""

import re

LINE_END = "\r\n"
MODULE = re.compile(r"(?:Document|Module|Class|BaseClass)=([^/]*)(?:/.*)?")
WORKSPACE = "[Workspace]"  # where the windows of modules stand
CLOSED = "=0, 0, 0, 0, C"


def line_of(settings: str, name: str) -> str:
    """Return the line that names a module; nothing where none does."""
    return next((line for line in _head(settings) if _named(line) == name.casefold()), "")


def with_module(settings: str, name: str, line: str) -> str:
    """Return the settings with a line for a module, behind those of the others."""
    lines = settings.split(LINE_END)
    modules = [at for at, text in enumerate(_head(settings)) if _named(text) is not None]
    lines.insert(modules[-1] + 1 if modules else 1, line)  # the first line is the project's id
    if WORKSPACE in lines:
        start = lines.index(WORKSPACE)
        lines.insert(lines.index("", start) if "" in lines[start:] else len(lines), name + CLOSED)
    return LINE_END.join(lines)


def without_modules(settings: str) -> str:
    """Return the settings without any module."""
    head = _head(settings)
    windows = settings.split(LINE_END)[len(head) :]
    if WORKSPACE in windows:
        windows = [*windows[: windows.index(WORKSPACE) + 1], ""]
    return LINE_END.join([*(line for line in head if _named(line) is None), *windows])


def protected(settings: str) -> bool:
    """Whether the project asks for a password, or is locked."""
    state, password = (_revealed(_quoted(settings, name)) for name in ("CMG", "DPB"))
    return any(state) or len(password) > 1


def _head(settings: str) -> list[str]:
    """Return the lines before the first section."""
    lines = settings.split(LINE_END)
    return lines[: next((at for at, line in enumerate(lines) if line[:1] == "["), len(lines))]


def _named(line: str) -> str | None:
    found = MODULE.fullmatch(line)
    return None if found is None else found[1].casefold()


def _quoted(settings: str, name: str) -> str:
    found = re.search(rf'^{name}="([^"]*)"', settings, re.MULTILINE)
    return "" if found is None else found[1]


def _revealed(text: str) -> bytes:
    """Return what a setting hides (MS-OVBA 2.4.3.3); nothing where it is not such a one."""
    try:
        seed, version, key, *hidden = bytes.fromhex(text)
    except ValueError:
        return b""
    plain = bytearray()
    last, before = key, version
    last_plain = seed ^ key
    for byte in hidden:
        last_plain = byte ^ (before + last_plain) & 0xFF
        plain.append(last_plain)
        before, last = last, byte
    ignored = (seed & 6) // 2
    return bytes(plain[ignored + 4 :])  # four bytes tell how many follow
