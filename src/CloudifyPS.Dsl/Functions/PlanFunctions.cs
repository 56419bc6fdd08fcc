using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Checks the intrinsic functions of a new blueprint, and evaluates them for a new deployment.</summary>
internal sealed class PlanFunctions
{
    private readonly JObject _plan;
    private readonly Dictionary<string, JObject> _nodes;
    private readonly bool _isRuntimeOnly;
    private readonly EvaluationBudget _budget = new();

    private PlanFunctions(JObject plan, bool isRuntimeOnly)
    {
        _plan = plan;
        _nodes = plan["nodes"]!.Cast<JObject>().ToDictionary(node => (string)node["name"]!);
        _isRuntimeOnly = isRuntimeOnly;
    }

    /// <summary>Checks all functions of a blueprint.</summary>
    /// <returns>The <c>requirements</c> of the plan: secrets and capabilities that the functions read.</returns>
    public static JObject Validate(JObject plan)
    {
        JArray parents = [], secrets = [];
        var functions = new PlanFunctions(plan, false);
        try
        {
            PlanScanner.Scan(plan, Visit);
        }
        catch (DslException error)
        {
            throw new DslException(DslError.FailedParsing, error.Message);
        }

        return new JObject { ["parent_capabilities"] = parents, ["secrets"] = secrets };

        void Visit(JToken value, FunctionPlace place)
        {
            if (IntrinsicFunction.Find(value) is { } function)
            {
                FunctionArguments.Check(function);
                functions.Check(function, place);
                if (function.Name == "get_environment_capability")
                {
                    parents.Add(function.Arguments is JArray
                        ? function.Arguments.DeepClone() : new JArray(function.Arguments));
                }
                else if (function.Name == "get_secret")
                {
                    secrets.Add(function.Arguments.DeepClone());
                }
            }
        }
    }

    /// <summary>Replaces the functions that can be evaluated when a deployment is created.</summary>
    /// <param name="plan">The plan, whose <c>inputs</c> are the values of the deployment.</param>
    /// <param name="isRuntimeOnly">Whether to leave all functions in place.</param>
    public static void Evaluate(JObject plan, bool isRuntimeOnly)
    {
        var functions = new PlanFunctions(plan, isRuntimeOnly);
        PlanScanner.Replace(plan, functions.Evaluate);
    }

    /// <summary>Gets the names of the secrets that the functions of a plan read.</summary>
    public static IReadOnlyList<string> FindSecrets(JObject plan)
    {
        var names = new List<string>();
        PlanScanner.Scan(plan, Visit);
        return [.. names.Distinct()];

        void Visit(JToken value, FunctionPlace place)
        {
            if (IntrinsicFunction.Find(value) is { Name: "get_secret" } function
                && (function.Arguments is JArray list ? list[0] : function.Arguments) is JValue { Value: string name })
            {
                names.Add(name);
            }
        }
    }

    private void Check(IntrinsicFunction function, FunctionPlace place)
    {
        var arguments = function.Arguments as JArray ?? [];
        switch (function.Name)
        {
            case "get_input":
                var input = function.Arguments is JArray ? arguments[0] : function.Arguments;
                if (IntrinsicFunction.Find(input) is null && _plan["inputs"]![PythonValue.Str(input)] is null)
                {
                    throw new DslException(
                        $"get_input function references an unknown input '{PythonValue.Str(input)}'.");
                }

                break;
            case "get_property" when !IntrinsicFunction.HasFunction(arguments):
                GetProperty(arguments, place);
                break;
            case "get_attribute" or "get_attributes_list" or "get_attributes_dict"
                when !IntrinsicFunction.HasFunction(arguments):
                CheckNode(function.Name, PythonValue.Str(arguments[0]), place);
                break;
            case "concat":
                Require(1);
                break;
            case "merge":
                Require(3);
                if (arguments.FirstOrDefault(a => a is not JObject) is { } wrong)
                {
                    throw new DslException(
                        $"Unable to validate Encountered non-dict element for merge: {PythonValue.Str(wrong)} "
                        + "function");
                }

                break;
            case "get_sys" when !IntrinsicFunction.HasFunction(arguments):
                CheckSystemValue(PythonValue.Str(arguments[0]), PythonValue.Str(arguments[1]));
                break;
            default:
                FunctionArguments.CheckTypes(function);
                break;
        }

        void Require(int minor)
        {
            if ((int)_plan["version"]!["definitions_version"]![1]! < minor)
            {
                throw new DslException(
                    $"Unable to validate Using {function.Name} requires using dsl version 1_{minor} or greater, "
                    + "but found: "
                    + $"{PythonValue.Repr(_plan["version"])} in {place.Path}. function");
            }
        }
    }

