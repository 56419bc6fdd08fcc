<#
.SYNOPSIS
    Runs the Pester tests on the built module.

.DESCRIPTION
    './build.ps1 -Task Test' calls this script in a process of its own. Build the module first: ./build.ps1 -Task Build.
    Pester comes from the NuGet package that the test project restores.

.PARAMETER Name
    The test files to run, without '.Tests.ps1'. Wildcards are allowed. The default is all of them.

.PARAMETER ResultPath
    The file for the numbers of passed, failed and skipped tests, as JSON.

.EXAMPLE
    ./tests/Pester/Invoke-Tests.ps1 Module, Secrets

    Runs Module.Tests.ps1 and Secrets.Tests.ps1.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [string[]] $Name = '*',

    [string] $ResultPath
)

$ErrorActionPreference = 'Stop'

$project = Join-Path (Split-Path $PSScriptRoot) 'CloudifyPS.Tests'
dotnet restore $project --verbosity quiet
Import-Module (dotnet msbuild $project -getProperty:PesterModule -nologo)

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Name -split ',' | ForEach-Object { Join-Path $PSScriptRoot "$($_.Trim()).Tests.ps1" }
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$result = Invoke-Pester -Configuration $configuration

# A file that cannot be read, and a BeforeAll or AfterAll block that fails, count as failed tests.
$counts = [pscustomobject] @{
    Passed  = $result.PassedCount
    Failed  = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
    Skipped = $result.TotalCount - $result.PassedCount - $result.FailedCount
}
if ($ResultPath) {
    $counts | ConvertTo-Json | Set-Content -LiteralPath $ResultPath
}

exit [int] ($counts.Failed -gt 0)
