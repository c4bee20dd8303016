"""A VBA project: its modules as texts, more of them, and the file ``vbaProject.bin`` of it.

Office keeps compiled code beside the source, which is true of its own version only. What is written
here is source alone, marked as of no version, so that Office compiles it anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xl_udfs.hosts.excel.vba_project import settings
from xl_udfs.hosts.excel.vba_project.compound_file import CompoundFileError, Storage, Stream
from xl_udfs.hosts.excel.vba_project.compound_reader import read_compound_file
from xl_udfs.hosts.excel.vba_project.compound_writer import compound_file
from xl_udfs.hosts.excel.vba_project.compression import CompressionError, compressed, decompressed
from xl_udfs.hosts.excel.vba_project.directory import (
    NAME,
    Directory,
    DirectoryError,
    ModuleEntry,
    ModuleKind,
    directory_stream,
    new_entry,
    read_directory,
)
from xl_udfs.hosts.refusals import HostError

FOLDER, DIRECTORY, CACHE, SETTINGS, NAMES = "VBA", "dir", "_VBA_PROJECT", "PROJECT", "PROJECTwm"
NO_VERSION = b"\xcc\x61\xff\xff\x00\x01\x00"  # of the compiled code, which is not there
COMPILED = "__SRP_"  # streams of it
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
AS_BYTES = "surrogateescape"  # bytes that their code page does not know stay what they are


class ProjectError(HostError, ValueError):
    """The project cannot be read or added to."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project, read."""

    root: Storage  # with what is neither module nor list of them: forms, designers
    directory: Directory
    packed: Mapping[str, bytes]  # the compressed text of each module, by its name
    settings: str

    @property
    def protected(self) -> bool:
        """Whether it asks for a password, or is locked."""
        return settings.protected(self.settings)

    @property
    def modules(self) -> tuple[ModuleEntry, ...]:
        """What the modules are, in their order."""
        return self.directory.modules

    def refers_to(self, name: str) -> bool:
        """Whether it, or a library or add-in that it refers to, is called so."""
        return name.casefold() in map(str.casefold, self.directory.names)

    def has(self, name: str) -> bool:
        """Whether it has a module of that name, which ignores case."""
        return any(module.name.casefold() == name.casefold() for module in self.modules)

    def source(self, name: str) -> bytes:
        """Return the text of a module.

        Raises:
            ProjectError: `E_VBA_DAMAGED`, where it cannot be read.
        """
        try:
            return decompressed(self.packed[name])
        except CompressionError as fault:
            raise _damaged(fault) from fault

    def with_procedures(self, name: str, source: bytes) -> "Project":
        """Return the project with a module of procedures.

        Raises:
            ProjectError: `E_VBA_NAME`, where a module has that name.
        """
        return self._with_new(name, ModuleKind.PROCEDURES, source, f"Module={name}")

    def with_document(self, code_name: str, base: str) -> "Project":
        """Return the project with an empty module for a sheet or the workbook itself.

        Args:
            code_name: of the sheet, as its part has it.
            base: what Excel makes of it: `SHEET`, `WORKBOOK` or `CHART`.

        Raises:
            ProjectError: `E_VBA_NAME`, where a module has that name, or the project's code page
                has not all its letters.
        """
        text = DOCUMENT_MODULE.format(name=code_name, base=base).replace("\n", "\r\n")
        source = text.encode(self.directory.encoding, "replace")
        line = f"Document={code_name}/&H00000000"
        return self._with_new(code_name, ModuleKind.CLASS, source, line)

    def with_module_of(self, other: "Project", name: str) -> "Project":
        """Return the project with a module of another one, as it is there.

        Raises:
            ProjectError: `E_VBA_NAME`, where a module has that name.
        """
        entry = next(entry for entry in other.modules if entry.name == name)
        return self._with(entry, other.packed[name], settings.line_of(other.settings, name))

    def _with_new(self, name: str, kind: ModuleKind, source: bytes, line: str) -> "Project":
        encoding = self.directory.encoding
        try:
            entry = new_entry(name, kind, encoding)
        except UnicodeEncodeError as fault:
            raise ProjectError(
                "E_VBA_NAME",
                f"the code name {name} has letters that its VBA project, in {encoding}, cannot "
                "hold; save it from Excel once",
            ) from fault
        return self._with(entry, compressed(source), line)

    def _with(self, entry: ModuleEntry, packed: bytes, line: str) -> "Project":
        if self.has(entry.name):
            raise ProjectError(
                "E_VBA_NAME",
                f"its VBA project has a module {entry.name}, whose name is needed; rename or "
                "remove it in the editor (Alt+F11)",
            )
        return replace(
            self,
            directory=replace(self.directory, modules=(*self.modules, entry)),
            packed={**self.packed, entry.name: packed},
            settings=settings.with_module(self.settings, entry.name, line),
        )

    def emptied(self) -> "Project":
        """Return the project without its modules, what it is called and refers to kept."""
        return replace(
            self,
            directory=replace(self.directory, modules=()),
            packed={},
            settings=settings.without_modules(self.settings),
        )

    def content(self) -> bytes:
        """Return the file, the same bytes every time.

        Raises:
            ProjectError: `E_VBA_SIZE`, where it is larger than 7 MB.
        """
        encoding = self.directory.encoding
        folder = self.root.folder(FOLDER)
        streams = (
            Stream(CACHE, NO_VERSION),
            Stream(DIRECTORY, compressed(directory_stream(self.directory))),
            *(Stream(module.stream, self.packed[module.name]) for module in self.modules),
        )
        for stream in streams:
            folder = folder.with_child(stream)
        names = b"".join(
            module.record(NAME) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
            for module in self.modules
        )
        root = self.root.with_child(folder)
        root = root.with_child(Stream(SETTINGS, self.settings.encode(encoding, AS_BYTES)))
        try:
            return compound_file(root.with_child(Stream(NAMES, names + b"\0\0")))
        except CompoundFileError as fault:
            raise ProjectError("E_VBA_SIZE", str(fault)) from fault


def read_project(content: bytes) -> Project:
    """Return the project of a ``vbaProject.bin``.

    Raises:
        ProjectError: `E_VBA_DAMAGED`, where it cannot be read.
    """
    try:
        root = read_compound_file(content)
        folder = root.folder(FOLDER)
        directory = read_directory(decompressed(folder.stream(DIRECTORY)))
        packed = {
            module.name: folder.stream(module.stream)[module.offset :]
            for module in directory.modules
        }
        text = root.stream(SETTINGS).decode(directory.encoding, AS_BYTES)
    except (CompoundFileError, CompressionError, DirectoryError) as fault:
        raise _damaged(fault) from fault
    own = {name.casefold() for name in (*(m.stream for m in directory.modules), DIRECTORY, CACHE)}
    kept = tuple(
        child
        for child in folder.children
        if child.name.casefold() not in own and not child.name.startswith(COMPILED)
    )
    rest = root.with_child(replace(folder, children=kept))
    return Project(rest, directory, packed, text)


def _damaged(fault: Exception) -> ProjectError:
    return ProjectError("E_VBA_DAMAGED", f"its VBA project cannot be read: {fault}")
