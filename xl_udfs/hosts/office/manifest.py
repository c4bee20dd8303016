"""The manifest: what Excel reads to find the add-in, in its XML form.

This form is the one that Excel takes on every platform, the unified manifest in JSON is younger.
The need for a shared runtime stands in VersionOverrides, so that an Excel without one still opens
the pane, which then says what is missing.
"""

from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from xl_udfs.hosts.office.names import FUNCTIONS, PANE

APP = "http://schemas.microsoft.com/office/appforoffice/1.1"
OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides"
TYPES = "http://schemas.microsoft.com/office/officeappbasictypes/1.0"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
NAME = "xl-udfs"
DESCRIPTION = "Preferred-stock cap table functions, computed on this computer."
ICONS = (16, 32, 80)  # sizes that a button needs
LARGE_ICONS = (32, 64)  # of the list of add-ins, the second for fine screens


def manifest(address: str, namespace: str, version: str) -> bytes:
    """Return manifest.xml.

    Args:
        address: of the folder on its server.
        namespace: what stands before the names of the functions.
        version: of the package, "1.2.3".
    """
    origin = "/".join(address.split("/")[:3])
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<OfficeApp xmlns="{APP}" xmlns:xsi="{SCHEMA}" xmlns:bt="{TYPES}" xsi:type="TaskPaneApp">
  <Id>{uuid5(NAMESPACE_URL, f"{address}#{namespace}")}</Id>
  <Version>{four_parts(version)}</Version>
  <ProviderName>The xl-udfs contributors</ProviderName>
  <DefaultLocale>en-US</DefaultLocale>
  <DisplayName DefaultValue="{NAME}"/>
  <Description DefaultValue="{DESCRIPTION}"/>
  <IconUrl DefaultValue={_url(address, _icon(LARGE_ICONS[0]))}/>
  <HighResolutionIconUrl DefaultValue={_url(address, _icon(LARGE_ICONS[1]))}/>
  <SupportUrl DefaultValue={_url(address, PANE)}/>
  <AppDomains>
    <AppDomain>{escape(origin)}</AppDomain>
  </AppDomains>
  <Hosts>
    <Host Name="Workbook"/>
  </Hosts>
  <DefaultSettings>
    <SourceLocation DefaultValue={_url(address, PANE)}/>
  </DefaultSettings>
  <Permissions>ReadWriteDocument</Permissions>
  <VersionOverrides xmlns="{OVERRIDES}" xsi:type="VersionOverridesV1_0">
    <Requirements>
      <bt:Sets DefaultMinVersion="1.1">
        <bt:Set Name="SharedRuntime" MinVersion="1.1"/>
      </bt:Sets>
    </Requirements>
    <Hosts>
      <Host xsi:type="Workbook">
        <Runtimes>
          <Runtime resid="Pane.Url" lifetime="long"/>
        </Runtimes>
        <AllFormFactors>
          <ExtensionPoint xsi:type="CustomFunctions">
            <Script>
              <SourceLocation resid="Pane.Url"/>
            </Script>
            <Page>
              <SourceLocation resid="Pane.Url"/>
            </Page>
            <Metadata>
              <SourceLocation resid="Functions.Url"/>
            </Metadata>
            <Namespace resid="Functions.Namespace"/>
          </ExtensionPoint>
        </AllFormFactors>
        <DesktopFormFactor>
          <FunctionFile resid="Pane.Url"/>
          <ExtensionPoint xsi:type="PrimaryCommandSurface">
            <OfficeTab id="TabFormulas">
              <Group id="XlUdfs.Group">
                <Label resid="Group.Label"/>
{_icons(16)}
                <Control xsi:type="Button" id="XlUdfs.Open">
                  <Label resid="Open.Label"/>
                  <Supertip>
                    <Title resid="Open.Label"/>
                    <Description resid="Open.Tip"/>
                  </Supertip>
{_icons(18)}
                  <Action xsi:type="ShowTaskpane">
                    <TaskpaneId>XlUdfs.Pane</TaskpaneId>
                    <SourceLocation resid="Pane.Url"/>
                  </Action>
                </Control>
              </Group>
            </OfficeTab>
          </ExtensionPoint>
        </DesktopFormFactor>
      </Host>
    </Hosts>
    <Resources>
      <bt:Images>
{_images(address)}
      </bt:Images>
      <bt:Urls>
        <bt:Url id="Pane.Url" DefaultValue={_url(address, PANE)}/>
        <bt:Url id="Functions.Url" DefaultValue={_url(address, FUNCTIONS)}/>
      </bt:Urls>
      <bt:ShortStrings>
        <bt:String id="Functions.Namespace" DefaultValue="{namespace}"/>
        <bt:String id="Group.Label" DefaultValue="Cap table"/>
        <bt:String id="Open.Label" DefaultValue="Cap table functions"/>
      </bt:ShortStrings>
      <bt:LongStrings>
        <bt:String id="Open.Tip" DefaultValue="Find a function, insert a call, and see why a cell \
shows what it shows."/>
      </bt:LongStrings>
    </Resources>
  </VersionOverrides>
</OfficeApp>
""".encode()


def four_parts(version: str) -> str:
    """Return a version as a manifest needs it: four numbers; a pre-release counts as its base."""
    numbers = []
    for part in version.split(".")[:3]:
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        numbers.append(digits or "0")
    return ".".join([*numbers, *["0"] * (4 - len(numbers))])


def _icon(size: int) -> str:
    return f"icon-{size}.png"


def _url(address: str, name: str) -> str:
    return quoteattr(f"{address}/{name}")


def _icons(indent: int) -> str:
    space = " " * indent
    images = "".join(f'{space}  <bt:Image size="{size}" resid="Icon.{size}"/>\n' for size in ICONS)
    return f"{space}<Icon>\n{images}{space}</Icon>"


def _images(address: str) -> str:
    return "\n".join(
        f'        <bt:Image id="Icon.{size}" DefaultValue={_url(address, _icon(size))}/>'
        for size in ICONS
    )