    private static void CheckSystemValue(string entity, string property)
    {
        if (entity is not ("tenant" or "deployment"))
        {
            throw new DslException($"get_sys function unable to determine entity: {entity}");
        }

        if (!(entity == "tenant" ? property == "name" : property is "id" or "name" or "blueprint" or "owner"))
        {
            throw new DslException($"get_sys function unable to determine property: {entity} {property}");
        }
    }

    private void CheckNode(string function, string node, FunctionPlace place)
    {
        if (FunctionSubject.IsReference(node))
        {
            var isIllegal = place.Scope switch
            {
                FunctionScope.Node => node != "SELF",
                FunctionScope.Relationship => node == "SELF",
                _ => true,
            };
            if (isIllegal)
            {
                throw new DslException($"{node} cannot be used with {function} function in {place.Path}");
            }
        }
        else if (FindNode(node) is null)
        {
            throw new DslException($"\"{function} function node reference '{node}' does not exist.\"");
        }
    }

    private JObject? FindNode(string name) => _nodes.TryGetValue(name, out var node) ? node : null;

    private JToken Evaluate(JToken value, FunctionPlace place)
    {
        var start = place;
        _budget.Enter(() => start.Path);
        for (var chain = 1; ; chain++)
        {
            PlanScanner.Values(value, place, Evaluate);
            if (IntrinsicFunction.Find(value) is not { } function)
            {
                break;
            }

            _budget.Call(place.Path, chain);
            if (!function.IsOfPlan || _isRuntimeOnly)
            {
                MarkOperation(place);
                break;
            }

            var result = Call(function, value, place, out var newPlace);
            if (ReferenceEquals(result, value) || (result is JObject && JToken.DeepEquals(result, value)))
            {
                MarkOperation(place);
                break;
            }

            _budget.Reserve(result, place.Path);
            value = result.DeepClone();
            place = newPlace;
        }

        _budget.Leave();
        return value;
    }

    private static void MarkOperation(FunctionPlace place)
    {
        if (place.Operation is { } operation)
        {
            operation["has_intrinsic_functions"] = true;
        }
    }

    private JToken Call(IntrinsicFunction function, JToken raw, FunctionPlace place, out FunctionPlace newPlace)
    {
        newPlace = place;
        FunctionArguments.Check(function);
        var arguments = function.Arguments as JArray;
        switch (function.Name)
        {
            case "get_input":
                // Arguments that are functions have a value only when the deployment exists.
                return IntrinsicFunction.HasFunction(arguments ?? [function.Arguments.DeepClone()])
                    ? throw FunctionError.Create(
                        "Unable to evaluate get_input: found an unresolved argument: "
                        + $"{PythonValue.Str(function.Arguments)} function")
                    : PureFunctions.GetInput(function, (JObject)_plan["inputs"]!, place.Path);
            case "get_property":
                if (IntrinsicFunction.HasFunction(arguments!))
                {
                    throw FunctionError.Create(
                        "Unable to evaluate get_property: found an unresolved argument in path: "
                        + $"{PythonValue.Str(arguments![0])}, {PythonValue.Repr(new JArray(arguments.Skip(1)))} "
                        + "function");
                }

                var node = GetNode(PythonValue.Str(arguments![0]), place);
                newPlace = arguments[0] is JValue { Value: string name } && FunctionSubject.IsReference(name)
                    ? place
                    : place with { Scope = FunctionScope.Node, Node = node };
                return GetProperty(arguments, place);
            default:
                return PureFunctions.Call(function, _budget, place.Path) ?? raw;
        }
    }

    private JObject GetNode(string name, FunctionPlace place)
    {
        switch (name)
        {
            case "SELF":
                return place.Scope == FunctionScope.Node
                    ? place.Node!
                    : throw new DslException(
                        "SELF can only be used in a context of node template but appears in "
                        + $"{ScopeName(place.Scope)}.");
            case "SOURCE" or "TARGET":
                if (place.Scope != FunctionScope.Relationship)
                {
                    throw new DslException(
                        $"{name} can only be used within a relationship but is used in {place.Path}");
                }

                return name == "SOURCE" ? place.Node! : GetNode((string)place.Relationship!["target_id"]!, place);
            default:
                return FindNode(name) ?? throw new DslException($"'Node {name} does not exist'");
        }
    }

    private static string ScopeName(FunctionScope scope) => scope switch
    {
        FunctionScope.Relationship => "node_template_relationship",
        FunctionScope.Outputs => "outputs",
        _ => "capabilities",
    };

    private JToken GetProperty(JArray arguments, FunctionPlace place)
    {
        var node = GetNode(PythonValue.Str(arguments[0]), place);
        return PureFunctions.GetProperty(
            (string)node["name"]!, node["properties"], [.. arguments.Skip(1)], place.Path)!;
    }
}
