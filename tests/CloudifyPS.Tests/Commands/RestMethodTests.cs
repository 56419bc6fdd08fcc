using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests Invoke-CfyRestMethod.</summary>
public sealed class RestMethodTests : CommandTests
{
    [Fact]
    public void AResponseHasTheManagersNames()
    {
        Connect().Answer("GET", "/sites/rome$", 200, """{"name": "rome", "geo": {"lat": 1.5}, "Items": [1]}""");
        var result = Shell.Invoke("$a = Invoke-CfyRestMethod sites/rome; \"$($a.name) $($a.geo.lat) $($a.Items[0])\"");
        Assert.Equal("rome 1.5 1", result.Single.ToString());
    }

    [Theory]
    [InlineData("-Body ([ordered]@{ a = @(1); b = $null })", """{"a":[1],"b":null}""")]
    [InlineData("-Body '{\"a\": 12345678901234567890}'", """{"a":12345678901234567890}""")]
    [InlineData("-Body ([pscustomobject]@{ a = 'x' })", """{"a":"x"}""")]
    [InlineData("-Body (, 1)", "[1]")]
    public void TheBodyIsJson(string body, string sent)
    {
        var manager = Connect();
        Shell.Invoke("Invoke-CfyRestMethod sites/rome PUT " + body).Succeeded();
        Assert.Equal(("PUT", sent, "application/json"),
            (manager.Request.Method, manager.Request.Body, manager.Request.Headers["Content-Type"]));
    }

    [Fact]
    public void QueryAndTenantAreSent()
    {
        var manager = Connect();
        Shell.Invoke("Invoke-CfyRestMethod 'nodes?x=a%20b' -Query @{ state = 'started', 'starting' } -Tenant dev")
            .Succeeded();
        Assert.Equal("?x=a%20b&state=started&state=starting", manager.Request.Query);
        Assert.Equal("dev", manager.Request.Headers["Tenant"]);
    }

    [Theory]
    [InlineData("-FollowPage -PageSize 2", new[] { 1, 2, 3 })]
    [InlineData("-First 1", new[] { 1 })]
    [InlineData("-First 0", new int[0])]
    public void FollowPageReadsAllPages(string paging, int[] items)
    {
        var manager = Connect();
        manager.Answer("GET", "/sites$", 200, """{"items": [{"n": 3}], "metadata": {"pagination": {"total": 3}}}""");
        manager.AnswerOnce(
            "GET", "/sites$", 200, """{"items": [{"n": 1}, {"n": 2}], "metadata": {"pagination": {"total": 3}}}""");
        var result = Shell.Invoke($"Invoke-CfyRestMethod sites {paging} | ForEach-Object n").Succeeded();
        Assert.Equal(items, result.Output.Select(item => Convert.ToInt32(item.BaseObject)));
    }

    [Fact]
    public void FilesCanBeSentAndSaved()
    {
        var manager = Connect();
        manager.Answer("PUT", "/upload$", 200, "{}").Answer("GET", "/download$", 200, "[1, 2]");
        var folder = Directory.CreateTempSubdirectory().FullName;
        var file = Path.Combine(folder, "in");
        File.WriteAllText(file, "bytes");
        Shell.Invoke("Invoke-CfyRestMethod upload PUT -InFile $f", ("f", file)).Succeeded();
        Assert.Equal("bytes", manager.Request.Body);
        var saved = Path.Combine(folder, "out");
        Assert.Equal(saved, Shell.Invoke(
            "(Invoke-CfyRestMethod download -OutFile $f).FullName", ("f", saved)).Single.ToString());
        Assert.Equal("[1, 2]", File.ReadAllText(saved));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("http://elsewhere/x")]
    [InlineData("../../etc")]
    [InlineData("sites PUT -Body '{'")]
    public void InvalidRequestsAreNotSent(string arguments)
    {
        var manager = Connect();
        Assert.StartsWith(
            "InvalidArgument,", Shell.Invoke("Invoke-CfyRestMethod " + arguments).Error.FullyQualifiedErrorId);
        Assert.Empty(manager.Requests);
    }

    [Theory]
    [InlineData("DELETE", 0)]
    [InlineData("GET", 1)]
    public void WhatIfSendsOnlyReadRequests(string method, int requests)
    {
        var manager = Connect();
        Shell.Invoke($"Invoke-CfyRestMethod sites/rome {method} -WhatIf").Succeeded();
        Assert.Equal(requests, manager.Requests.Count);
    }

    [Fact]
    public void ARootedPathIsNotVersioned()
    {
        var manager = Connect();
        Shell.Invoke("Invoke-CfyRestMethod /api/v2/sites").Succeeded();
        Assert.Equal("/api/v2/sites", manager.Request.Path);
    }
}
