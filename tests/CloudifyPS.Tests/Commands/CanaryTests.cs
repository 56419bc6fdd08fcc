using System.Management.Automation;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Runs all cmdlets with recognizable secrets, with successful and failing requests, and with all streams enabled. Only
/// output of -AsPlainText can contain the secrets.
/// </summary>
public sealed class CanaryTests : CommandTests
{
    /// <summary>The common part of all secrets.</summary>
    private const string Canary = "cnry-";

    /// <summary>
    /// Calls that the examples in <see cref="ApiOperations"/> do not contain, or contain without a secret.
    /// </summary>
    private static readonly string[] More =
    [
        "New-CfySecret x -Value $text", "New-CfySecret x -SecureValue $secure", "New-CfySecret x -Path $file",
        "New-CfySecret x -StructuredValue @{ inner = $text }",
        "Set-CfySecret x -Value $text", "Set-CfySecret x -Path $file",
        "Set-CfySecret x -StructuredValue @{ inner = @($text) }",
        "New-CfyUser x -Password $text", "New-CfyUser -Credential $c", "Set-CfyUser x -Password $secure",
        "Disable-CfyUser x", "Enable-CfyUser x", "Unlock-CfyUser x", "Set-CfyUserGroup x -Role default",
        "Set-CfyTenantUser x -TenantName t -Role viewer", "Set-CfyTenantUserGroup x -TenantName t -Role viewer",
        "New-CfyToken -Description d", "Remove-CfyToken x", "Get-CfyToken",
        "Get-CfySecret x", "Get-CfySecret x -AsPlainText | ForEach-Object { }", "Get-CfySession",
        "Connect-CfyManager $address -Credential $c -MaximumRetryCount 0",
        "Connect-CfyManager $address -Token $secure -MaximumRetryCount 0",
        "Connect-CfyManager $address -Credential $c -Proxy $address -ProxyCredential $c -MaximumRetryCount 0",
        "Invoke-CfyRestMethod secrets/x -Method Put -Body @{ value = $text }",
        "Invoke-CfyRestMethod tokens -Method Post -Body @{ password = $text }",
        "New-CfyDeployment x -BlueprintId x -Inputs @{ db_password = $text } -NoWait",
        "Start-CfyExecution install x -Parameters @{ token = $text }",
        "Set-CfyNodeInstance x @{ password = $text }",
        "Get-CfyDeploymentInput x", "Get-CfyDeploymentOutput x",
        "Get-CfyDeploymentCapability x", "Get-CfyBlueprintInput x", "Get-CfyWorkflow x",
        "Resume-CfyExecution x", "Wait-CfyExecution x -TimeoutSec 1", "Get-CfyCluster -IncludeLog",
        "Add-CfyClusterNode -Name x -HostIp 10.0.0.2",
        "Add-CfyClusterNode -Name x -HostIp 10.0.0.2 "
            + "| Join-CfyCluster -HostIp 10.0.0.3 -NodeName x -JoinAddress 10.0.0.1",
        "Test-CfyInput x @{ db_password = $text }", "Test-CfyBlueprint $file", "Test-CfyBlueprint $file -Offline",
        "New-CfyInputFile x $out", "New-CfyBlueprintArchive $file $out -Force",
        "Start-CfySimulator -Credential $c", "Start-CfySimulator -Credential $c | Stop-CfySimulator",
        "$s | Disconnect-CfyManager",
    ];

    private static readonly string[] Scripts =
        [.. ApiOperations.All.Select(operation => operation.Example.Replace("hush", "$text", StringComparison.Ordinal)
        .Replace("correct-horse", "$text", StringComparison.Ordinal)), .. More];

    /// <summary>The behaviors of the manager.</summary>
    private static readonly Dictionary<string, Action<FakeManager>> Behaviours = new()
    {
        ["success"] = _ => { },
        ["400"] = manager => manager.Quote(400, "bad_parameters_error"),
        ["401"] = manager => manager.Quote(401, "unauthorized_error"),
        ["403"] = manager => manager.Quote(403, "forbidden_error"),
        ["404"] = manager => manager.Quote(404, "not_found_error"),
        ["409"] = manager => manager.Quote(409, "conflict_error"),
        ["500"] = manager => manager.Quote(500, "internal_server_error"),
        ["truncated"] = manager => AnswerAll(manager, "/api/v", """{"value": "cnry-value-1", "key":"""),
        ["html"] = manager => AnswerAll(manager, "/api/v", "<html>cnry-value-1</html>"),
        ["gone"] = manager => manager.Dispose(),
    };

    public static TheoryData<string, string> Runs
    {
        get
        {
            var runs = new TheoryData<string, string>();
            foreach (var behaviour in Behaviours.Keys)
            {
                runs.Add(behaviour, "7.0.5");
            }

            // An earlier version receives other requests, but its errors are read by the same code.
            runs.Add("success", "4.5.0");
            runs.Add("400", "4.5.0");

            return runs;
        }
    }

