using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Adds users to a user group.</summary>
[Cmdlet(VerbsCommon.Add, "CfyUserGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(UserGroup))]
public sealed class AddCfyUserGroupMemberCommand : CfySessionCmdlet
{
    /// <summary>The name of the user group.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string GroupName { get; set; } = string.Empty;

    /// <summary>The names of the users.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName))]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    internal override void Process()
    {
        foreach (var user in UserName)
        {
            ProcessInput(user, () =>
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
