using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Users;

/// <summary>A cmdlet that changes users by their names.</summary>
public abstract class ChangeUserCommand : CfySessionCmdlet
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    /// <summary>Returns the users as they are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is done, such as <c>Enable</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Changes one.</summary>
    /// <param name="name">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    internal abstract Task<User> ChangeAsync(string name, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in UserName)
        {
            Attempt(name, () =>
            {
                if (!ShouldChange($"user '{name}'", Action))
                {
                    return;
                }

                var user = Run(token => ChangeAsync(name, token));
                if (PassThru)
                {
                    WriteResource(user);
                }
            });
        }
    }
}
