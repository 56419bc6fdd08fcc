BeforeAll {
    . (Join-Path $PSScriptRoot 'Import-BuiltModule.ps1')
}

Describe 'The built module' {
    It 'exports what its manifest says' {
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

    It 'comes back complete after Import-Module -Force' {
        $before = @(Get-Command -Module CloudifyPS).Count

        Import-Module $manifestPath -Force

        @(Get-Command -Module CloudifyPS).Count | Should -Be $before
    }

    It 'has its public types where scripts can name them' {
        'CloudifyPS.Deployment' -as [type] | Should -Not -BeNullOrEmpty
        'CloudifyPS.CfyException' -as [type] | Should -Not -BeNullOrEmpty
    }
}
