<#
.SYNOPSIS
    Generates the help files of the module from the Markdown pages in docs/en-US.

.DESCRIPTION
    Writes CloudifyPS.Commands.dll-Help.xml and about_CloudifyPS.help.txt to the output folder. The XML file (MAML) is
    generated with Microsoft.PowerShell.PlatyPS 1.0 or later; the about topic does not require it.

    PlatyPS writes the code of an example, with its Markdown fence, into the introduction of the example and omits
    default values. Get-Help then displays the fences, and `(Get-Help X).examples.example.code` is empty. The script
    therefore rewrites these elements in the generated file.

.PARAMETER OutputFolder
    The folder for the help files. The default is src/module/en-US.

.PARAMETER AboutOnly
    Writes only the about topic.

.EXAMPLE
    ./docs/Update-Help.ps1

    Generates the help files that the build copies into the module.
#>
[CmdletBinding()]
param(
    [string] $OutputFolder = [System.IO.Path]::Combine($PSScriptRoot, '..', 'src', 'module', 'en-US'),

    [switch] $AboutOnly
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$pages = Join-Path $PSScriptRoot 'en-US'
$output = (New-Item -ItemType Directory -Path $OutputFolder -Force).FullName
$utf8 = New-Object System.Text.UTF8Encoding $false

# Replaces the text of an element. Blank lines separate paragraphs.
function Add-Paragraph {
    param([System.Xml.XmlElement] $Element, [string] $Text)

    $Element.IsEmpty = $true
    foreach ($paragraph in $Text.Trim() -split '\n\n+' | Where-Object { $_ }) {
        $para = $Element.OwnerDocument.CreateElement('maml', 'para', $maml)
        $para.InnerText = $paragraph
        $null = $Element.AppendChild($para)
    }
}

function Complete-Command {
    param([System.Xml.XmlElement] $Command, $Help)

    Add-Paragraph $Command.SelectSingleNode('maml:description', $names) $Help.Description

    foreach ($parameter in $Help.Parameters | Where-Object DefaultValue) {
        $element = $Command.SelectSingleNode(
            "command:parameters/command:parameter[maml:name='$($parameter.Name)']", $names)
        $default = $element.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)
        $default.InnerText = $parameter.DefaultValue
        $null = $element.AppendChild($default)
    }

    $examples = @($Command.SelectNodes('command:examples/command:example', $names))
    for ($index = 0; $index -lt $examples.Count; $index++) {
        if ($Help.Examples[$index].Remarks.Replace("`r`n", "`n").Trim() -notmatch
            '(?s)^```powershell\n(?<code>.*?)\n```\n+(?:```Output\n(?<output>.*?)\n```\n+)?(?<remark>.*)$') {
            throw "$($Help.Title): '$($Help.Examples[$index].Title)' must be a script, its output if any, and a remark."
        }

        $printed = if ($Matches['output']) { $Matches['output'] + "`n`n" } else { '' }
        $null = $examples[$index].RemoveChild($examples[$index].SelectSingleNode('maml:introduction', $names))
        $examples[$index].SelectSingleNode('dev:code', $names).InnerText = $Matches['code']
        $remarks = $examples[$index].SelectSingleNode('dev:remarks', $names)
        Add-Paragraph $remarks ($printed + $Matches['remark'])
        # Get-Help displays the next title without a blank line otherwise.
        $null = $remarks.AppendChild($remarks.OwnerDocument.CreateElement('maml', 'para', $maml))
    }

    if (-not $Help.Notes) {
        $null = $Command.RemoveChild($Command.SelectSingleNode('maml:alertSet', $names))
    }

    # Links between pages are relative paths, which Get-Help -Online would try to open.
    foreach ($uri in @($Command.SelectNodes('command:relatedLinks//maml:uri', $names))) {
        $uri.InnerText = ''
    }
}

function Export-Maml {
    $working = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
    try {
        $help = @{}
        $imported = Get-ChildItem -Path $pages -Filter *-*.md | Sort-Object -Property Name -Culture '' |
            Import-MarkdownCommandHelp
        $imported | ForEach-Object { $help[$_.Title] = $_ }
        $file = $imported | Export-MamlCommandHelp -OutputFolder $working -Force

        $document = New-Object System.Xml.XmlDocument
        $document.Load($file.FullName)
        $names = New-Object System.Xml.XmlNamespaceManager $document.NameTable
        $maml, $dev = 'http://schemas.microsoft.com/maml/2004/10', 'http://schemas.microsoft.com/maml/dev/2004/10'
        $names.AddNamespace('maml', $maml)
        $names.AddNamespace('dev', $dev)
        $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
        foreach ($command in $document.DocumentElement.SelectNodes('command:command', $names)) {
            Complete-Command $command $help[$command.SelectSingleNode('command:details/command:name', $names).InnerText]
        }

        $settings = New-Object System.Xml.XmlWriterSettings
        $settings.Indent = $true
        $settings.NewLineChars = "`n"
        $settings.Encoding = $utf8
        $writer = [System.Xml.XmlWriter]::Create((Join-Path $output $file.Name), $settings)
        $document.Save($writer)
        $writer.Dispose()
    }
    finally {
        Remove-Item -LiteralPath $working -Recurse -Force -ErrorAction SilentlyContinue
    }
}

# Breaks a paragraph into lines of 80 columns.
function Format-Paragraph {
    param([string] $Text, [string] $Indent)

    $line = $Indent
    foreach ($word in $Text -split ' ') {
        if ($line.Length + $word.Length -gt 79 -and $line.Trim()) {
            $line.TrimEnd()
            $line = $Indent
        }

        $line += $word + ' '
    }

    $line.TrimEnd()
}

# The format that Get-Help expects: TOPIC, parts in capitals, text indented and broken into lines. Get-Help reads the
# synopsis from the fifth line.
function Export-About {
    $isCode = $false
    $previous = ''
    $lines = foreach ($line in [System.IO.File]::ReadAllLines((Join-Path $pages 'about_CloudifyPS.md'))) {
        $text = $line.Replace('`', '')
        $followsPart = $previous.StartsWith('## ')
        $previous = $line
        if ($line.StartsWith('```')) { $isCode = -not $isCode }
        elseif ($isCode) { ('        ' + $line).TrimEnd() }
        elseif ($line.StartsWith('# ')) { 'TOPIC', ('    ' + $text.Substring(2)) }
        elseif ($line.StartsWith('## ')) { $text.Substring(3).ToUpperInvariant() }
        elseif ($line.StartsWith('### ')) { '  ' + $text.Substring(4) }
        elseif ($line -or -not $followsPart) { Format-Paragraph $text '    ' }
    }

    [System.IO.File]::WriteAllText(
        (Join-Path $output 'about_CloudifyPS.help.txt'), ($lines -join "`n") + "`n", $utf8)
}

Export-About
if (-not $AboutOnly) {
    Import-Module -Name Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0
    Export-Maml
}
