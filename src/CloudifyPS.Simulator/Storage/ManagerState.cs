using System.IO.Compression;
using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Archives;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>The state of a manager. <see cref="Gate"/> must be held while it is read or changed.</summary>
internal sealed class ManagerState
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    public ManagerState()
    {
        Blueprints = Named("blueprints", "id");
        Deployments = Named("deployments", "id");
        Executions = Named("executions", "id");
        Nodes = Add("nodes", new Table(row => $"{row.Text("deployment_id")}/{row.Text("id")}"));
        NodeInstances = Named("node_instances", "id");
        Events = Add("events", new Table(row => $"{row.Text("type")}/{row["_storage_id"]}"));
        Plugins = Named("plugins", "id");
        Secrets = Named("secrets", "key");
        Snapshots = Named("snapshots", "id");
        Sites = Named("sites", "name");
        Schedules = Named("execution_schedules", "id");
        Filters = Add("filters", new Table(row => $"{row.Text("filtered_resource")}/{row.Text("id")}"));
        Tenants = Named("tenants", "name");
        Users = Named("users", "username");
        Groups = Named("groups", "name");
        Tokens = Named("tokens", "id");
        ClusterNodes = Named("cluster_nodes", "name");
        Agents = Named("agents", "id");
    }

    public object Gate { get; } = new();

    public Table Blueprints { get; }

    public Table Deployments { get; }

    public Table Executions { get; }

    public Table Nodes { get; }

    public Table NodeInstances { get; }

    /// <summary>Gets the events and log lines.</summary>
    public Table Events { get; }

    public Table Plugins { get; }

    public Table Secrets { get; }

    public Table Snapshots { get; }

    public Table Sites { get; }

    public Table Schedules { get; }

    public Table Filters { get; }

    public Table Tenants { get; }

    public Table Users { get; }

    public Table Groups { get; }

    public Table Tokens { get; }

    public Table Agents { get; }

    /// <summary>Gets the nodes of the cluster that 4.x managers form.</summary>
    public Table ClusterNodes { get; }

    /// <summary>Gets the uploaded files by <c>kind/tenant/id</c>.</summary>
    public Dictionary<string, StoredFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the counters, the maintenance mode and the configuration.</summary>
    public JObject Settings { get; private set; } = [];

    public int Next(string counter)
    {
        var value = Settings.Number(counter) + 1;
        Settings[counter] = value;
        return value;
    }

    /// <summary>Writes the state, without the snapshots, to a zip.</summary>
    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var document = new JObject { ["settings"] = Settings.DeepClone() };
            foreach (var table in _tables.Where(table => table.Value != Snapshots))
            {
                document[table.Key] = new JArray(table.Value.Rows.Select(row => row.DeepClone()));
            }

            var files = new JObject();
            foreach (var file in Files.Where(file => !file.Key.StartsWith("snapshots/", StringComparison.Ordinal)))
            {
                var entry = $"files/{files.Count}";
                files[file.Key] = new JObject { ["name"] = file.Value.Name, ["entry"] = entry };
                Write(zip, entry, file.Value.Content);
            }

            document["files"] = files;
            Write(zip, "state.json", Encoding.UTF8.GetBytes(document.ToString(Formatting.None)));
        }

        return stream.ToArray();
    }

    /// <summary>Replaces the state, except for the snapshots, by that of a zip from <see cref="Save"/>.</summary>
    /// <exception cref="InvalidDataException">The content is not such a zip.</exception>
    public void Restore(byte[] snapshot)
    {
        using var zip = new ZipArchive(new MemoryStream(snapshot), ZipArchiveMode.Read);
        var document = JsonText.Parse(Encoding.UTF8.GetString(Read(zip, "state.json"))) as JObject
            ?? throw new InvalidDataException("The snapshot's state is empty.");
        Settings = document.Map("settings");
        foreach (var table in _tables.Where(table => table.Value != Snapshots))
        {
            table.Value.Clear();
            foreach (var row in document.Items(table.Key))
            {
                table.Value.Add((JObject)row.DeepClone());
            }
        }

        foreach (var name in Files.Keys.Where(
            name => !name.StartsWith("snapshots/", StringComparison.Ordinal)).ToList())
        {
            Files.Remove(name);
        }

        foreach (var file in document.Map("files").Properties())
        {
            var description = (JObject)file.Value;
            Files[file.Name] = new StoredFile(description.Text("name")!, Read(zip, description.Text("entry")!));
        }
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content, 0, content.Length);
    }

    private static byte[] Read(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"The snapshot has no {name}.");
        using var source = entry.Open();
        return ArchiveReader.ReadAll(source, ArchiveBudget.MaxSize);
    }

    private Table Named(string name, string key) => Add(name, new Table(key));

    private Table Add(string name, Table table)
    {
        _tables.Add(name, table);
        return table;
    }
}
