# What every view displays, compared with the files in approved: at 80 and 120 columns, and in colour.

BeforeDiscovery {
    # Discovery has no module yet: the names come from the file.
    $types = ([xml] (Get-Content "$PSScriptRoot/../../src/module/CloudifyPS.Format.ps1xml" -Raw)).SelectNodes(
        '//View[TableControl]/ViewSelectedBy/TypeName') | ForEach-Object { $_.InnerText } | Sort-Object -Unique
    $secretTypes = 'Secret', 'Token', 'Tenant', 'ClusterNode'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"

    # Shows every type in one process of its own, with UTC and the culture en-US.
    $script = @'
        [cultureinfo]::CurrentCulture = 'en-US'
        # Returns an object of a type, with a value in every property.
        function New-Sample([type] $Type, [int] $Depth = 0) {
            $object = [System.Activator]::CreateInstance($Type, $true)
            foreach ($property in $Type.GetProperties() | Where-Object CanWrite) {
                $property.SetValue($object, (New-Value $property.PropertyType $property.Name $Depth))
            }

            $object
        }

        function New-Value([type] $Type, [string] $Name, [int] $Depth) {
            $inner = [Nullable]::GetUnderlyingType($Type)
            if ($inner) { $Type = $inner }
            switch ($Type.Name) {
                'String' {
                    if ($Name -in 'State', 'Status', 'DeploymentStatus') { return 'started' }
                    if ($Name -eq 'Level') { return 'error' }
                    if ($Name -eq 'EventType') { return $null }
                    if ($Name -match 'Id$|^ManagerName$') { return "the-$Name-that-is-long".ToLowerInvariant() }
                    return "a $Name"
                }
                'DateTimeOffset' { return [DateTimeOffset]::new(2021, 2, 3, 4, 5, 6, [TimeSpan]::Zero) }
                'Boolean' { return $true }
                'Int32' { return 12 }
                'Int64' { return 12L }
                'SecureString' { return [System.Net.NetworkCredential]::new('', 'hunter2').SecurePassword }
                'Object' {
                    if ($Name -eq 'Value') { return 'hunter2' }
                    return 'an object'
                }
                'ClusterCredentials' {
                    $constructor = $Type.GetConstructors([System.Reflection.BindingFlags] 'Instance, NonPublic')[0]
                    return $constructor.Invoke(@(, 'hunter2'))
                }
                'IDictionary' { return [ordered] @{ name = 'value'; number = 1.5 } }
                'IDictionary[]' { return , [System.Collections.IDictionary[]] @([ordered] @{ type = 'a.b'; target_id = 'c' }) }
                'String[]' { return , [string[]] @('first', 'second') }
            }

            if ($Type.IsArray) {
                $items = [Array]::CreateInstance($Type.GetElementType(), 1)
                $items[0] = New-Value $Type.GetElementType() $Name $Depth
                return , $items
            }

            if ($Depth -gt 0 -or $Type.Namespace -ne 'CloudifyPS') { return $null }
            New-Sample $Type ($Depth + 1)
        }

        # Not created by a constructor without parameters.
        function New-Shown([string] $Name) {
            if ($Name -eq 'CloudifyPS.CfySession' -or $Name -eq 'CloudifyPS.CfySimulator') {
                $simulator = Start-CfySimulator
                if ($Name -eq 'CloudifyPS.CfySession') { $simulator | Connect-CfyManager } else { $simulator }
                return
            }

            $object = New-Sample ($Name -as [type])
            $values = ($Name -as [type]).GetProperty('Values', [System.Reflection.BindingFlags] 'Instance, NonPublic')
            if ($values) { $values.SetValue($object, [ordered] @{ url = 'https://shop'; sizes = [ordered] @{ small = 1 } }) }
            $object
        }

        # Windows PowerShell has no $PSStyle.
        $style = if ($PSStyle) { $PSStyle } else { @{} }
        $table = [System.Management.Automation.TableControl]
        $names = (Get-FormatData -TypeName CloudifyPS.* |
                Where-Object { $_.FormatViewDefinition.Control.Where({ $_ -is $table }) }).TypeNames
        foreach ($name in $names | Sort-Object -Unique) {
            $object = New-Shown $name
            foreach ($width in 80, 120) {
                $style.OutputRendering = 'PlainText'
                "# $width columns"
                $object | Out-String -Width $width
                "# $width columns, Format-Table"
                $object | Format-Table | Out-String -Width $width
                "# $width columns, Format-List"
                $object | Format-List | Out-String -Width $width
            }

            $style.OutputRendering = 'Ansi'
            '# 80 columns, in colour'
            $object | Out-String -Width 80
            "=== $name"
            $style.OutputRendering = 'PlainText'
            $object | Format-Wide | Out-String -Width 200
            "$object"
            "=== other views of $name"

            # These show no text of a manager, or only names of roles.
            if ($name -match 'CfySession|CfySimulator|MemberRole') { continue }
            $hostile = 'x{0}]0;x{1}{2}2Jx{3}x' -f [char] 27, [char] 7, [char] 0x9b, [char] 13
            foreach ($property in $object.GetType().GetProperties() | Where-Object CanWrite) {
                switch ($property.PropertyType.Name) {
                    'String' { $property.SetValue($object, $hostile) }
                    'String[]' { $property.SetValue($object, [string[]] @($hostile, $hostile)) }
                    'IDictionary' { $property.SetValue($object, [ordered] @{ $hostile = $hostile }) }
                }
            }

            $style.OutputRendering = 'Ansi'
            $object | Out-String -Width 500
            $object | Format-Table | Out-String -Width 500
            $object | Format-List | Out-String -Width 500
            "=== hostile $name"
        }
'@

    $run = Invoke-PowerShellProcess -Environment @{ TZ = 'UTC'; NO_COLOR = '' } $script
    $run.Error | Should -BeNullOrEmpty
    $text = $run.Output -replace '127\.0\.0\.1:\d+', '127.0.0.1:00000' -replace '\x1b', '<ESC>' -replace '(?m) +$'
    $views = @{}
    foreach ($match in [regex]::Matches($text, '(?s)(.*?)\n=== ([^\n]+)(\n|$)')) {
        $views[$match.Groups[2].Value] = $match.Groups[1].Value.TrimEnd("`n")
    }
}

# Windows PowerShell has no colours, and other line breaks.
Describe 'The view of <_>' -ForEach $types -Skip:($PSVersionTable.PSVersion -lt [version] '7.4') {
    It 'is as approved at 80 and 120 columns, plain and in colour' {
        $views[$_] | Assert-Approved "views/$($_ -replace '^CloudifyPS\.')"
    }
}

Describe 'The secret of <_>' -ForEach $secretTypes {
    It 'is in no view' {
        $text = $views["CloudifyPS.$_"] + $views["other views of CloudifyPS.$_"]

        $text | Should -Match '\(hidden\)'
        $text | Should -Not -Match 'hunter2'
    }
}

Describe 'A control sequence of a manager' {
    It 'is shown as a code for <_>' -ForEach ($types -notmatch 'CfySession|CfySimulator|MemberRole') {
        $text = $views["hostile $_"] -replace '\r\n', "`n"

        $text | Should -Match 'x\\u001B\]0;x\\u0007\\u009B2Jx\\u000Dx'
        $text | Should -Not -Match '<ESC>\]|[\x07\x9b\r]'
    }
}
