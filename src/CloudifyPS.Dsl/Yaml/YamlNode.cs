namespace CloudifyPS.Dsl.Yaml;

/// <summary>A node of a YAML document. An alias is the same object as its anchor.</summary>
internal sealed class YamlNode(YamlNodeKind kind, string tag, YamlMark start)
{
    public YamlNodeKind Kind { get; } = kind;

    /// <summary>Gets the full tag, for example <c>tag:yaml.org,2002:str</c>.</summary>
    public string Tag { get; } = tag;

    public YamlMark Start { get; } = start;

    /// <summary>Gets the text of a scalar.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets the items of a sequence.</summary>
    public List<YamlNode> Items { get; } = [];

    /// <summary>Gets the pairs of a mapping.</summary>
    public List<(YamlNode Key, YamlNode Value)> Pairs { get; set; } = [];

    /// <summary>Gets the name of the kind in PyYAML's messages.</summary>
    public string KindName => Kind.ToString().ToLowerInvariant();
}
