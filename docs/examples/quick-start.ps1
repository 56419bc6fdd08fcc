<#
.SYNOPSIS
    Installs an application in three tiers, looks at it, and takes everything away again.

.DESCRIPTION
    Without parameters all of it happens on the simulator, in this process: nothing else is needed. The same script runs
    against a real manager, and then only the connection is another one.

.PARAMETER Manager
    A manager's host name or URL. Without it, the simulator plays the manager.

.PARAMETER Credential
    Who to be there: a credential, or a user name, and then the password is asked for.

.PARAMETER Tenant
    The tenant to work in.

.PARAMETER Name
    How the blueprint and the deployment are called there.

.PARAMETER ApplicationHosts
    On how many hosts the application runs.

.EXAMPLE
    dotnet tool exec PowerShell --yes -- ./build.ps1 -Task QuickStart

    In a clone of the repository, on a machine that has the .NET SDK only.

.EXAMPLE
    ./docs/examples/quick-start.ps1 -Manager manager.example.com -Credential admin -ApplicationHosts 4

    In PowerShell, after Import-Module ./out/CloudifyPS, on a real manager.
#>
[CmdletBinding()]
param(
    [string] $Manager,

    [System.Management.Automation.Credential()]
    [pscredential] $Credential = [pscredential]::Empty,

    [string] $Tenant = 'default_tenant',

    [string] $Name = 'three-tier',

    [ValidateRange(1, 8)]
    [int] $ApplicationHosts = 2
)

$ErrorActionPreference = 'Stop'

# Runs a workflow to its end: its events as they come, and how far it is.
function Invoke-Workflow {
    [CmdletBinding()]
    param($Deployment, [string] $WorkflowId)

    $execution = $Deployment | Start-CfyExecution -WorkflowId $WorkflowId
    $progress = [System.Management.Automation.ProgressRecord]::new(1, "$WorkflowId $Name", 'Starting')

    $execution | Get-CfyEvent -Follow | ForEach-Object {
        $_
        if ($_.EventType -eq 'task_succeeded') {
            $current = $execution | Get-CfyExecution
            $progress.PercentComplete = 100 * $current.FinishedOperations / $current.TotalOperations
            $progress.StatusDescription = "$($_.NodeInstanceId) $($_.Operation)"
            $PSCmdlet.WriteProgress($progress)
        }
    }

    $progress.RecordType = 'Completed'
    $PSCmdlet.WriteProgress($progress)

    # An error when the workflow failed.
    $null = $execution | Wait-CfyExecution
}

$simulator = $session = $blueprint = $deployment = $null
try {
    if ($Manager) {
        $session = Connect-CfyManager -Manager $Manager -Credential $Credential -Tenant $Tenant
    }
    else {
        $simulator = Start-CfySimulator
        $session = $simulator | Connect-CfyManager
    }

    "Connected to $session."

    "`nPublishing the blueprint."
    $blueprint = Publish-CfyBlueprint -Path "$PSScriptRoot/blueprints/three-tier" -Id $Name
    $blueprint | Out-Host

    "`nCreating a deployment of it."
    $deployment = $blueprint | New-CfyDeployment -Id $Name -Inputs @{
        host_name         = 'shop.example.com'
        environment       = 'staging'
        application_hosts = $ApplicationHosts
    }
    $deployment | Out-Host

    "`nInstalling it."
    Invoke-Workflow -Deployment $deployment -WorkflowId install | Out-Host

    "`nWhat there is now."
    $deployment | Get-CfyNodeInstance | Out-Host

    "`nWhat the blueprint promises."
    $outputs = ($deployment | Get-CfyDeploymentOutput).Outputs
    [pscustomobject] $outputs | Out-Host

    "`nRemoving it."
    Invoke-Workflow -Deployment $deployment -WorkflowId uninstall | Out-Host
}
finally {
    if ($deployment) {
        $deployment | Remove-CfyDeployment -Force -Wait
    }

    if ($blueprint) {
        $blueprint | Remove-CfyBlueprint
    }

    if ($session) {
        $session | Disconnect-CfyManager
    }

    if ($simulator) {
        $simulator | Stop-CfySimulator
    }
}

"`nEverything is as it was."
