BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Publish-CfyBlueprint' {
    It 'publishes <Source>' -Tag HappyPath -ForEach @(
        @{ Source = 'a folder'; Path = 'docs/examples/blueprints/three-tier'; Id = 'three-tier' }
        @{ Source = 'a yaml file'; Path = 'docs/examples/blueprints/three-tier/blueprint.yaml'; Id = 'yaml' }
        @{ Source = 'a zip archive'; Path = 'tests/CloudifyPS.Tests/Recordings/archives/bp1.zip'; Id = 'zip' }
        @{ Source = 'a tar archive'; Path = 'tests/CloudifyPS.Tests/Recordings/archives/bp1.tar.gz'; Id = 'tar' }
    ) {
        $blueprint = Publish-CfyBlueprint (Get-RepositoryPath $Path) $Id

        $blueprint.Id | Should -Be $Id
        $blueprint.State | Should -Be 'uploaded'
        (Get-CfyBlueprint $Id).Plan['nodes'] | Should -Not -BeNullOrEmpty
    }

    It 'takes files from the pipeline, and names blueprints after them' {
        $folder = New-Item -Path (Join-Path $TestDrive 'piped') -ItemType Directory
        'piped-1.zip', 'piped-2.zip', 'other.zip' |
            ForEach-Object { Copy-Item (Get-Archive bp1.zip) (Join-Path $folder $_) }

        (Get-ChildItem (Join-Path $folder 'piped-*') | Publish-CfyBlueprint).Id | Should -Be 'piped-1', 'piped-2'
        (Publish-CfyBlueprint (Join-Path $folder 'oth*')).Id | Should -Be 'other'
    }

    It 'keeps labels, visibility and the main file' {
        $published = Publish-CfyBlueprint (Get-Archive bp1.zip) labelled -ApplicationFileName blueprint.yaml `
            -Visibility global -Label @{ stage = 'prod'; team = 'a', 'b' }

        $published.Visibility | Should -Be 'global'
        $published.MainFileName | Should -Be 'blueprint.yaml'
        $published.Labels | ForEach-Object { "$($_.Key)=$($_.Value)" } | Sort-Object |
            Should -Be 'stage=prod', 'team=a', 'team=b'
    }

    It 'has an alias' {
        (Import-CfyBlueprint (Get-Archive bp1.zip) imported).Id | Should -Be 'imported'
    }

    It 'says why the manager refuses <Archive>' -Tag Failure -ForEach @(
        @{ Archive = 'badtype.tar.gz'; Reason = 'type' }
        @{ Archive = 'badimport.tar.gz'; Reason = 'import' }
        @{ Archive = 'badyaml.tar.gz'; Reason = 'yaml' }
    ) {
        $failure = Get-Failure { Publish-CfyBlueprint (Get-Archive $Archive) bad }

        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidBlueprint,*'
        "$failure" | Should -Match $Reason
    }

    It 'reports Conflict for an id that exists' -Tag Failure {
        $null = Publish-SmallBlueprint twice

        Get-ErrorId { Publish-CfyBlueprint (Get-Archive bp1.zip) twice } | Should -Be 'Conflict'
    }

    It 'reports FileNotFound for a path that does not exist' -Tag Failure {
        Get-ErrorId { Publish-CfyBlueprint (Get-Archive nowhere.zip) } | Should -Be 'FileNotFound'
    }

    It 'publishes nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { Publish-CfyBlueprint (Get-Archive bp1.zip) rehearsed -WhatIf }
    }
}

Describe 'Get-CfyBlueprint' {
    BeforeAll {
        'get-1', 'get-2', 'got' | ForEach-Object { $null = Publish-SmallBlueprint $_ }
    }

    It 'gets one by its id' -Tag HappyPath {
        $blueprint = Get-CfyBlueprint get-1

        $blueprint | Should -BeOfType 'CloudifyPS.Blueprint'
        $blueprint.Id | Should -Be 'get-1'
        $blueprint.Description | Should -Be 'lab blueprint'
    }

    It 'gets several by their ids and by wildcards' {
        (Get-CfyBlueprint get-2, get-1).Id | Sort-Object | Should -Be 'get-1', 'get-2'
        (Get-CfyBlueprint GET-*).Id | Sort-Object | Should -Be 'get-1', 'get-2'
        ('get-1', 'g?t' | Get-CfyBlueprint).Id | Should -Be 'get-1', 'got'
    }

    It 'gets the blueprint of a deployment' {
        $deployment = Get-CfyBlueprint got | New-CfyDeployment of-got

        ($deployment | Get-CfyBlueprint).Id | Should -Be 'got'
    }

    It 'reports NotFound for each id that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyBlueprint nowhere } | Should -Be 'NotFound'
        $found = Get-CfyBlueprint nowhere, get-1, no-one -ErrorVariable failures -ErrorAction SilentlyContinue
        $found.Id | Should -Be 'get-1'
        $failures.TargetObject | Should -Be 'nowhere', 'no-one'
    }
}

Describe 'Get-CfyBlueprintInput' {
    It 'says which inputs a deployment must give' -Tag HappyPath {
        $inputs = Publish-SampleBlueprint inputs | Get-CfyBlueprintInput

        ($inputs | Where-Object Required).Name | Should -Be 'host_name'
        ($inputs | Where-Object Name -EQ port).Default | Should -Be 443
        ($inputs | Where-Object Name -EQ port).Type | Should -Be 'integer'
    }

    It 'reports NotFound for a blueprint that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyBlueprintInput nowhere } | Should -Be 'NotFound'
    }
}

Describe 'Save-CfyBlueprint' {
    It 'saves the archive as it was published' -Tag HappyPath {
        $folder = New-Item -Path (Join-Path $TestDrive 'saved') -ItemType Directory

        $file = Publish-SmallBlueprint saved | Save-CfyBlueprint -DestinationPath $folder

        $file | Should -BeOfType 'System.IO.FileInfo'
        (Get-ChildItem $folder).FullName | Should -Be $file.FullName
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash (Get-Archive bp1.zip)).Hash
    }

    It 'overwrites a file with -Force only' -Tag Failure {
        $null = Publish-SmallBlueprint overwritten
        $file = Join-Path $TestDrive 'mine.zip'
        Set-Content -LiteralPath $file -Value old -NoNewline

        Get-ErrorId { Save-CfyBlueprint overwritten $file } | Should -Be 'FileFailed'
        Get-Content -LiteralPath $file -Raw | Should -Be 'old'

        $null = Save-CfyBlueprint overwritten $file -Force
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash (Get-Archive bp1.zip)).Hash
    }

    It 'reports NotFound for a blueprint that does not exist, and leaves no file' -Tag Failure {
        $file = Join-Path $TestDrive 'nowhere.zip'

        Get-ErrorId { Save-CfyBlueprint nowhere $file } | Should -Be 'NotFound'
        $file | Should -Not -Exist
    }

    It 'writes nothing with -WhatIf' -Tag WhatIf {
        $null = Publish-SmallBlueprint rehearsed
        $file = Join-Path $TestDrive 'rehearsed.zip'

        Save-CfyBlueprint rehearsed $file -WhatIf

        $file | Should -Not -Exist
    }
}

Describe 'Remove-CfyBlueprint' {
    It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
        'remove-1', 'remove-2' | ForEach-Object { $null = Publish-SmallBlueprint $_ }

        Get-CfyBlueprint remove-1 | Remove-CfyBlueprint | Should -BeNullOrEmpty
        (Remove-CfyBlueprint remove-2 -PassThru).Id | Should -Be 'remove-2'

        Get-CfyBlueprint remove-* | Should -BeNullOrEmpty
    }

    It 'reports InUse for a blueprint that has deployments' -Tag Failure {
        $null = New-SmallDeployment in-use

        Get-ErrorId { Remove-CfyBlueprint in-use } | Should -Be 'InUse'
        (Get-CfyBlueprint in-use).Id | Should -Be 'in-use'
    }

    It 'reports NotFound for a blueprint that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyBlueprint nowhere } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $null = Publish-SmallBlueprint kept

        Assert-NothingChanged $manager { Get-CfyBlueprint kept | Remove-CfyBlueprint -WhatIf }
    }
}

Describe 'A viewer' {
    It 'sees blueprints and is refused to change them' {
        $null = Publish-SmallBlueprint seen
        $viewer = New-Object pscredential eve, (Get-TestPassword)
        $null = New-CfyUser -Credential $viewer -TenantName default_tenant -TenantRole viewer
        $session = Connect-CfyManager $manager.Simulator.Manager -Credential $viewer
        try {
            (Get-CfyBlueprint seen -Session $session).Id | Should -Be 'seen'
            Assert-NothingChanged $manager {
                Get-ErrorId { Publish-CfyBlueprint (Get-Archive bp1.zip) theirs -Session $session } |
                    Should -Be 'Forbidden'
                Get-ErrorId { Remove-CfyBlueprint seen -Session $session } | Should -Be 'Forbidden'
                Get-ErrorId { New-CfyDeployment theirs seen -Session $session } | Should -Be 'Forbidden'
            }
        }
        finally {
            $session | Disconnect-CfyManager
        }
    }
}
