using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Adds users to a user group.</summary>
[Cmdlet(VerbsCommon.Add, "CfyUserGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(UserGroup))]
public sealed class AddCfyUserGroupMemberCommand : CfySessionCmdlet
{
    /// <summary>The group.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string GroupName { get; set; } = string.Empty;

    /// <summary>Names of users.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var user in UserName)
        {
            Attempt(user, () =>
            {
                if (!ShouldChange($"user '{user}' of user group '{GroupName}'", "Add"))
                {
                    return;
                }

                var group = Run(token => Client.UserGroups.AddUserAsync(GroupName, user, token));
                WriteResource(group);
            });
        }
    }
}
