# Signs one file: `pack.py --sign "powershell -File .installer\windows\sign.ps1"` calls it for setup and uninstaller.
# WINDOWS_CERTIFICATE is the certificate, a .pfx in base64; WINDOWS_CERTIFICATE_PASSWORD and TIMESTAMP_SERVER go with it.
param([Parameter(Mandatory)] [string] $File)
$ErrorActionPreference = "Stop"
$certificate = Join-Path ([IO.Path]::GetTempPath()) "boxoffice-$PID.pfx"
try {
    [IO.File]::WriteAllBytes($certificate, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    $signtool = Get-ChildItem "${env:ProgramFiles(x86)}\Windows Kits\10\bin\*\x64\signtool.exe" | Select-Object -Last 1
    & $signtool.FullName sign /q /fd SHA256 /f $certificate /p $env:WINDOWS_CERTIFICATE_PASSWORD `
        /tr $env:TIMESTAMP_SERVER /td SHA256 $File
    exit $LASTEXITCODE
} finally {
    Remove-Item -Force -ErrorAction SilentlyContinue $certificate
}
