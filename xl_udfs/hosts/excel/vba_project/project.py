"""A VBA project: its modules as texts, more of them, and the file ``vbaProject.bin`` of it.

Office keeps compiled code beside the source, which is true of its own version only. What is written
here is source alone, marked as of no version, so that Office compiles it anew.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from xl_udfs.hosts.excel.vba_project.compound_file import (
    CompoundFileError,
    Storage,
    Stream,
    compound_file,
    read_compound_file,
)
from xl_udfs.hosts.excel.vba_project.compression import CompressionError, compressed, decompressed
from xl_udfs.hosts.excel.vba_project.directory import (
    Directory,
    DirectoryError,
    ModuleEntry,
    ModuleKind,
    directory_stream,
    read_directory,
)

FOLDER, DIRECTORY, CACHE, SETTINGS, NAMES = "VBA", "dir", "_VBA_PROJECT", "PROJECT", "PROJECTwm"
NO_VERSION = b"\xcc\x61\xff\xff\x00\x01\x00"  # of the compiled code, which is not there
COMPILED = "__SRP_"  # streams of it
LISTED = ("ID=", "Document=", "Module=", "Class=", "BaseClass=")  # lines that modules stand behind
CLOSED = "=0, 0, 0, 0, C"  # a module's window in the editor
WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
SHEET = "0{00020820-0000-0000-C000-000000000046}"
CHART = "0{00020821-0000-0000-C000-000000000046}"
DOCUMENT_MODULE = """\
Attribute VB_Name = "{name}"
Attribute VB_Base = "{base}"
Attribute VB_GlobalNameSpace = False
Attribute VB_Creatable = False
Attribute VB_PredeclaredId = True
Attribute VB_Exposed = True
Attribute VB_TemplateDerived = False
Attribute VB_Customizable = True
"""


class ProjectError(ValueError):
    """The project cannot be read or added to; `code` is stable."""

    def __init__(self, code: str, message: str) -> None:
        """Keep the code apart."""
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Project:
    """A project, read."""

    root: Storage
    directory: Directory
    sources: Mapping[str, bytes]  # the text of each module, by its name
    settings: str  # the stream PROJECT

    @property
    def protected(self) -> bool:
        """Whether it asks for a password, or is locked."""
        state, password = (_decrypted(self._setting(name)) for name in ("CMG", "DPB"))
        return any(state) or len(password) > 1

    def _setting(self, name: str) -> str:
        found = re.search(rf'^{name}="([^"]*)"', self.settings, re.MULTILINE)
        return found[1] if found is not None else ""

    def has(self, name: str) -> bool:
        """Whether it has a module of that name, which ignores case."""
        return any(module.name.upper() == name.upper() for module in self.directory.modules)

    def with_module(self, name: str, source: bytes) -> "Project":
        """Return the project with a module of procedures.

        Raises:
            ProjectError: `E_VBA_NAME`, where a module has that name.
        """
        entry = ModuleEntry(name=name, stream=name, kind=ModuleKind.PROCEDURAL)
        return self._with(entry, source, f"Module={name}")

    def with_document(self, code_name: str, base: str) -> "Project":
        """Return the project with an empty module for a sheet or the workbook itself.

        Args:
            code_name: of the sheet, as its part has it.
            base: what Excel makes of it: `SHEET`, `WORKBOOK` or `CHART`.

        Raises:
            ProjectError: `E_VBA_NAME`, where a module has that name.
        """
        text = DOCUMENT_MODULE.format(name=code_name, base=base).replace("\n", "\r\n")
        entry = ModuleEntry(name=code_name, stream=code_name, kind=ModuleKind.DOCUMENT)
        source = text.encode(self.directory.encoding)
        return self._with(entry, source, f"Document={code_name}/&H00000000")

    def with_modules_of(self, other: "Project", names: Collection[str]) -> "Project":
        """Return the project with modules of another one; those that it has itself stay."""
        project = self
        for entry in other.directory.modules:
            if entry.name in names and not self.has(entry.name):
                (line,) = re.findall(
                    rf"^\w+={re.escape(entry.name)}(?=\r?$)", other.settings, re.MULTILINE
                )
                project = project._with(entry, other.sources[entry.name], line)
        return project

    def _with(self, entry: ModuleEntry, source: bytes, line: str) -> "Project":
        if self.has(entry.name):
            raise ProjectError(
                "E_VBA_NAME", f"its VBA project has a module {entry.name} already; rename that"
            )
        lines = self.settings.splitlines()
        last = max(place for place, text in enumerate(lines) if text.startswith(LISTED))
        lines.insert(last + 1, line)
        if "[Workspace]" in lines:
            start = lines.index("[Workspace]")
            end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
            lines.insert(end, entry.name + CLOSED)
        return replace(
            self,
            directory=replace(self.directory, modules=(*self.directory.modules, entry)),
            sources={**self.sources, entry.name: source},
            settings="\r\n".join(lines) + "\r\n",
        )

    def without(self, name: str) -> "Project":
        """Return the project without a module that is there."""
        named = re.compile(
            rf"^(?:Module={re.escape(name)}|{re.escape(name)}=.*)\r?\n", re.MULTILINE
        )
        return replace(
            self,
            directory=replace(
                self.directory,
                modules=tuple(m for m in self.directory.modules if m.name != name),
            ),
            sources={other: text for other, text in self.sources.items() if other != name},
            settings=named.sub("", self.settings),
        )

    def content(self) -> bytes:
        """Return the file, the same bytes every time."""
        folder = self.root.folder(FOLDER)
        streams = {module.stream.upper() for module in _modules(folder)}
        own = {DIRECTORY.upper(), CACHE.upper()}
        kept = tuple(
            child
            for child in folder.children
            if child.name.upper() not in streams | own and not child.name.startswith(COMPILED)
        )
        modules = tuple(replace(module, offset=0) for module in self.directory.modules)
        directory = replace(self.directory, modules=modules)
        vba = replace(
            folder,
            children=(
                *kept,
                Stream(CACHE, NO_VERSION),
                Stream(DIRECTORY, compressed(directory_stream(directory))),
                *(Stream(m.stream, compressed(self.sources[m.name])) for m in modules),
            ),
        )
        encoding = directory.encoding
        names = b"".join(
            m.name.encode(encoding) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules
        )
        root = self.root.with_child(vba)
        root = root.with_child(Stream(SETTINGS, self.settings.encode(encoding)))
        return compound_file(root.with_child(Stream(NAMES, names + b"\0\0")))


def _modules(folder: Storage) -> tuple[ModuleEntry, ...]:
    return read_directory(decompressed(folder.stream(DIRECTORY))).modules


def read_project(content: bytes) -> Project:
    """Return the project of a ``vbaProject.bin``.

    Raises:
        ProjectError: `E_VBA_DAMAGED`, where it cannot be read.
    """
    try:
        root = read_compound_file(content)
        folder = root.folder(FOLDER)
        directory = read_directory(decompressed(folder.stream(DIRECTORY)))
        sources = {
            module.name: decompressed(folder.stream(module.stream)[module.offset :])
            for module in directory.modules
        }
        settings = root.stream(SETTINGS).decode(directory.encoding)
    except (CompoundFileError, CompressionError, DirectoryError, UnicodeDecodeError) as fault:
        raise ProjectError("E_VBA_DAMAGED", f"its VBA project cannot be read: {fault}") from fault
    return Project(root, directory, sources, settings)


def _decrypted(text: str) -> bytes:
    """Return what a setting hides (MS-OVBA 2.4.3.3); nothing where it is not such a one."""
    try:
        data = bytes.fromhex(text)
    except ValueError:
        return b""
    if len(data) < 3:
        return b""
    seed, version, key = data[0], data[1], data[2]
    plain_before = seed ^ key
    ignored = (seed & 6) // 2
    encrypted_1, encrypted_2 = key, version
    plain = bytearray()
    for byte in data[3:]:
        value = byte ^ (encrypted_2 + plain_before) & 0xFF
        plain.append(value)
        encrypted_2, encrypted_1, plain_before = encrypted_1, byte, value
    return bytes(plain[ignored + 4 :])
