<#
.SYNOPSIS
    Runs the quick start in PowerShell and writes its console output as a picture: docs/images/quick-start.svg.

.DESCRIPTION
    The output of a PowerShell process with colours and 80 columns is converted line by line. Addresses, times and the
    random parts of ids stay as they were in that run. Build the module first: ./build.ps1 -Task Build

.PARAMETER Path
    The file to write. The default is quick-start.svg beside this script.

.EXAMPLE
    ./docs/images/New-ConsolePicture.ps1

    Records the picture of README.md again.
#>
[CmdletBinding()]
param([string] $Path = (Join-Path $PSScriptRoot 'quick-start.svg'))

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$repository = Split-Path (Split-Path $PSScriptRoot)
$typed = './docs/examples/quick-start.ps1'
$commands = "Import-Module '$repository/out/CloudifyPS'; `$PSStyle.OutputRendering = 'Ansi'; " +
    "& '$repository/$typed' | Out-String -Stream -Width 80"

$powerShell = @((Get-Process -Id $PID).Path)
if ([System.IO.Path]::GetFileNameWithoutExtension($powerShell[0]) -eq 'dotnet') {
    $powerShell += Join-Path $PSHOME 'pwsh.dll'
}

$arguments = @($powerShell | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-Command', $commands
$output = @(& $powerShell[0] @arguments)
if ($LASTEXITCODE -ne 0) {
    throw "The quick start ended with exit code $LASTEXITCODE."
}

$lines = @("$([char] 27)[36mPS>$([char] 27)[0m $typed") + $output
$colors = @{ 31 = '#f47067'; 32 = '#57ab5a'; 33 = '#daaa3f'; 36 = '#76e3ea'; 90 = '#768390' }
$lineHeight = 18
$width = 80 * 8 + 40
$height = $lines.Count * $lineHeight + 60

$svg = [System.Text.StringBuilder]::new()
$null = $svg.AppendLine(@"
<svg xmlns="http://www.w3.org/2000/svg" width="$width" height="$height" viewBox="0 0 $width $height" role="img">
<title>The quick start of CloudifyPS in PowerShell</title>
<rect width="100%" height="100%" rx="8" fill="#22272e"/>
<circle cx="20" cy="18" r="6" fill="#f47067"/><circle cx="40" cy="18" r="6" fill="#daaa3f"/><circle cx="60" cy="18" r="6" fill="#57ab5a"/>
<g font-family="ui-monospace, 'Cascadia Mono', Consolas, Menlo, 'DejaVu Sans Mono', monospace" font-size="13" fill="#cdd9e5" xml:space="preserve">
"@)

# Each piece of text has its own position, so that columns stay aligned in every font.
$y = 54
foreach ($line in $lines) {
    $column = 0
    $style = ''
    foreach ($piece in [regex]::Split($line, '(\e\[[0-9;]*m)')) {
        if ($piece -match '^\e\[([0-9;]*)m$') {
            $codes = @($Matches[1] -split ';' | Where-Object { $_ } | ForEach-Object { [int] $_ })
            $style = ''
            foreach ($code in $codes) {
                if ($colors.ContainsKey($code)) { $style += " fill=`"$($colors[$code])`"" }
                if ($code -eq 1) { $style += ' font-weight="bold"' }
                if ($code -eq 3) { $style += ' font-style="italic"' }
            }

            continue
        }

        foreach ($word in [regex]::Matches($piece, '\S+(?: \S+)*')) {
            $x = 20 + ($column + $word.Index) * 8
            $text = [System.Security.SecurityElement]::Escape($word.Value)
            $null = $svg.AppendLine("<text x=`"$x`" y=`"$y`" textLength=`"$($word.Length * 8)`"$style>$text</text>")
        }

        $column += $piece.Length
    }

    $y += $lineHeight
}

$null = $svg.Append("</g>`n</svg>`n")
[System.IO.File]::WriteAllText($Path, $svg.ToString().Replace("`r`n", "`n"))
