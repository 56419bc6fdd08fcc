@{
    Severity     = 'Error', 'Warning'
    ExcludeRules = @(
        # The analyzer does not see that Pester's blocks share the variables of a BeforeAll block, and that a function of a
        # script uses the script's parameters.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
        # The functions here serve one script each. The cmdlets of the module have -WhatIf.
        'PSUseShouldProcessForStateChangingFunctions'
    )
    Rules        = @{
        PSUseCompatibleSyntax  = @{ Enable = $true; TargetVersions = @('5.1', '7.4') }
        PSUseCompatibleCmdlets = @{ Enable = $true; compatibility = @('desktop-5.1.14393.206-windows') }
    }
}
