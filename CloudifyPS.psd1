@{
    RootModule             = 'CloudifyPS.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = '5d1c8a52-1f2e-4a43-8f0b-6d6b1f0f5c7e'
    Author                 = 'The CloudifyPS contributors'
    CompanyName            = 'The CloudifyPS contributors'
    Copyright              = '(c) The CloudifyPS contributors. MIT license.'
    Description            = 'Cmdlets for Cloudify Manager: blueprints, deployments, executions, events and everything else behind its REST API v3.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    FormatsToProcess       = @('CloudifyPS.Format.ps1xml')
    TypesToProcess         = @('CloudifyPS.Types.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Connect-CfyManager'
    )
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('Cloudify', 'Orchestration', 'Deployment', 'REST', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
