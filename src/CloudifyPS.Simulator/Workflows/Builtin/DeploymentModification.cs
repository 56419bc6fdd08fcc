using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>
/// Changes the number of instances of a node or scaling group in two steps: the constructor adds the new instances to
/// the deployment; then <see cref="Finish"/> removes the surplus ones, or <see cref="RollBack"/> restores the previous
/// ones.
/// </summary>
internal sealed class DeploymentModification
{
    private readonly IWorkflowStore _store;
    private readonly JObject _deployment;
    private readonly string _entity;
    private readonly int _count;
    private readonly JObject _plan;
    private readonly List<JObject> _before;

    public DeploymentModification(
        IWorkflowStore store, JObject deployment, string entity, int count, IReadOnlyList<string> included,
        IReadOnlyList<string> excluded)
    {
        _store = store;
        _deployment = deployment;
        _entity = entity;
        _count = count;
        _before = [.. Instances().Select(instance => (JObject)instance.DeepClone())];
        _plan = store.PlanModification(deployment, new JObject
        {
            [entity] = new JObject
            {
                ["instances"] = count,
                ["removed_ids_include_hint"] = new JArray(included),
                ["removed_ids_exclude_hint"] = new JArray(excluded),
            },
        });
        SetCount("planned_instances", "planned_number_of_instances");
        foreach (var instance in _plan.Items("added_and_related"))
        {
            if (instance.Text("modification") == "added")
            {
                var row = (JObject)instance.DeepClone();
                row.Remove("modification");
                store.AddNodeInstance(deployment.Tenant(), row);
            }
            else
            {
                Relate(instance);
            }
        }
    }

    public string Id { get; } = Guid.NewGuid().ToString();

    public IEnumerable<string> Added => Ids("added_and_related", isChanged: true);

    public IEnumerable<string> RelatedToAdded => Ids("added_and_related", isChanged: false);

    public IEnumerable<string> Removed => Ids("removed_and_related", isChanged: true);

    public IEnumerable<string> RelatedToRemoved => Ids("removed_and_related", isChanged: false);

    public void Finish()
    {
        SetCount("current_instances", "number_of_instances");
        foreach (var planned in _plan.Items("removed_and_related"))
        {
            if (Instances().FirstOrDefault(row => row.Id() == planned.Id()) is not { } instance)
            {
                continue;
            }

            if (planned.Text("modification") == "removed")
            {
                _store.RemoveNodeInstance(_deployment.Tenant(), instance);
            }
            else
            {
                var gone = planned.Items("relationships").Select(r => r.Text("target_id")).ToList();
                instance["relationships"] = new JArray(
                    instance.Items("relationships").Where(r => !gone.Contains(r.Text("target_id"))));
                instance["version"] = instance.Number("version") + 1;
            }
        }
    }

    public void RollBack()
    {
        var now = Instances();
        foreach (var added in now.Where(row => !_before.Any(old => old.Id() == row.Id())).ToList())
        {
            _store.RemoveNodeInstance(_deployment.Tenant(), added);
        }

        foreach (var old in _before)
        {
            if (now.FirstOrDefault(row => row.Id() == old.Id()) is { } row)
            {
                old["version"] = row.Number("version") + 1;
                row.ReplaceAll(old.Properties());
            }
            else
            {
                _store.AddNodeInstance(_deployment.Tenant(), old);
            }
        }

        SetCount("planned_instances", "planned_number_of_instances", isRollBack: true);
    }

    private IReadOnlyList<JObject> Instances() => _store.NodeInstancesOf(_deployment.Tenant(), _deployment.Id());

    private IEnumerable<string> Ids(string list, bool isChanged) =>
        _plan.Items(list).Where(i => i.Text("modification") is not null == isChanged).Select(i => i.Id());

    private void SetCount(string groupProperty, string nodeProperty, bool isRollBack = false)
    {
        if (_deployment.Map("scaling_groups")[_entity] is JObject group)
        {
            var properties = group.Map("properties");
            properties[groupProperty] = isRollBack ? properties["current_instances"] : _count;
        }
        else if (_store.NodesOf(_deployment.Tenant(), _deployment.Id())
            .FirstOrDefault(n => n.Id() == _entity) is { } node)
        {
            node[nodeProperty] = isRollBack ? node["number_of_instances"] : _count;
        }
    }

    /// <summary>Inserts new relationships after those to the same target node.</summary>
    private void Relate(JObject planned)
    {
        if (Instances().FirstOrDefault(row => row.Id() == planned.Id()) is not { } instance)
        {
            return;
        }

        var relationships = instance.Items("relationships").ToList();
        foreach (var added in planned.Items("relationships"))
        {
            if (relationships.Any(r =>
                r.Text("target_id") == added.Text("target_id") && r.Text("type") == added.Text("type")))
            {
                continue;
            }

            var last = relationships.FindLastIndex(r => r.Text("target_name") == added.Text("target_name"));
            relationships.Insert(last < 0 ? relationships.Count : last + 1, (JObject)added.DeepClone());
        }

        instance["relationships"] = new JArray(relationships);
        instance["version"] = instance.Number("version") + 1;
    }
}
