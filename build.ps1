<#
.SYNOPSIS
    Builds, tests, documents and packages CloudifyPS.

.DESCRIPTION
    The .NET SDK named in global.json is the only requirement. The tests use Pester from the NuGet package that
    Directory.Packages.props pins. Two tasks need a module that NuGet does not have: Docs needs
    Microsoft.PowerShell.PlatyPS 1.0, Analyze needs PSScriptAnalyzer 1.20. Package needs
    Microsoft.PowerShell.PSResourceGet 1.1, which PowerShell 7.5 and later include. Work that needs a missing module is
    skipped, and the script lists it at its end.

    The script installs nothing and writes only below its own folder, except for the Install task.

    Runs in Windows PowerShell 5.1 and in PowerShell 7.

.PARAMETER Task
    One or more tasks. They always run in this order:

    Clean       Removes what earlier builds have made.
    Docs        Generates the help files in src/module/en-US from the pages in docs/en-US. Without
                Microsoft.PowerShell.PlatyPS, only the about topic is generated.
    Build       Builds the module in out/CloudifyPS/<version>.
    Analyze     Builds the module and runs PSScriptAnalyzer on all scripts.
    QuickStart  Builds the module and runs docs/examples/quick-start.ps1.
    Test        Builds everything and runs all tests: xUnit, then Pester on the built module. The last line of output
                is 'N passed, N failed, N skipped'.
    Package     Builds the module, checks its list of files, and makes out/packages/CloudifyPS.<version>.nupkg.
    Bench       Runs the measurement named by -Benchmark.
    Install     Builds the module and copies it into the current user's module folder.

.PARAMETER Configuration
    Release (default) or Debug.

.PARAMETER Benchmark
    The arguments for tests/CloudifyPS.Benchmarks: list (default), memory or import.

.EXAMPLE
    ./build.ps1 -Task QuickStart

    Builds the module and runs the quick start on the simulator.

.EXAMPLE
    dotnet tool exec PowerShell --yes -- ./build.ps1 -Task Test

    Runs all tests on a machine that has the .NET SDK only. .config/dotnet-tools.json pins the version of PowerShell.

.EXAMPLE
    ./build.ps1 -Task Clean, Build, Test, Package

    Makes the package from a clean folder.
#>
[CmdletBinding()]
param(
    [string[]] $Task = @('Build', 'Test'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string[]] $Benchmark = 'list'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$tasks = 'Clean', 'Docs', 'Build', 'Analyze', 'QuickStart', 'Test', 'Package', 'Bench', 'Install'

# 'pwsh -File build.ps1 -Task Build,Package' passes one string.
$requested = @($Task -split ',' | ForEach-Object { $_.Trim() })
$unknown = @($requested | Where-Object { $tasks -notcontains $_ })
if ($unknown) {
    throw "There is no task '$($unknown -join "', '")'. The tasks are $($tasks -join ', ')."
}

$source = Join-Path $PSScriptRoot 'src'
$tests = Join-Path $PSScriptRoot 'tests'
$output = Join-Path $PSScriptRoot 'out'
$solution = Join-Path $PSScriptRoot 'CloudifyPS.sln'
$manifest = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'CloudifyPS.psd1')
$module = [System.IO.Path]::Combine($output, 'CloudifyPS', $manifest.ModuleVersion)
$dotnetOptions = '--configuration', $Configuration, '--nologo'

# The PowerShell that runs this script. Installed as a .NET tool, it is a dll that 'dotnet' runs.
$powerShell = (Get-Process -Id $PID).Path
$powerShellOptions = @()
if ([System.IO.Path]::GetFileNameWithoutExtension($powerShell) -eq 'dotnet') {
    $powerShellOptions += Join-Path $PSHOME 'pwsh.dll'
}

$skipped = New-Object System.Collections.Generic.List[string]
$tested = $null

function Invoke-Program {
    param([string] $Name, [string[]] $Arguments)

    & $Name @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Name ended with exit code $LASTEXITCODE."
    }
}

# Runs PowerShell in a process of its own: the caller's session stays as it is, and no dll stays locked.
function Invoke-PowerShell {
    param([string] $Command)

    Invoke-Program $powerShell (Get-PowerShellArgument $Command)
}

