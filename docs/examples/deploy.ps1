<#
.SYNOPSIS
    Installs a blueprint from a pipeline, and hands its outputs to the steps that follow.

.DESCRIPTION
    Connects with what the environment says (CLOUDIFY_HOST, CLOUDIFY_USERNAME, CLOUDIFY_PASSWORD or CLOUDIFY_TOKEN,
    CLOUDIFY_TENANT), publishes the blueprint, creates the deployment, runs 'install' and waits for its end. Every output
    becomes a variable of the pipeline. When anything fails, the script does, and with it the step.

.PARAMETER Path
    The blueprint: a folder, an archive, or a YAML file.

.PARAMETER Id
    How the blueprint and the deployment are called on the manager.

.PARAMETER Inputs
    The deployment's inputs.

.PARAMETER Simulate
    Do all of it on the simulator instead: to try out a pipeline, or a blueprint.

.EXAMPLE
    ./docs/examples/deploy.ps1 -Simulate
#>
[CmdletBinding()]
param(
    [string] $Path = "$PSScriptRoot/blueprints/three-tier",

    [string] $Id = 'three-tier',

    [System.Collections.IDictionary] $Inputs = @{ host_name = 'shop.example.com' },

    [switch] $Simulate
)

$ErrorActionPreference = 'Stop'

# https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
function Format-PipelineVariable {
    param([string] $Name, [string] $Value)

    $escaped = $Value.Replace('%', '%AZP25').Replace("`r", '%0D').Replace("`n", '%0A')
    "##vso[task.setvariable variable=$Name;isOutput=true]$escaped"
}

$session = if ($Simulate) { Start-CfySimulator | Connect-CfyManager } else { Connect-CfyManager }
try {
    "Connected to $session."
    $blueprint = Publish-CfyBlueprint -Path $Path -Id $Id
    $deployment = $blueprint | New-CfyDeployment -Id $Id -Inputs $Inputs
    $execution = $deployment | Start-CfyExecution -WorkflowId install

    # The log of the pipeline has every event; the wait fails when the workflow did.
    $execution | Get-CfyEvent -Follow
    $null = $execution | Wait-CfyExecution

    $outputs = ($deployment | Get-CfyDeploymentOutput).Outputs
    foreach ($name in $outputs.Keys) {
        # A variable of the pipeline is a text: lists and maps are JSON in it.
        $value = $outputs[$name]
        $text = if ($value -is [string]) { $value } else { ConvertTo-Json -InputObject $value -Depth 20 -Compress }
        Format-PipelineVariable -Name $name -Value $text
    }
}
finally {
    $session | Disconnect-CfyManager
}
