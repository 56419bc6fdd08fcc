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
