using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>The base class of cmdlets that change users.</summary>
public abstract class ChangeUserCommand : CfySessionCmdlet
{
    /// <summary>The names of the users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    /// <summary>Returns the changed users.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gets the verb, such as <c>Enable</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Changes one user.</summary>
    internal abstract Task<User> ChangeAsync(string name, CancellationToken cancellationToken);

    internal override void Process()
    {
        foreach (var name in UserName)
        {
            ProcessInput(name, () =>
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
