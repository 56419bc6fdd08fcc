namespace CloudifyPS.Dsl.Yaml;

/// <summary>A token of a YAML text.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Start">The position of the first character.</param>
/// <param name="End">The position after the last character.</param>
/// <param name="Value">The text of a scalar, the name of an anchor or alias, the suffix of a tag, a directive's name.</param>
/// <param name="Handle">The handle of a tag; the handle and the prefix of a <c>%TAG</c> directive are separated by a space.</param>
/// <param name="IsPlain">Whether a scalar has no quotes.</param>
internal sealed record YamlToken(
    YamlTokenKind Kind, YamlMark Start, YamlMark End, string Value = "", string? Handle = null, bool IsPlain = false)
{
    /// <summary>Gets the name of the kind in PyYAML's messages.</summary>
    public string Name => Kind switch
    {
        YamlTokenKind.StreamEnd => "<stream end>",
        YamlTokenKind.Directive => "<directive>",
        YamlTokenKind.DocumentStart => "<document start>",
        YamlTokenKind.DocumentEnd => "<document end>",
        YamlTokenKind.BlockSequenceStart => "<block sequence start>",
        YamlTokenKind.BlockMappingStart => "<block mapping start>",
        YamlTokenKind.BlockEnd => "<block end>",
        YamlTokenKind.FlowSequenceStart => "[",
        YamlTokenKind.FlowSequenceEnd => "]",
        YamlTokenKind.FlowMappingStart => "{",
        YamlTokenKind.FlowMappingEnd => "}",
        YamlTokenKind.BlockEntry => "-",
        YamlTokenKind.FlowEntry => ",",
        YamlTokenKind.Key => "?",
        YamlTokenKind.Value => ":",
        YamlTokenKind.Alias => "<alias>",
        YamlTokenKind.Anchor => "<anchor>",
        YamlTokenKind.Tag => "<tag>",
        _ => "<scalar>",
    };
}
