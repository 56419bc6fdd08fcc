using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>
/// Creates a user, and puts it into a tenant where one is named. Rows of a file with UserName, Password and, where
/// wanted, Role, TenantName and TenantRole can be piped in, and so can what Get-Credential returns.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = UserNameSet)]
[OutputType(typeof(User))]
public sealed class NewCfyUserCommand : CfySessionCmdlet
{
    private const string UserNameSet = "UserName";
    private const string CredentialSet = "Credential";

    /// <summary>The name: letters, digits, - . _, a letter first.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = UserNameSet, ValueFromPipelineByPropertyName = true)]
    public string UserName { get; set; } = string.Empty;

    /// <summary>
    /// The password, of 5 letters at least: a SecureString, or plain text, as in a row of Import-Csv.
    /// </summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = UserNameSet, ValueFromPipelineByPropertyName = true)]
    [SecureText]
    public SecureString? Password { get; set; }

    /// <summary>Name and password in one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The system role: sys_admin or default; admin or user before 4.2. Without it, the one that is no administrator.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(SystemRoleCompleter))]
    public string? Role { get; set; }

    /// <summary>A tenant to put the user into.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string? TenantName { get; set; }

    /// <summary>The role in that tenant: manager, user, operations, viewer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TenantRoleCompleter))]
    public string TenantRole { get; set; } = "user";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var name = Credential?.UserName.TrimStart('\\') ?? UserName;
        Attempt(name, () =>
        {
            var where = string.IsNullOrEmpty(TenantName) ? string.Empty : $" in tenant '{TenantName}'";
            if (!ShouldChange($"user '{name}'{where}", "New"))
            {
                return;
            }

            var password = Credential?.Password ?? Password!;
            var role = string.IsNullOrEmpty(Role) ? null : Role;
            var user = Run(token => Client.Users.CreateAsync(name, password, role, token));
            if (where.Length > 0)
            {
                Run(token => Client.Tenants.AddAsync(
                    TenantName!, TenantMember.User(name), TenantRole, token));
                user = Run(token => Client.Users.GetAsync(name, null, token));
            }

            WriteResource(user);
        });
    }
}
