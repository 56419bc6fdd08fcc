BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfySnapshot' {
    It 'returns an execution, or the snapshot with -Wait' -Tag HappyPath {
        $execution = New-CfySnapshot new-1
        $execution | Should -BeOfType 'CloudifyPS.Execution'
        ($execution | Wait-CfyExecution).Status | Should -Be 'terminated'

        $snapshot = New-CfySnapshot new-2 -ExcludeLog -Wait
        "$($snapshot.Id) $($snapshot.Status)" | Should -Be 'new-2 created'
    }

    It 'makes an id when none is given' {
        (New-CfySnapshot -Wait).Id | Should -Match '^snapshot_\d{8}T\d{6}Z$'
    }

    It 'reports Conflict for an id that exists' -Tag Failure {
        $null = New-CfySnapshot twice -Wait

        Get-ErrorId { New-CfySnapshot twice } | Should -Be 'Conflict'
    }

    It 'creates nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { New-CfySnapshot rehearsed -Wait -WhatIf }
    }
}

Describe 'Get-CfySnapshot' {
    It 'gets snapshots by id, wildcards and status' -Tag HappyPath {
        'get-1', 'get-2' | ForEach-Object { $null = New-CfySnapshot $_ -Wait }

        (Get-CfySnapshot get-1).Status | Should -Be 'created'
        (Get-CfySnapshot get-*).Id | Should -Be 'get-1', 'get-2'
        (Get-CfySnapshot get-* -Status created).Id | Should -Be 'get-1', 'get-2'
        Get-CfySnapshot get-* -Status failed | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a snapshot that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfySnapshot nowhere } | Should -Be 'NotFound'
    }
}

Describe 'Save-CfySnapshot and Publish-CfySnapshot' {
    BeforeAll {
        $snapshot = New-CfySnapshot transfer -Wait
        $folder = New-Item -Path (Join-Path $TestDrive 'snapshots') -ItemType Directory
    }

    Describe 'Save-CfySnapshot' {
        It 'saves the archive under the name of the snapshot' -Tag HappyPath {
            $file = $snapshot | Save-CfySnapshot -DestinationPath $folder

            $file.Name | Should -Be 'transfer.zip'
            $file.Length | Should -BeGreaterThan 0
        }

        It 'reports NotFound for a snapshot that does not exist' -Tag Failure {
            Get-ErrorId { Save-CfySnapshot nowhere $folder } | Should -Be 'NotFound'
        }

        It 'writes nothing with -WhatIf' -Tag WhatIf {
            $file = Join-Path $TestDrive 'rehearsed.zip'

            $snapshot | Save-CfySnapshot -DestinationPath $file -WhatIf

            $file | Should -Not -Exist
        }
    }

    Describe 'Publish-CfySnapshot' {
        BeforeEach {
            $archive = $snapshot | Save-CfySnapshot -DestinationPath (Join-Path $TestDrive 'published.zip') -Force
        }

        It 'publishes a file under its name or under another id' -Tag HappyPath {
            $published = $archive | Publish-CfySnapshot
            "$($published.Id) $($published.Status)" | Should -Be 'published uploaded'

            (Publish-CfySnapshot $archive other).Id | Should -Be 'other'
        }

        It 'reports FileNotFound for a file that does not exist' -Tag Failure {
            Get-ErrorId { Publish-CfySnapshot (Join-Path $TestDrive 'nowhere.zip') } | Should -Be 'FileNotFound'
        }

        It 'publishes nothing with -WhatIf' -Tag WhatIf {
            Assert-NothingChanged $manager { Publish-CfySnapshot $archive rehearsed -WhatIf }
        }
    }
}

Describe 'Restore-CfySnapshot' {
    It 'brings back what the manager held' -Tag HappyPath {
        $null = New-CfySecret before -Value one
        $snapshot = New-CfySnapshot restore -Wait
        Remove-CfySecret before

        ($snapshot | Restore-CfySnapshot -Force -Wait -Confirm:$false).Status | Should -Be 'terminated'

        (Get-CfySecret before -AsPlainText).Value | Should -Be 'one'
    }

    It 'reports NotFound for a snapshot that does not exist' -Tag Failure {
        Get-ErrorId { Restore-CfySnapshot nowhere -Confirm:$false } | Should -Be 'NotFound'
    }

    It 'reports InvalidArgument for -NoReboot without -RestoreCertificate' -Tag Failure {
        Get-ErrorId { Restore-CfySnapshot any -NoReboot -Confirm:$false } |
            Should -Be 'InvalidArgument'
    }

    It 'restores nothing with -WhatIf' -Tag WhatIf {
        $null = New-CfySnapshot rehearsed-restore -Wait

        Assert-NothingChanged $manager {
            Get-CfySnapshot rehearsed-restore | Restore-CfySnapshot -Force -WhatIf
        }
    }
}

Describe 'Remove-CfySnapshot' {
    It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
        $snapshot = New-CfySnapshot remove -Wait

        ($snapshot | Remove-CfySnapshot -PassThru).Id | Should -Be 'remove'
        Get-CfySnapshot remove -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a snapshot that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfySnapshot nowhere } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $snapshot = New-CfySnapshot kept -Wait

        Assert-NothingChanged $manager { $snapshot | Remove-CfySnapshot -WhatIf }
    }
}
