# Dot-sourced by the tests: imports the module that 'dotnet build' has made, whatever else is installed.
$repository = Split-Path (Split-Path $PSScriptRoot)
$manifest = Import-PowerShellDataFile -Path (Join-Path $repository 'CloudifyPS.psd1')
$manifestPath = Join-Path $repository "out/CloudifyPS/$($manifest.ModuleVersion)/CloudifyPS.psd1"
if (-not (Test-Path -LiteralPath $manifestPath)) {
    throw "There is no module to test: run 'dotnet build' in $repository first."
}

Import-Module $manifestPath -Force
