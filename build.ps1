<#
.SYNOPSIS
    Builds, tests, checks and packs CloudifyPS.

.DESCRIPTION
    'dotnet build' alone makes the whole module in out/CloudifyPS/<version>/, and 'dotnet test' tests it. This script
    calls both, and adds what needs a PowerShell or one of its modules: the Pester tests in every PowerShell of this
    machine, the help files in src/module/en-US, made of docs/en-US (platyPS), the script analyzer (PSScriptAnalyzer),
    and the zip file.

    What cannot be done here for lack of a program or a module is skipped, and said so at the end. Nothing is installed,
    and nothing outside of this folder is changed.

    Runs in Windows PowerShell 5.1 and in PowerShell 7.

.PARAMETER Task
    What to do; always in this order: Clean, Build, Test, Docs, Analyze, Package.

.PARAMETER Configuration
    Release, or Debug.

.EXAMPLE
    ./build.ps1

    Builds and tests.

.EXAMPLE
    ./build.ps1 -Task Clean, Build, Test, Docs, Analyze, Package

    Everything, up to out/CloudifyPS-<version>.zip.
#>
[CmdletBinding()]
param(
    [ValidateSet('Clean', 'Build', 'Test', 'Docs', 'Analyze', 'Package')]
    [string[]] $Task = @('Build', 'Test'),

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$solution = Join-Path $PSScriptRoot 'CloudifyPS.sln'
$output = Join-Path $PSScriptRoot 'out'
$moduleRoot = Join-Path $output 'CloudifyPS'
$manifest = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'CloudifyPS.psd1')
$module = Join-Path $moduleRoot $manifest.ModuleVersion
$dotnetArguments = @($solution, '--configuration', $Configuration, '--nologo')
$thisPowerShell = (Get-Process -Id $PID).Path
$skipped = New-Object System.Collections.Generic.List[string]

function Invoke-Program {
    param([string] $Name, [string[]] $Arguments)

    & $Name @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Name ended with exit code $LASTEXITCODE."
    }
}

# A process of its own loads the module, or a tool, and takes it away again: the caller's session stays as it is, and no
# dll stays locked.
function Invoke-PowerShell {
    param([string] $Path, [string] $Command)

    Invoke-Program $Path @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command', $Command)
}

function Test-Tool {
    param([string] $Path, [string] $Name, [version] $MinimumVersion)

    $found = & $Path -NoProfile -NonInteractive -Command (
        "@(Get-Module -Name $Name -ListAvailable | Where-Object { `$_.Version -ge '$MinimumVersion' }).Count -gt 0")
    $found -eq 'True'
}

function Quote {
    param([string] $Text)

    "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($Text) + "'"
}

function Clean {
    foreach ($name in 'out', 'TestResults') {
        $path = Join-Path $PSScriptRoot $name
        if (Test-Path -LiteralPath $path) {
            Remove-Item -LiteralPath $path -Recurse -Force
        }
    }

    Invoke-Program dotnet (@('clean', '--verbosity', 'quiet') + $dotnetArguments)
}

function Build {
    Invoke-Program dotnet (@('build') + $dotnetArguments)
}

function Test {
    Invoke-Program dotnet (@('test') + $dotnetArguments)

    $path = Join-Path (Join-Path $PSScriptRoot 'tests') 'Pester'
    foreach ($name in 'pwsh', 'powershell') {
        $powerShell = Get-Command -Name $name -CommandType Application -ErrorAction SilentlyContinue |
            Select-Object -First 1
        if (-not $powerShell) {
            $skipped.Add("Pester tests in ${name}: there is no $name on this machine.")
        }
        elseif (-not (Test-Tool -Path $powerShell.Path -Name Pester -MinimumVersion 5.0)) {
            $skipped.Add("Pester tests in ${name}: it has no Pester 5 (Install-PSResource Pester).")
        }
        else {
            Invoke-PowerShell $powerShell.Path (
                'Import-Module Pester -MinimumVersion 5.0; ' +
                "Invoke-Pester -Configuration @{ Run = @{ Path = $(Quote $path); Exit = `$true } }")
        }
    }
}

function Docs {
    if (-not (Test-Tool -Path $thisPowerShell -Name platyPS -MinimumVersion 0.14)) {
        $skipped.Add('Help files: there is no platyPS here (Install-PSResource platyPS).')
        return
    }

    # Where a build takes it from: whoever has no platyPS has help all the same.
    $pages = Join-Path (Join-Path $PSScriptRoot 'docs') 'en-US'
    $help = [System.IO.Path]::Combine($PSScriptRoot, 'src', 'module', 'en-US')
    Invoke-PowerShell $thisPowerShell (
        'Import-Module platyPS; ' +
        "New-ExternalHelp -Path $(Quote $pages) -OutputPath $(Quote $help) -Force")
    Copy-Item -LiteralPath $help -Destination $module -Recurse -Force
}

function Analyze {
    if (-not (Test-Tool -Path $thisPowerShell -Name PSScriptAnalyzer -MinimumVersion 1.20)) {
        $skipped.Add('Script analyzer: there is no PSScriptAnalyzer here (Install-PSResource PSScriptAnalyzer).')
        return
    }

    $paths = 'build.ps1', 'tests', 'docs' | ForEach-Object { Join-Path $PSScriptRoot $_ }
    $paths = @($paths) + $module | ForEach-Object { Quote $_ }
    # The rules that are always on, and those that know what Windows PowerShell lacks. What a BeforeAll of Pester
    # assigns is used in other blocks, where the analyzer does not look.
    $settings = "@{
        Severity = 'Error', 'Warning'
        ExcludeRules = 'PSUseDeclaredVarsMoreThanAssignments'
        Rules = @{
            PSUseCompatibleSyntax = @{ Enable = `$true; TargetVersions = '5.1', '7.4' }
            PSUseCompatibleCmdlets = @{ Enable = `$true; compatibility = @('desktop-5.1.14393.206-windows') }
        }
    }"
    Invoke-PowerShell $thisPowerShell (
        "`$ErrorActionPreference = 'Stop'; `$found = @($($paths -join ', ') | ForEach-Object { Invoke-ScriptAnalyzer -Path `$_ -Recurse -Settings $settings }); " +
        '$found | Out-Host; exit $found.Count')
}

function Package {
    $versions = @(Get-ChildItem -LiteralPath $moduleRoot -Directory)
    if ($versions.Count -ne 1) {
        throw "Other versions have been built here ($($versions.Name -join ', ')): run ./build.ps1 -Task Clean, Build, Package."
    }

    # Beside the module, PowerShell's own assembly makes an import that succeeds and brings no command.
    if (Get-ChildItem -LiteralPath $module -Recurse -Filter System.Management.Automation.dll) {
        throw 'The module has System.Management.Automation.dll in it: it must not be shipped.'
    }

    $null = Test-ModuleManifest -Path (Join-Path $module 'CloudifyPS.psd1')
    $archive = Join-Path $output "CloudifyPS-$($manifest.ModuleVersion).zip"
    if (Test-Path -LiteralPath $archive) {
        Remove-Item -LiteralPath $archive
    }

    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [System.IO.Compression.ZipFile]::CreateFromDirectory($moduleRoot, $archive, 'Optimal', $true)
    "Packed: $archive"
}

foreach ($name in 'Clean', 'Build', 'Test', 'Docs', 'Analyze', 'Package') {
    if ($Task -contains $name) {
        "== $name"
        & $name
    }
}

foreach ($reason in $skipped) {
    "Skipped. $reason"
}
