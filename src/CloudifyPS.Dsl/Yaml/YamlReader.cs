using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Reads YAML 1.1 as a manager does. Tokens are annotated with a <see cref="SourceMark"/>.</summary>
internal sealed class YamlReader
{
    /// <summary>Limits the number of values, because aliases of aliases can expand exponentially.</summary>
    private const int MaxTokens = 1_000_000;

    private readonly string _file;
    private readonly bool _isAscii;
    private readonly YamlErrors _errors;
    private readonly Dictionary<YamlNode, JToken> _done = [];
    private readonly HashSet<YamlNode> _open = [];
    private int _tokens;

    private YamlReader(string file, bool isAscii, YamlErrors errors)
    {
        _file = file;
        _isAscii = isAscii;
        _errors = errors;
    }

    /// <summary>Reads a blueprint file; an empty one is an empty map. Its strings must be ASCII.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <param name="errorMessage">The start of the message of a syntax error.</param>
    /// <exception cref="DslException">The text is invalid.</exception>
    public static JToken Read(string text, string file, string errorMessage = "Failed to parse DSL")
    {
        var token = Read(text, file, isAscii: true, errorMessage);
        return token is null or JValue { Value: null } ? new JObject() : token;
    }

    /// <summary>Reads a data file, for example of inputs, as PyYAML's <c>safe_load</c> does.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <returns>Plain JSON; dates and binary values are strings, as written.</returns>
    /// <exception cref="DslException">The text is invalid.</exception>
    public static JToken ReadData(string text, string file) =>
        Read(text, file, isAscii: false, $"Cannot read '{file}'") ?? JValue.CreateNull();

    private static JToken? Read(string text, string file, bool isAscii, string errorMessage)
    {
        try
        {
            var (root, errors) = YamlParser.Parse(text, errorMessage);
            return root is null ? null : new YamlReader(file, isAscii, errors).Construct(root);
        }
        catch (DslException error) when (error.File is null)
        {
            throw error.In(file);
        }
    }

    private JToken Construct(YamlNode node)
    {
        if (_done.TryGetValue(node, out var done))
        {
            Count(done is JContainer container ? container.Descendants().Count() + 1 : 1);
            return done.DeepClone();
        }

        if (!_open.Add(node))
        {
            throw _errors.Create("found unconstructable recursive node", node.Start);
        }

        Count(1);
        var token = node.Tag switch
        {
            YamlTag.Sequence => ConstructSequence(node),
            YamlTag.Mapping => ConstructMapping(node),
            YamlTag.Set => ConstructSet(node),
            YamlTag.OrderedMap or YamlTag.PairList => ConstructPairs(node),
            _ => ConstructScalar(node),
        };
        token.AddAnnotation(new SourceMark(_file, node.Start.Line, node.Start.Column));
        _open.Remove(node);
        _done[node] = token;
        return token;
    }

    private JValue ConstructScalar(YamlNode node)
    {
        if (!YamlScalar.IsScalarTag(node.Tag))
        {
            throw _errors.Create(
                $"could not determine a constructor for the tag {PythonValue.Quote(node.Tag)}", node.Start);
        }

        var text = ScalarText(node);
        if (_isAscii && node.Tag == YamlTag.String && text.Any(c => c > '\x7F'))
        {
            throw new DslException(
                $"illegal characters in line: {node.Start.Line}, column: {node.Start.Column}. "
                + "Only valid ascii chars are supported.")
            {
                Reason = "Only ASCII characters are supported.",
                Line = node.Start.Line + 1,
                Column = node.Start.Column + 1,
            };
        }

        return _isAscii || node.Tag is not (YamlTag.Timestamp or YamlTag.Binary)
            ? YamlScalar.Create(node.Tag, text)
            : new JValue(text);
    }

    /// <summary>Gets the text of a scalar. A mapping with a key <c>=</c> has that key's value.</summary>
    private string ScalarText(YamlNode node)
    {
        while (node.Kind == YamlNodeKind.Mapping
            && node.Pairs.FirstOrDefault(pair => pair.Key.Tag == YamlTag.Value).Value is { } value)
        {
            node = value;
        }

        return node.Kind == YamlNodeKind.Scalar
            ? node.Text
            : throw _errors.Create($"expected a scalar node, but found {node.KindName}", node.Start);
    }

    private JArray ConstructSequence(YamlNode node)
    {
        if (node.Kind != YamlNodeKind.Sequence)
        {
            throw _errors.Create($"expected a sequence node, but found {node.KindName}", node.Start);
        }

        var list = new JArray();
        foreach (var item in node.Items)
        {
            list.Add(Construct(item));
        }

        return list;
    }

