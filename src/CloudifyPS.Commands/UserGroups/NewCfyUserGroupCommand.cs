using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Creates a user group.</summary>
[Cmdlet(VerbsCommon.New, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(UserGroup))]
public sealed class NewCfyUserGroupCommand : CfySessionCmdlet
{
    /// <summary>
    /// The name of the new group. It begins with a letter and contains letters, digits, hyphens, periods and
    /// underscores.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The distinguished name of the LDAP group.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LdapDn { get; set; }

    /// <summary>The system role of the users of the group. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.SystemRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.SystemRoles))]
    public string? Role { get; set; }

    internal override void Process() => ProcessInput(Name, () =>
    {
        if (ShouldChange($"user group '{Name}'", "New"))
        {
            WriteResource(Run(token => Client.UserGroups.CreateAsync(Name, LdapDn.NullIfEmpty(), Role, token)));
        }
    });
}