function Get-PowerShellArgument {
    param([string] $Command)

    $powerShellOptions + @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass') +
        @('-Command', "`$ErrorActionPreference = 'Stop'; $Command")
}

# Returns whether a module is installed. When it is not, the task is listed as skipped.
function Test-Tool {
    param([string] $Task, [string] $Name, [version] $MinimumVersion)

    $found = @(Get-Module -Name $Name -ListAvailable | Where-Object { $_.Version -ge $MinimumVersion })
    if (-not $found) {
        $skipped.Add("${Task}: the module $Name $MinimumVersion or later is not installed (Install-PSResource $Name).")
    }

    $found.Count -gt 0
}

function Quote {
    param([string] $Text)

    "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Text) + "'"
}

function Remove-Folder {
    param([string] $Path)

    if (Test-Path -LiteralPath $Path) {
        Remove-Item -LiteralPath $Path -Recurse -Force
    }
}

function Clean {
    Remove-Folder $output
    Invoke-Program dotnet (@('clean', $solution, '--verbosity', 'quiet') + $dotnetOptions)
}

function Docs {
    $script = Quote ([System.IO.Path]::Combine($PSScriptRoot, 'docs', 'Update-Help.ps1'))
    $options = if (-not (Test-Tool -Task Docs -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0)) { '-AboutOnly' }
    Invoke-PowerShell "& $script $options"
}

function Build {
    Invoke-Program dotnet (@('build', (Join-Path $source 'CloudifyPS.Commands')) + $dotnetOptions)
}

function Analyze {
    if (-not (Test-Tool -Task Analyze -Name PSScriptAnalyzer -MinimumVersion 1.20)) {
        return
    }

    # The analyzer reads a manifest only beside the files that it names.
    Build
    $paths = @('build.ps1', 'tests', 'docs' | ForEach-Object { Join-Path $PSScriptRoot $_ }) + $module |
        ForEach-Object { Quote $_ }
    $settings = Quote (Join-Path $PSScriptRoot 'PSScriptAnalyzerSettings.psd1')
    Invoke-PowerShell ("`$found = @($($paths -join ', ') | " +
        "ForEach-Object { Invoke-ScriptAnalyzer -Path `$_ -Recurse -Settings $settings }); " +
        '$found | ForEach-Object { "$($_.ScriptPath):$($_.Line): $($_.RuleName): $($_.Message)" }; exit $found.Count')
}

function QuickStart {
    Build
    $script = [System.IO.Path]::Combine($PSScriptRoot, 'docs', 'examples', 'quick-start.ps1')
    Invoke-PowerShell "Import-Module $(Quote (Join-Path $module 'CloudifyPS.psd1')); & $(Quote $script)"
}

