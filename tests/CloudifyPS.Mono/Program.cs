using System.Net;
using CloudifyPS;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Resources;
using CloudifyPS.Client.Transfers;

// Uses the client as the module does and prints one word for each step that succeeds. Arguments: the address of a
// manager, the address of a server that never responds, the folder of a blueprint, a folder to write to.
var address = new Uri(args[0]);
var password = new NetworkCredential(string.Empty, "admin").SecurePassword;
var session = await ManagerClient.ConnectAsync(
    new ConnectionOptions(address) { UserName = "admin", Password = password }, null, default);
var client = new ManagerClient(session, null, null);

Say("get", (await client.Blueprints.GetAsync("b0", null, default)).Id == "b0");

using (var list = client.Blueprints.List(new ListQuery { PageSize = 2 }, default))
{
    Say("page", (await list.ToListAsync()).Count == 5);
}

var uploaded = await client.Blueprints.UploadAsync(
    "uploaded", UploadSource.FromBlueprint(args[2]), new BlueprintUpload(), null, default);
Say("upload", uploaded.State == "uploaded");

var file = await client.Blueprints.DownloadAsync(
    "uploaded", new DownloadTarget(args[3] + Path.DirectorySeparatorChar, overwrite: false), null, default);
Say("download", new FileInfo(file).Length > 0);

using (var cancel = new CancellationTokenSource())
{
    var slow = (await SilentAsync(TimeSpan.FromMinutes(1))).GetVersionAsync(cancel.Token);
    cancel.Cancel();
    Say("cancel", await Fails<OperationCanceledException>(slow));
}

var silent = await SilentAsync(TimeSpan.FromSeconds(1));
Say("timeout", await Fails<CfyConnectionException>(silent.GetVersionAsync(default)));

var many = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.Blueprints.GetAsync("b0", null, default)));
Say("30 at once", many.All(one => one.Id == "b0"));

// A server that accepts the connection and never responds.
async Task<ManagerInfoClient> SilentAsync(TimeSpan timeout) => new ManagerClient(
    await ManagerClient.ConnectAsync(
        new ConnectionOptions(new Uri(args[1]))
        {
            UserName = "admin", Password = password, NoProbe = true, Timeout = timeout, MaximumRetryCount = 0,
        },
        null,
        default),
    null,
    null).Manager;

static void Say(string what, bool isRight) => Console.WriteLine(isRight ? what : $"{what} went wrong");

static async Task<bool> Fails<T>(Task task)
    where T : Exception
{
    try
    {
        await task;
        return false;
    }
    catch (T)
    {
        return true;
    }
}