    private JObject ConstructMapping(YamlNode node)
    {
        if (node.Kind != YamlNodeKind.Mapping)
        {
            throw _errors.Create($"expected a mapping node, but found {node.KindName}", node.Start);
        }

        Flatten(node);
        var map = new JObject();
        var names = new Dictionary<(JTokenType Kind, string Text), string>();
        foreach (var (keyNode, valueNode) in node.Pairs)
        {
            // The key of a mapping's default value is an ordinary key here.
            var key = keyNode.Tag == YamlTag.Value ? new JValue(keyNode.Text) : Construct(keyNode);
            var value = Construct(valueNode);
            if (key is JContainer)
            {
                throw new DslException(DslError.FailedParsing, $"unhashable type: '{PythonValue.TypeName(key)}'");
            }

            // Of equal keys, the last value is used, with the position and the text of the first key.
            var identity = PythonValue.KeyIdentity(key);
            if (!names.TryGetValue(identity, out var name))
            {
                name = PythonValue.KeyText(key);
                names[identity] = name;
            }

            if (map.Property(name) is { } existing)
            {
                existing.Value = value;
            }
            else
            {
                var property = new JProperty(name, value);
                property.AddAnnotation(new SourceMark(_file, keyNode.Start.Line, keyNode.Start.Column));
                map.Add(property);
            }
        }

        return map;
    }

    private JToken ConstructSet(YamlNode node)
    {
        var map = ConstructMapping(node);
        return _isAscii
            ? throw new DslException(DslError.FailedParsing, "Unexpected type: <class 'numbers.Number'>")
            : new JArray(map.Properties().Select(property => property.Name));
    }

    private JArray ConstructPairs(YamlNode node)
    {
        var context = node.Tag == YamlTag.PairList ? "while constructing pairs" : "while constructing an ordered map";
        if (node.Kind != YamlNodeKind.Sequence)
        {
            throw _errors.Create(context, node.Start, $"expected a sequence, but found {node.KindName}", node.Start);
        }

        if (node.Items.FirstOrDefault(item => item.Kind != YamlNodeKind.Mapping) is { } wrong)
        {
            throw _errors.Create(
                context, node.Start, $"expected a mapping of length 1, but found {wrong.KindName}", wrong.Start);
        }

        if (node.Items.FirstOrDefault(item => item.Pairs.Count != 1) is { } several)
        {
            throw _errors.Create(
                context, node.Start, $"expected a single mapping item, but found {several.Pairs.Count} items",
                several.Start);
        }

        return _isAscii
            ? throw new DslException(DslError.FailedParsing, "'tuple' object has no attribute 'restore'")
            : new JArray(node.Items.Select(item => new JArray(
                Construct(item.Pairs[0].Key), Construct(item.Pairs[0].Value))));
    }

    /// <summary>Replaces merge keys by what they merge, before the mapping's own pairs, which override it.</summary>
    private void Flatten(YamlNode node)
    {
        var merges = node.Pairs.Where(pair => pair.Key.Tag == YamlTag.Merge).Select(pair => pair.Value).ToList();
        if (merges.Count == 0)
        {
            return;
        }

        node.Pairs = [.. node.Pairs.Where(pair => pair.Key.Tag != YamlTag.Merge)];
        var merged = new List<(YamlNode, YamlNode)>();
        foreach (var value in merges)
        {
            foreach (var source in Sources(node, value))
            {
                Count(source.Pairs.Count);
                merged.AddRange(source.Pairs);
            }
        }

        node.Pairs.InsertRange(0, merged);
    }

    /// <summary>Gets the mappings to merge. A list is reversed, because its first mapping has precedence.</summary>
    private IEnumerable<YamlNode> Sources(YamlNode node, YamlNode value)
    {
        const string Context = "while constructing a mapping";
        if (value.Kind == YamlNodeKind.Scalar)
        {
            throw _errors.Create(
                Context, node.Start, "expected a mapping or list of mappings for merging, but found scalar",
                value.Start);
        }

        IReadOnlyList<YamlNode> sources = value.Kind == YamlNodeKind.Mapping ? [value] : value.Items;
        foreach (var source in sources)
        {
            if (source.Kind != YamlNodeKind.Mapping)
            {
                throw _errors.Create(
                    Context, node.Start, $"expected a mapping for merging, but found {source.KindName}", source.Start);
            }

            Flatten(source);
        }

        return sources.Reverse();
    }

    private void Count(int tokens)
    {
        _tokens += tokens;
        if (_tokens > MaxTokens)
        {
            throw new DslException(
                DslError.FailedParsing, $"'{_file}' has more than {MaxTokens} values, with those that aliases repeat.");
        }
    }
}
