using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Storage;

/// <summary>The rows of one kind in the order of their creation, indexed by tenant and key.</summary>
internal sealed class Table(Func<JObject, string> key)
{
    private readonly List<JObject> _rows = [];
    private readonly Dictionary<(string Tenant, string Key), JObject> _index = [];

    /// <param name="keyName">The attribute that is unique within a tenant.</param>
    public Table(string keyName)
        : this(row => (string)row[keyName]!)
    {
    }

    public IReadOnlyList<JObject> Rows => _rows;

    public JObject? Find(string tenant, string key) => _index.TryGetValue((tenant, key), out var row) ? row : null;

    public JObject Add(JObject row)
    {
        _index.Add(Key(row), row);
        _rows.Add(row);
        return row;
    }

    public void Remove(JObject row)
    {
        _index.Remove(Key(row));
        _rows.Remove(row);
    }

    public int RemoveAll(Func<JObject, bool> predicate)
    {
        foreach (var row in _rows.Where(predicate))
        {
            _index.Remove(Key(row));
        }

        return _rows.RemoveAll(row => predicate(row));
    }

    /// <summary>Changes the key of a row.</summary>
    public void Rename(JObject row, Action change)
    {
        _index.Remove(Key(row));
        change();
        _index.Add(Key(row), row);
    }

    public void Clear()
    {
        _rows.Clear();
        _index.Clear();
    }

    private (string Tenant, string Key) Key(JObject row) => (row.Text("tenant_name") ?? "", key(row));
}
