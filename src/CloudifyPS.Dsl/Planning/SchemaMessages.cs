namespace CloudifyPS.Dsl.Planning;

/// <summary>Creates the messages of errors for undeclared and missing properties.</summary>
/// <param name="Undefined">The message for the owner and name of an undeclared property.</param>
/// <param name="Missing">The message for the owner and name of a property without a value.</param>
internal sealed record SchemaMessages(Func<string, string, string> Undefined, Func<string, string, string> Missing)
{
    public static readonly SchemaMessages Illegal = new((_, _) => "illegal state", (_, _) => "illegal state");

    public static readonly SchemaMessages TypeDefault = new(
        (type, name) => $"Undefined property {name} in default value of type {type}", (_, _) => "illegal state");

    public static readonly SchemaMessages InputDefault = new(
        (input, name) => $"Undefined property {name} in default value of input {input}.",
        (input, name) => $"Value of input {input} is missing property {name}.");

    public static readonly SchemaMessages Input = new(
        (input, name) => $"Undefined property {name} in value of input {input}.",
        (input, name) => $"Value of input {input} is missing property {name}.");

    public static readonly SchemaMessages Node = new(
        (node, name) => $"'{node}' node '{name}' property is not part of the derived type properties schema",
        (node, name) =>
            $"'{node}' node does not provide a value for mandatory '{name}' property which is part of its type schema");

    public static readonly SchemaMessages Relationship = new(
        (node, name) =>
            $"'{node}' node relationship '{name}' property is not part of the derived relationship type "
            + "properties schema",
        (node, name) =>
            $"'{node}' node relationship does not provide a value for mandatory '{name}' property which is part of its "
            + "relationship type schema");

    public static readonly SchemaMessages Policy = new(
        (policy, name) => $"{policy} '{name}' property is not part of the policy type properties schema",
        (policy, name) =>
            $"{policy} does not provide a value for mandatory '{name}' property which is part of its policy "
            + "type schema");
}
