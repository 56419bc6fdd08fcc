BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manifestPath = Get-ModuleManifestPath
    $manifest = Import-PowerShellDataFile -Path $manifestPath
}

Describe 'The built module' {
    It 'has exactly the files of the committed list' {
        $folder = Split-Path $manifestPath
        $files = Get-ChildItem -LiteralPath $folder -Recurse -File |
            ForEach-Object { $_.FullName.Substring($folder.Length + 1).Replace('\', '/') }

        $expected = Get-Content -LiteralPath (Get-RepositoryPath 'tests/Pester/approved/module-files.txt')
        Compare-Object $expected $files | Out-String | Should -BeNullOrEmpty
    }

    It 'exports what its manifest lists' {
        $exported = (Get-Command -Module CloudifyPS -CommandType Cmdlet).Name | Sort-Object

        $exported | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'has a valid manifest' {
        { Test-ModuleManifest -Path $manifestPath -ErrorAction Stop } | Should -Not -Throw
    }

    It 'has approved verbs only' {
        $approved = (Get-Verb).Verb

        Get-Command -Module CloudifyPS -CommandType Cmdlet |
            Where-Object { $approved -notcontains $_.Verb } |
            Should -BeNullOrEmpty
    }

    It 'has its public types where scripts can name them' {
        'CloudifyPS.Deployment' -as [type] | Should -Not -BeNullOrEmpty
        'CloudifyPS.CfyException' -as [type] | Should -Not -BeNullOrEmpty
    }
}

Describe 'Views' {
    It 'shows <Name> as a table of at most 120 columns' -ForEach @(
        # Discovery has no module yet: the names come from the file.
        ([xml] (Get-Content "$PSScriptRoot/../../src/module/CloudifyPS.Format.ps1xml" -Raw)).SelectNodes(
            '//View[TableControl]/ViewSelectedBy/TypeName') | ForEach-Object { @{ Name = $_.InnerText } }
    ) {
        $type = $Name -as [type]
        if (-not $type.GetConstructor([type]::EmptyTypes)) {
            Set-ItResult -Skipped -Because 'only a cmdlet can create it'
        }

        # Every text is longer than its column.
        $object = $type::new()
        foreach ($property in $type.GetProperties()) {
            if ($property.PropertyType -eq [string] -and $property.CanWrite) {
                $property.SetValue($object, $property.Name + 'x' * 80)
            }
        }

        $lines = ($object | Format-Output -Width 120) -split "`n"

        $lines[1] | Should -Match '^-+( +-+)*$'
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
    }
}
