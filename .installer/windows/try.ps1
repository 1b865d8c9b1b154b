# Tries a setup.exe on a Windows PC, as administrator, for everyone and then for this user alone:
#   .installer\windows\try.ps1 -Setup build\installer\boxoffice-setup-1.1.0.exe [-Before boxoffice-setup-1.0.0.exe]
# Installs silently (first the version before, if it is given), tests the installed program with its own self-test,
# and removes it. Data are made in a folder of their own, and must be there afterwards. Ends at the first fault.
param([Parameter(Mandatory)] [string] $Setup, [string] $Before = "")
$ErrorActionPreference = "Stop"

$data = Join-Path $env:LOCALAPPDATA "boxoffice"
if (Test-Path $data) { throw "There is a house in $data already. Try setup as a user who has none." }

function Invoke-Silently([string] $File, [string[]] $Arguments, [int] $Expected = 0) {
    $done = Start-Process -FilePath $File -ArgumentList $Arguments -Wait -PassThru
    if ($done.ExitCode -ne $Expected) { throw "$File $Arguments ended with $($done.ExitCode), not $Expected." }
    Write-Output "ok     $(Split-Path -Leaf $File) $Arguments ended with $Expected"
}

function Test-Installed([string] $Folder) {
    & (Join-Path $Folder "boxoffice-cli.exe") --version
    if ($LASTEXITCODE) { throw "The installed program does not say its version." }
    & (Join-Path $Folder "boxoffice-cli.exe") self-test
    if ($LASTEXITCODE) { throw "The installed program's self-test fails." }
}

$modes = @(
    @{ Switch = "/ALLUSERS"; Hive = "HKLM:"; Folder = Join-Path $env:ProgramFiles "Boxoffice" },
    @{ Switch = "/CURRENTUSER"; Hive = "HKCU:"; Folder = Join-Path $env:LOCALAPPDATA "Programs\Boxoffice" }
)
foreach ($mode in $modes) {
    New-Item -ItemType Directory -Force $data | Out-Null
    Set-Content (Join-Path $data "kept.txt") "what was sold"
    if ($Before) { Invoke-Silently $Before @("/S", $mode.Switch) }
    Invoke-Silently $Setup @("/S", $mode.Switch)
    Test-Installed $mode.Folder
    $key = "$($mode.Hive)\Software\Microsoft\Windows\CurrentVersion\Uninstall\Boxoffice"
    $listed = (Get-ItemProperty $key).DisplayVersion
    if ((Split-Path -Leaf $Setup) -ne "boxoffice-setup-$listed.exe") { throw "Windows lists version $listed." }
    if ($Before -and (Split-Path -Leaf $Before) -ne (Split-Path -Leaf $Setup)) {
        Invoke-Silently $Before @("/S", $mode.Switch) 3
    }

    # A command that waits keeps the program running.
    $running = Start-Process (Join-Path $mode.Folder "boxoffice.exe") -PassThru
    Start-Sleep 5
    Invoke-Silently $Setup @("/S", $mode.Switch) 4
    if ($running.HasExited) { throw "Setup ended a running program." }
    Stop-Process -InputObject $running
    $running.WaitForExit()

    # With _?= it ends when all is done, and leaves itself.
    Invoke-Silently (Join-Path $mode.Folder "uninstall.exe") @("/S", "_?=$($mode.Folder)")
    if (Test-Path (Join-Path $mode.Folder "boxoffice.exe")) { throw "The program is still there." }
    if (Test-Path $key) { throw "Windows still lists the program." }
    if (-not (Test-Path (Join-Path $data "kept.txt"))) { throw "The uninstaller deleted data." }
    Remove-Item -Recurse $mode.Folder
}
Remove-Item -Recurse $data
Write-Output "all of it holds"
