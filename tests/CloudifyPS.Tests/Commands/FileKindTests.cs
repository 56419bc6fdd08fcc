using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that only regular files are read and replaced. Pipes, devices and sockets cause an error.</summary>
public sealed class FileKindTests : CommandTests
{
    private static readonly string[] Readers =
    [
        "Publish-CfyBlueprint -Path '{0}.zip' -Id x", "Publish-CfyPlugin -Path '{0}'",
        "Publish-CfySnapshot -Path '{0}' -Id x",
        "Publish-CfyPlugin -Path $wagon -YamlPath '{0}'", "Publish-CfyPlugin -Path $wagon -IconPath '{0}'",
        "New-CfySecret x -Path '{0}'", "Set-CfySecret x -Path '{0}'",
        "New-CfyDeployment x -BlueprintId x -InputFile '{0}' -NoWait",
        "Invoke-CfyRestMethod x -Method Put -InFile '{0}'",
        "Connect-CfyManager $address -CaCertificatePath '{0}' -Credential $c",
    ];

    private static readonly string[] Writers =
    [
        "Save-CfyBlueprint x '{0}'", "Save-CfyBlueprint x '{0}' -Force", "Save-CfySnapshot x '{0}' -Force",
        "Save-CfyPlugin x '{0}' -Force", "Invoke-CfyRestMethod x -OutFile '{0}' -Force",
    ];

    [UnixTheory]
    [InlineData("fifo", "named pipe")]
    [InlineData("device", "device")]
    [InlineData("socket", "socket")]
    [InlineData("link", "device")]
    public void WhatIsNoFileIsRefusedAtOnce(string kind, string word)
    {
        using var folder = new TemporaryFolder();
        var path = kind == "device" ? "/dev/zero" : folder["special"];
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (kind)
        {
            case "fifo":
                using (var process = Process.Start("mkfifo", [path, path + ".zip"]))
                {
                    process.WaitForExit();
                }

                break;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                File.CreateSymbolicLink(path + ".zip", path);
                break;
            case "link":
                File.CreateSymbolicLink(path, "/dev/zero");
                File.CreateSymbolicLink(path + ".zip", path);
                break;
        }

        var manager = Connect();
        (string, object?)[] variables =
        [
            ("wagon", folder.Write("p.wgn", "x")), ("address", manager.Address.AbsoluteUri),
            ("c", new System.Management.Automation.PSCredential("admin", Secure("p"))),
        ];
        foreach (var script in Readers
            .Where(script => kind != "device" || !script.Contains(".zip", StringComparison.Ordinal)).Concat(Writers))
        {
            var error = Shell.Invoke(script.Replace("{0}", path, StringComparison.Ordinal), variables).Error;

            Assert.True(error.FullyQualifiedErrorId.StartsWith(
                "FileFailed,", StringComparison.Ordinal), $"{script}: {error} {error.FullyQualifiedErrorId}");
            Assert.True(
                error.ToString().Contains(word, StringComparison.Ordinal)
                    || error.ToString().Contains("already exists", StringComparison.Ordinal),
                $"{script}: {error}");
        }

        Assert.DoesNotContain(folder.Content, name => name.EndsWith(".part", StringComparison.Ordinal));
    }

    [UnixFact]
    public void APipeInAFolderIsRefusedBeforeAnythingIsSent()
    {
        using var folder = new TemporaryFolder();
        folder.Write("bp/blueprint.yaml", "a: b");
        using (var process = Process.Start("mkfifo", [folder["bp/pipe"]]))
        {
            process.WaitForExit();
        }

        var manager = Connect();

        Assert.Equal("FileFailed", Fail($"Publish-CfyBlueprint '{folder["bp"]}'"));
        Assert.DoesNotContain(manager.Requests, request => request.Method == "PUT");
    }

    [Fact]
    public void AMissingFolderIsNamedInTheError()
    {
        using var folder = new TemporaryFolder();
        Connect();

        var error = Shell.Invoke($"Save-CfyBlueprint x '{folder["none/x.zip"]}'").Error;

        Assert.StartsWith("FileNotFound,", error.FullyQualifiedErrorId);
        Assert.Contains($"'{folder["none"]}'", error.ToString());
    }

    [UnixTheory]
    [InlineData("Save-CfySnapshot x '{0}'", true)]
    [InlineData("Invoke-CfyRestMethod x -OutFile '{0}'", true)]
    [InlineData("Save-CfyBlueprint x '{0}'", false)]
    [UnsupportedOSPlatform("windows")]
    public void ModesAreKept(string script, bool isPrivate)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var folder = new TemporaryFolder();
        var path = folder["x"];
        Connect();

        Run(script.Replace("{0}", path, StringComparison.Ordinal));
        Assert.Equal(isPrivate, File.GetUnixFileMode(path) == Owner);
        foreach (var mode in new[] { Owner, Owner | UnixFileMode.GroupRead,
            UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite })
        {
            File.SetUnixFileMode(path, mode);
            Run(script.Replace("{0}", path, StringComparison.Ordinal) + " -Force");
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("CON .txt", "_CON .txt")]
    [InlineData("con", "_con")]
    [InlineData("CONIN$", "_CONIN$")]
    [InlineData("COM\u00B9.zip", "_COM\u00B9.zip")]
    [InlineData("lpt0.zip", "_lpt0.zip")]
    [InlineData("a\u202Egpj.exe", "a_gpj.exe")]
    [InlineData("a\u2066b\u200Fc", "a_b_c")]
    [InlineData("a\u001B[2Jb\u009Bc", "a_[2Jb_c")]
    [InlineData("x.zip. . ", "x.zip")]
    [InlineData("../../x", "x")]
    [InlineData("..", null)]
    [InlineData("???", null)]
    [InlineData("console.txt", "console.txt")]
    public void SuggestedNamesAreSafe(string name, string? expected) => Assert.Equal(expected, SafeFileName.Of(name));

    [Theory]
    [InlineData("a", ".tar")]
    [InlineData("\u00e9", ".zip")]
    [InlineData("\U0001F511", ".zip")]
    public void SuggestedNamesAreNotTooLong(string letter, string extension)
    {
        var name = SafeFileName.Of(string.Concat(Enumerable.Repeat(letter, 300)) + extension)!;

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 240, 255);
        Assert.EndsWith(letter + extension, name);
        using var folder = new TemporaryFolder();
        folder.Write(name, "x");
    }
}