    [Fact]
    public void TheTestsRunAllCmdlets()
    {
        var all = string.Join('\n', Scripts);
        using var shell = new PsHost();
        string[] cmdlets = [.. shell.Invoke("Get-Command -Module CloudifyPS -CommandType Cmdlet").Succeeded().Output
            .Select(command => ((CommandInfo)command.BaseObject).Name)];

        Assert.DoesNotContain(cmdlets, name => !Regex.IsMatch(all, $@"{name}( |$)", RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task NoStreamContainsASecret(string behaviour, string version)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var file = Path.Combine(folder, "secret.txt");
        File.WriteAllText(file, "cnry-file-1");
        try
        {
            using var shell = new PsHost();
            foreach (var script in Scripts)
            {
                await RunAsync(shell, script, behaviour, version, folder, file);
            }

            // Only the downloaded files can contain a secret.
            Assert.DoesNotContain(
                Directory.GetFiles(folder).Where(one => one != file),
                one => one.EndsWith(".part", StringComparison.Ordinal)
                    || one.EndsWith(".tmp", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AsPlainTextReturnsTheSecret()
    {
        Connect().Answer("GET", "/secrets/x$", 200, """{"key": "x", "value": "cnry-value-1"}""");

        Assert.Equal("cnry-value-1", Shell.Invoke("Get-CfySecret x -AsPlainText")["Value"]);
        Assert.IsType<SecureString>(Shell.Invoke("Get-CfySecret x")["Value"]);
    }

    /// <summary>Tests that no view has a column or an item with a secret.</summary>
    [Fact]
    public void NoViewShowsASecret()
    {
        var views = XDocument.Load(Path.Combine(PsHost.ModulePath, "CloudifyPS.Format.ps1xml"));

        Assert.DoesNotContain(
            views.Descendants("View").Where(view => view.Element("Name")!.Value is "CloudifyPS.Secret"
                or "CloudifyPS.Token" or "CloudifyPS.Tenant" or "CloudifyPS.ClusterNode")
                .Descendants().Where(one => one.Name == "PropertyName" || one.Name == "ScriptBlock"),
            one => one.Value.Contains("Value", StringComparison.Ordinal)
                && !one.Value.Contains("IsHiddenValue", StringComparison.Ordinal)
                || one.Value.Contains("Password", StringComparison.Ordinal)
                || one.Value.Contains("Credential", StringComparison.Ordinal));
    }

    private static void AnswerAll(FakeManager manager, string path, string body)
    {
        foreach (var method in new[] { "GET", "PUT", "POST", "PATCH", "DELETE" })
        {
            manager.Answer(method, path, 200, body);
        }
    }

    private static async Task RunAsync(
        PsHost shell, string script, string behaviour, string version, string folder, string file)
    {
        using var manager = new FakeManager(version);
        var secure = Secure("cnry-secure-1");
        AnswerAll(manager, "/(secrets|tokens)",
            """{"id": "x", "key": "x", "username": "admin", "role": "default", "value": "cnry-value-1"}""");
        AnswerAll(manager, "/tenants/", """{"name": "x", "rabbitmq_password": "cnry-rabbit-1"}""");
        AnswerAll(manager, "/cluster/nodes/",
            """{"name": "x", "host_ip": "10.0.0.2", "credentials": {"password": "cnry-cluster-1"}}""");
        (string, object?)[] variables =
        [
            ("address", manager.Address.AbsoluteUri), ("c", new PSCredential("admin", Secure("cnry-password-1"))),
            ("secure", secure),
            ("text", "cnry-text-1"), ("file", file), ("out", folder),
        ];
        shell.Invoke("$s = Connect-CfyManager $address -Credential $c -MaximumRetryCount 0", variables).Succeeded();
        Behaviours[behaviour](manager);

        // A wait would tolerate an unreachable manager for minutes. None of these scripts waits that long.
        var result = await Task.Run(() =>
            shell.Invoke("$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'\n" + script))
            .WaitAsync(TimeSpan.FromMinutes(1));

        var said = new StringBuilder();
        foreach (var line in result.Lines)
        {
            said.AppendLine(line);
        }

        foreach (var error in result.Errors)
        {
            // The depth is limited, because an exception references its method, and the method references everything
            // else.
            said.AppendLine(error.ToString()).AppendLine(error.Exception.ToString())
                .AppendLine(error.ErrorDetails?.Message)
                .AppendLine(PSSerializer.Serialize(error, 3)).AppendLine(PSSerializer.Serialize(error.Exception, 3));
        }

        // Invoke-CfyRestMethod returns responses unchanged, including the value in the response of /secrets/x.
        foreach (var one in script.StartsWith("Invoke-", StringComparison.Ordinal) ? []
            : result.Output.Where(one => one is not null && one.BaseObject is not FileInfo))
        {
            said.AppendLine(one.ToString()).AppendLine(PSSerializer.Serialize(one, 10));
        }

        Assert.False(
            said.ToString().Contains(Canary, StringComparison.Ordinal)
                || said.ToString().Contains(Encoded, StringComparison.Ordinal),
            $"{script} ({behaviour}, {version}) says: {Excerpt(said.ToString())}");
    }

    /// <summary>Gets the password as the header of basic authentication contains it.</summary>
    private static string Encoded { get; } = Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:cnry-password-1"));

    private static string Excerpt(string said)
    {
        var at =
            Math.Max(said.IndexOf(Canary, StringComparison.Ordinal), said.IndexOf(Encoded, StringComparison.Ordinal));
        return at < 0 ? said : said[Math.Max(0, at - 300)..Math.Min(said.Length, at + 100)];
    }
}
