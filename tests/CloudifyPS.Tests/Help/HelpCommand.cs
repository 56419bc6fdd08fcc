using System.Globalization;
using System.Management.Automation;

namespace CloudifyPS.Tests.Help;

/// <summary>A cmdlet of the module, as help describes it.</summary>
/// <param name="Name">The name of the cmdlet.</param>
/// <param name="Aliases">The aliases that the module exports for it.</param>
/// <param name="Type">The class.</param>
/// <param name="Parameters">All parameters.</param>
/// <param name="Syntax">The parameter sets by name, as Get-Command writes them.</param>
internal sealed record HelpCommand(
    string Name,
    string[] Aliases,
    Type Type,
    ParameterMetadata[] Parameters,
    IReadOnlyDictionary<string, string> Syntax)
{
    public IEnumerable<ParameterMetadata> OwnParameters =>
        Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name));

    /// <summary>The type of a parameter; for a nullable type, that of its values.</summary>
    public static string TypeName(ParameterMetadata parameter) =>
        (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).FullName!;

    /// <summary>The facts of a parameter as the YAML block of a page has them, without the default value.</summary>
    public static string Facts(ParameterMetadata parameter)
    {
        // The module that the engine loads is another one than the assembly that the tests reference.
        string[] valid =
        [
            .. parameter.Attributes
                .Select(attribute => attribute.GetType().GetProperty("AcceptedValues")?.GetValue(attribute))
                .OfType<IReadOnlyList<string>>()
                .SelectMany(values => values),
        ];
        var sets = parameter.ParameterSets.Select(set => $"""
            - Name: {(set.Key == ParameterAttribute.AllParameterSets ? "(All)" : set.Key)}
              Position: {(set.Value.Position < 0 ? "Named" : set.Value.Position.ToString(CultureInfo.InvariantCulture))}
              IsRequired: {Text(set.Value.IsMandatory)}
              ValueFromPipeline: {Text(set.Value.ValueFromPipeline)}
              ValueFromPipelineByPropertyName: {Text(set.Value.ValueFromPipelineByPropertyName)}
              ValueFromRemainingArguments: {Text(set.Value.ValueFromRemainingArguments)}
            """);
        return $"""
            Type: {TypeName(parameter)}
            SupportsWildcards: {Text(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}
            {List("Aliases", parameter.Aliases)}
            ParameterSets:
            {string.Join("\n", sets)}
            DontShow: false
            {List("AcceptedValues", valid)}
            HelpMessage: ''
            """.Replace("\r\n", "\n");

        static string Text(bool value) => value ? "true" : "false";
    }

    /// <summary>The default value that the class sets; empty for none and for zero.</summary>
    public string DefaultValue(ParameterMetadata parameter)
    {
        var value = Type.GetProperty(parameter.Name)?.GetValue(Activator.CreateInstance(Type));
        return parameter.SwitchParameter ? "False" : value is Array or null ? string.Empty : Zero(value);

        static string Zero(object value) =>
            Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && text != "0" ? text : string.Empty;
    }

    private static string List(string name, IReadOnlyCollection<string> items) =>
        items.Count == 0 ? $"{name}: []" : $"{name}:\n{string.Join("\n", items.Select(item => "- " + item))}";
}
