using System.Text.Json;
using CloudifyPS.Client.Lists;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests that attributes with any name and numbers of any size are read.</summary>
public sealed class AttributeNameTests
{
    [Fact]
    public async Task AllResourceTypesAcceptAttributesOfAnyName()
    {
        var names = new[]
        {
            "psobject", "ps_base", "PSObject", "pstypenames",
            "", " ", "_", "__", "a.b", "get_type", "to_string", "Count",
            "keys", "\u0000", "\ud83d\ude00",
        };
        var attributes = string.Join(",", names.Select((name, number) =>
            JsonSerializer.Serialize(name) + (number % 2 == 0 ? """: {"psobject": {"": 1}}""" : ": 7")));
        var item = "{" + attributes + "}";
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json(
            "{\"items\": [" + item + ", " + item + "], \"metadata\": {\"pagination\": {\"total\": 2}}}")));
        var client = fixture.Client;

        await ReadAsync(client.Blueprints.List(new ListQuery(), default));
        await ReadAsync(client.Deployments.List(new ListQuery(), default));
        await ReadAsync(client.Events.List(new ListQuery(), default));
        await ReadAsync(client.Executions.List(new ListQuery(), default));
        await ReadAsync(client.NodeInstances.List(new ListQuery(), default));
        await ReadAsync(client.Nodes.List(new ListQuery(), default));
        await ReadAsync(client.Plugins.List(new ListQuery(), default));
        await ReadAsync(client.Secrets.List(new ListQuery(), default));
        await ReadAsync(client.Snapshots.List(new ListQuery(), default));
        await ReadAsync(client.Tenants.List(new ListQuery(), default));
        await ReadAsync(client.Tokens.List(new ListQuery(), default));
        await ReadAsync(client.UserGroups.List(new ListQuery(), default));
        await ReadAsync(client.Users.List(new ListQuery(), default));

        async Task ReadAsync<T>(ResourceList<T> list)
            where T : Resource
        {
            using (list)
            {
                var all = await list.ToListAsync();
                Assert.Equal(2, all.Count);
                Assert.All(all, one => Assert.True(one.AdditionalProperties?.Count == names.Length, typeof(T).Name));
            }
        }
    }
}
