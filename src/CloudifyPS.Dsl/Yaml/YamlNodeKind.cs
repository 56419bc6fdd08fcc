namespace CloudifyPS.Dsl.Yaml;

/// <summary>The kinds of <see cref="YamlNode"/>.</summary>
internal enum YamlNodeKind
{
    Scalar,
    Sequence,
    Mapping,
}
