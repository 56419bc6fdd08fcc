using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Creates a user group.</summary>
[Cmdlet(VerbsCommon.New, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(UserGroup))]
public sealed class NewCfyUserGroupCommand : CfySessionCmdlet
{
    /// <summary>The name: letters, digits, - . _, a letter first.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(nameof(UserGroup.GroupName))]
    public string Name { get; set; } = string.Empty;

    /// <summary>The distinguished name of the LDAP group that it stands for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? LdapDn { get; set; }

    /// <summary>The system role of its users (managers from 4.3 on).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SystemRoleCompleter))]
    public string? Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Name, () =>
    {
        if (ShouldChange($"user group '{Name}'", "New"))
        {
            var role = string.IsNullOrEmpty(Role) ? null : Role;
            var ldapDn = string.IsNullOrEmpty(LdapDn) ? null : LdapDn;
            WriteResource(Run(token => Client.UserGroups.CreateAsync(Name, ldapDn, role, token)));
        }
    });
}
