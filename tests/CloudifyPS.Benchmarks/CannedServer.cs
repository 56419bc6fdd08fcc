using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudifyPS.Benchmarks;

/// <summary>
/// A manager with two responses: its version, and pages of executions that differ in their ids only. The responses cost
/// little to make, so that a benchmark measures the client.
/// </summary>
internal sealed class CannedServer
{
    private const int IdDigits = 12;

    private static readonly byte[] Version = Encoding.UTF8.GetBytes(
        """
        {"edition": "premium", "version": "7.0.5", "build": null, "date": null, "commit": null,
        "distribution": "debian", "distro_release": "bookworm"}
        """);

    // An execution as manager 7.0.5 sends it.
    private static readonly byte[] Item = Encoding.UTF8.GetBytes(
        """
        {"created_at": "2026-03-02T12:54:04.110Z", "visibility": "tenant", "id": "abb1829a-6a8d-4c22-9fbd-000000000000",
        "ended_at": "2026-03-02T12:54:24.731Z", "error": "", "is_system_workflow": false, "parameters_p": null,
        "parameters": {"type_names": [], "node_ids": [], "node_instance_ids": []}, "status": "terminated",
        "workflow_id": "install", "started_at": "2026-03-02T12:54:04.570Z", "scheduled_for": null, "is_dry_run": false,
        "resume": false, "total_operations": 24, "finished_operations": 24, "allow_custom_parameters": false,
        "blueprint_id": "three-tier", "deployment_display_name": "shop", "deployment_id": "shop",
        "status_display": "completed", "tenant_name": "default_tenant", "created_by": "admin",
        "resource_availability": "tenant", "private_resource": false}
        """);

    private static readonly int IdOffset =
        Encoding.UTF8.GetString(Item).IndexOf("000000000000", StringComparison.Ordinal);

    private readonly int _total;

    private CannedServer(int total) => _total = total;

    /// <summary>Prints the port and serves until standard input ends.</summary>
    public static async Task RunAsync(int total)
    {
        var server = new CannedServer(total);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));

        _ = Task.Run(async () =>
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                _ = server.ServeAsync(socket);
            }
        });

        await Console.In.ReadToEndAsync();
    }

    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            var buffer = new byte[16 * 1024];
            while (await ReadHeadAsync(stream, buffer) is { } target)
            {
                var body = target.Contains("/executions", StringComparison.Ordinal)
                    ? Page(Query(target, "_offset", 0), Query(target, "_size", 1000))
                    : Version;
                var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    + $"Content-Length: {body.Length}\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
                await stream.WriteAsync(body);
            }
        }
        catch (IOException)
        {
            // The client closed the connection.
        }
    }

    private static async Task<string?> ReadHeadAsync(NetworkStream stream, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                return null;
            }

            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                return text[..text.IndexOf('\r')];
            }
        }
    }

    private static int Query(string target, string name, int otherwise)
    {
        var match = Regex.Match(target, $@"[?&]{name}=(\d+)");
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : otherwise;
    }

    private byte[] Page(int offset, int size)
    {
        var count = Math.Max(0, Math.Min(size, _total - offset));
        var pagination = $"\"size\": {size}, \"offset\": {offset}, \"total\": {_total}";
        var head = Encoding.ASCII.GetBytes($$$"""{"metadata": {"pagination": {{{{pagination}}}}}, "items": [""");
        var page = new byte[head.Length + (count * (Item.Length + 1)) + 2 - (count > 0 ? 1 : 0)];
        head.CopyTo(page, 0);
        var at = head.Length;
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
            {
                page[at++] = (byte)',';
            }

            Item.CopyTo(page, at);
            var number = offset + i;
            for (var digit = IdDigits - 1; digit >= 0; digit--, number /= 10)
            {
                page[at + IdOffset + digit] = (byte)('0' + (number % 10));
            }

            at += Item.Length;
        }

        page[at++] = (byte)']';
        page[at] = (byte)'}';
        return page;
    }
}