function Test {
    $results = Join-Path $output 'test-results'
    Remove-Folder $results
    Invoke-Program dotnet (@('build', $solution) + $dotnetOptions)

    # Both suites run at the same time. The output of xUnit follows that of Pester.
    $xunitOutput = Join-Path $results 'xunit.txt'
    $null = New-Item -Path $results -ItemType Directory
    $arguments = @('test', "`"$solution`"", '--no-build', '--logger', 'trx', '--results-directory', "`"$results`"")
    $xunit = Start-Process -FilePath dotnet -ArgumentList ($arguments + $dotnetOptions) -NoNewWindow -PassThru `
        -RedirectStandardOutput $xunitOutput
    # Without its handle, PowerShell cannot read the exit code.
    $null = $xunit.Handle

    $pester = [System.IO.Path]::Combine($tests, 'Pester', 'Invoke-Tests.ps1')
    $pesterResult = Join-Path $results 'pester.json'
    $arguments = Get-PowerShellArgument "& $(Quote $pester) -ResultPath $(Quote $pesterResult); exit `$LASTEXITCODE"
    & $powerShell @arguments

    $xunit.WaitForExit()
    Get-Content -LiteralPath $xunitOutput
    $counts = @(Get-ChildItem -LiteralPath $results -Filter *.trx | ForEach-Object { Read-XunitResult $_.FullName })
    $counts += Get-Content -LiteralPath $pesterResult -Raw | ConvertFrom-Json
    $script:tested = [pscustomobject] @{
        Passed  = ($counts | Measure-Object -Property Passed -Sum).Sum
        Failed  = ($counts | Measure-Object -Property Failed -Sum).Sum
        Skipped = ($counts | Measure-Object -Property Skipped -Sum).Sum
    }

    # A test host that crashes leaves no failed test behind.
    if ($xunit.ExitCode -ne 0 -and $tested.Failed -eq 0) {
        throw "dotnet test ended with exit code $($xunit.ExitCode)."
    }
}

function Read-XunitResult {
    param([string] $Path)

    $counters = ([xml] (Get-Content -LiteralPath $Path -Raw)).TestRun.ResultSummary.Counters
    [pscustomobject] @{
        Passed  = [int] $counters.passed
        Failed  = [int] $counters.failed
        Skipped = $counters.total - $counters.passed - $counters.failed
    }
}

# The committed list holds every file that the package may have, so that nothing is added or lost unnoticed.
function Assert-ModuleFile {
    $list = [System.IO.Path]::Combine($tests, 'Pester', 'approved', 'module-files.txt')
    $expected = @(Get-Content -LiteralPath $list)
    $actual = @(Get-ChildItem -LiteralPath $module -Recurse -File |
            ForEach-Object { $_.FullName.Substring($module.Length + 1).Replace('\', '/') })
    $differences = @(Compare-Object $expected $actual | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" })
    if ($differences) {
        throw "$module does not have the files that $list names:`n$($differences -join "`n")"
    }
}

function Package {
    Build
    Assert-ModuleFile
    if (-not (Test-Tool -Task Package -Name Microsoft.PowerShell.PSResourceGet -MinimumVersion 1.1)) {
        return
    }

    # The folder is a repository: Register-PSResourceRepository takes its path. Publish-PSResource would make the same
    # package, but only in a repository that is registered in the user's profile. PSResourceGet creates its list of
    # repositories in any case: outside of Windows, the variable keeps it below out.
    $packages = Join-Path $output 'packages'
    $userData = Join-Path $output 'user-data'
    Remove-Folder $packages
    $packages, $userData | ForEach-Object { $null = New-Item -Path $_ -ItemType Directory -Force }
    Invoke-PowerShell ("`$env:XDG_DATA_HOME = $(Quote $userData); " +
        "Compress-PSResource -Path $(Quote $module) -DestinationPath $(Quote $packages)")
    (Get-ChildItem -LiteralPath $packages).FullName
}

function Bench {
    $project = Join-Path $tests 'CloudifyPS.Benchmarks'
    Invoke-Program dotnet (@('run', '--project', $project, '--configuration', 'Release', '--') + $Benchmark)
}

function Install {
    Build
    $modules = if ($env:OS -ne 'Windows_NT') {
        # Follows XDG_DATA_HOME, as PowerShell does.
        $userData = [Environment]::GetFolderPath('LocalApplicationData', 'DoNotVerify')
        [System.IO.Path]::Combine($userData, 'powershell', 'Modules')
    }
    else {
        $edition = if ($PSEdition -eq 'Core') { 'PowerShell' } else { 'WindowsPowerShell' }
        [System.IO.Path]::Combine([Environment]::GetFolderPath('MyDocuments'), $edition, 'Modules')
    }

    $target = [System.IO.Path]::Combine($modules, 'CloudifyPS', $manifest.ModuleVersion)
    Remove-Folder $target
    $null = New-Item -Path (Split-Path $target) -ItemType Directory -Force
    Copy-Item -LiteralPath $module -Destination $target -Recurse
    "Installed: $target"
}

foreach ($name in $tasks | Where-Object { $requested -contains $_ }) {
    "== $name"
    & $name
}

foreach ($reason in $skipped) {
    "Skipped. $reason"
}

if ($tested) {
    "$($tested.Passed) passed, $($tested.Failed) failed, $($tested.Skipped) skipped"
    exit [int] ($tested.Failed -gt 0)
}
