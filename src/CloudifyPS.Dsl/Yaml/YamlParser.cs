namespace CloudifyPS.Dsl.Yaml;

/// <summary>Reads the one document of a YAML text into a tree of nodes.</summary>
internal sealed class YamlParser
{
    /// <summary>Python's recursion limit stops PyYAML at a similar depth.</summary>
    private const int MaxDepth = 250;

    private readonly YamlScanner _scanner;
    private readonly string _errorMessage;
    private readonly Dictionary<string, YamlNode> _anchors = [];
    private readonly Dictionary<string, string> _tagHandles = [];
    private int _depth;

    private YamlParser(string text, string errorMessage)
    {
        _scanner = new YamlScanner(text);
        _errorMessage = errorMessage;
    }

    /// <param name="text">The text.</param>
    /// <param name="errorMessage">The start of the message of a syntax error.</param>
    /// <returns>The root, and the function that words errors at a position. The root of an empty text is
    /// null.</returns>
    /// <exception cref="DslException">The text is not one valid YAML document.</exception>
    public static (YamlNode? Root, YamlErrors Errors) Parse(string text, string errorMessage)
    {
        var parser = new YamlParser(text, errorMessage);
        return (parser.ParseStream(), parser._scanner.Errors);
    }

    private YamlNode? ParseStream()
    {
        YamlNode? root = null;
        if (Is(YamlTokenKind.Directive, YamlTokenKind.DocumentStart))
        {
            ParseDocumentStart();
            root = ParseContent();
        }
        else if (!Is(YamlTokenKind.StreamEnd))
        {
            AddDefaultTags();
            root = ParseNode(isBlock: true);
        }

        while (Is(YamlTokenKind.DocumentEnd))
        {
            _scanner.Next();
        }

        if (root is not null && !Is(YamlTokenKind.StreamEnd))
        {
            var next = _scanner.Peek().Start;
            ParseDocumentStart();
            throw _scanner.Errors.Create(
                "expected a single document in the stream", root.Start, "but found another document", next);
        }

        return root;
    }

    private void ParseDocumentStart()
    {
        _tagHandles.Clear();
        var hasVersion = false;
        while (Is(YamlTokenKind.Directive))
        {
            var directive = _scanner.Next();
            switch (directive.Value)
            {
                case "YAML" when hasVersion:
                    throw SyntaxError("found duplicate YAML directive", directive.Start);
                case "YAML":
                    hasVersion = true;
                    if (directive.Handle!.TrimStart('0') != "1")
                    {
                        throw SyntaxError(
                            "found incompatible YAML document (version 1.* is required)", directive.Start);
                    }

                    break;
                case "TAG":
                    var parts = directive.Handle!.Split(' ');
                    if (_tagHandles.ContainsKey(parts[0]))
                    {
                        throw SyntaxError($"duplicate tag handle {PythonValue.Quote(parts[0])}", directive.Start);
                    }

                    _tagHandles[parts[0]] = parts[1];
                    break;
            }
        }

        AddDefaultTags();
        if (!Is(YamlTokenKind.DocumentStart))
        {
            throw SyntaxError($"expected '<document start>', but found {Found()}", _scanner.Peek().Start);
        }

        _scanner.Next();
    }

    private void AddDefaultTags()
    {
        foreach (var (handle, prefix) in new[] { ("!", "!"), ("!!", YamlTag.Prefix) })
        {
            if (!_tagHandles.ContainsKey(handle))
            {
                _tagHandles[handle] = prefix;
            }
        }
    }

    private YamlNode ParseContent() =>
        Is(YamlTokenKind.Directive, YamlTokenKind.DocumentStart, YamlTokenKind.DocumentEnd, YamlTokenKind.StreamEnd)
            ? Empty(_scanner.Peek().Start)
            : ParseNode(isBlock: true);

    private YamlNode ParseNode(bool isBlock = false, bool allowsIndentless = false)
    {
        if (Is(YamlTokenKind.Alias))
        {
            var alias = _scanner.Next();
            return _anchors.TryGetValue(alias.Value, out var anchored)
                ? anchored
                : throw _scanner.Errors.Create(
                    $"found undefined alias {PythonValue.Quote(alias.Value)}", alias.Start);
        }

        var (anchor, tagToken, start) = ParseProperties();
        var tag = tagToken is null ? null : ResolveTag(tagToken, start);
        var token = _scanner.Peek();
        CheckAnchor(anchor, start);
        switch (token.Kind)
        {
            case YamlTokenKind.BlockEntry when allowsIndentless:
                return ParseItems(tag, anchor, start, ParseIndentlessSequence);
            case YamlTokenKind.Scalar:
                _scanner.Next();
                var isImplicit = (token.IsPlain && tag is null) || tag == "!";
                var scalarTag = isImplicit ? YamlTag.Resolve(token.Value) : tag ?? YamlTag.String;
                return Anchor(new YamlNode(YamlNodeKind.Scalar, scalarTag, start) { Text = token.Value }, anchor);
            case YamlTokenKind.FlowSequenceStart:
                return ParseItems(tag, anchor, start, ParseFlowSequence);
            case YamlTokenKind.FlowMappingStart:
                return ParsePairs(tag, anchor, start, ParseFlowMapping);
            case YamlTokenKind.BlockSequenceStart when isBlock:
                return ParseItems(tag, anchor, start, ParseBlockSequence);
            case YamlTokenKind.BlockMappingStart when isBlock:
                return ParsePairs(tag, anchor, start, ParseBlockMapping);
            default:
                if (anchor is null && tag is null)
                {
                    throw SyntaxError(
                        $"while parsing a {(isBlock ? "block" : "flow")} node", start,
                        $"expected the node content, but found {Found()}", token.Start);
                }

                var emptyTag = tag is null or "!" ? YamlTag.Resolve("") : tag;
                return Anchor(new YamlNode(YamlNodeKind.Scalar, emptyTag, start), anchor);
        }
    }

    private (string? Anchor, YamlToken? Tag, YamlMark Start) ParseProperties()
    {
        var start = _scanner.Peek().Start;
        var anchor = Is(YamlTokenKind.Anchor) ? _scanner.Next().Value : null;
        var tag = Is(YamlTokenKind.Tag) ? _scanner.Next() : null;
        anchor ??= tag is not null && Is(YamlTokenKind.Anchor) ? _scanner.Next().Value : null;
        return (anchor, tag, start);
    }

    private string ResolveTag(YamlToken token, YamlMark start)
    {
        if (token.Handle is not { } handle)
        {
            return token.Value;
        }

        return _tagHandles.TryGetValue(handle, out var prefix)
            ? prefix + token.Value
            : throw SyntaxError(
                "while parsing a node", start, $"found undefined tag handle {PythonValue.Quote(handle)}", token.Start);
    }

    private void CheckAnchor(string? anchor, YamlMark start)
    {
        if (anchor is not null && _anchors.TryGetValue(anchor, out var first))
        {
            throw _scanner.Errors.Create(
                $"found duplicate anchor {PythonValue.Quote(anchor)}; first occurrence", first.Start,
                "second occurrence", start);
        }
    }

    private YamlNode Anchor(YamlNode node, string? anchor)
    {
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private YamlNode ParseItems(string? tag, string? anchor, YamlMark start, Action<YamlNode> parse) => ParseCollection(
        new YamlNode(YamlNodeKind.Sequence, tag is null or "!" ? YamlTag.Sequence : tag, start), anchor, parse);

    private YamlNode ParsePairs(string? tag, string? anchor, YamlMark start, Action<YamlNode> parse) => ParseCollection(
        new YamlNode(YamlNodeKind.Mapping, tag is null or "!" ? YamlTag.Mapping : tag, start), anchor, parse);

    private YamlNode ParseCollection(YamlNode node, string? anchor, Action<YamlNode> parse)
    {
        if (++_depth > MaxDepth)
        {
            throw new DslException(DslError.FailedParsing, $"The YAML text is nested deeper than {MaxDepth} levels.");
        }

        // An alias inside of the collection may refer to it.
        parse(Anchor(node, anchor));
        _depth--;
        return node;
    }

    private void ParseBlockSequence(YamlNode node)
    {
        var start = _scanner.Next().Start;
        while (Is(YamlTokenKind.BlockEntry))
        {
            var end = _scanner.Next().End;
            node.Items.Add(Is(YamlTokenKind.BlockEntry, YamlTokenKind.BlockEnd)
                ? Empty(end)
                : ParseNode(isBlock: true));
        }

        RequireBlockEnd("while parsing a block collection", start);
    }

    private void ParseIndentlessSequence(YamlNode node)
    {
        while (Is(YamlTokenKind.BlockEntry))
        {
            var end = _scanner.Next().End;
            node.Items.Add(
                Is(YamlTokenKind.BlockEntry, YamlTokenKind.Key, YamlTokenKind.Value, YamlTokenKind.BlockEnd)
                    ? Empty(end)
                    : ParseNode(isBlock: true));
        }
    }

    private void ParseBlockMapping(YamlNode node)
    {
        var start = _scanner.Next().Start;
        while (Is(YamlTokenKind.Key))
        {
            var end = _scanner.Next().End;
            var key = ParsePart(end);
            var value = Is(YamlTokenKind.Value) ? ParsePart(_scanner.Next().End) : Empty(_scanner.Peek().Start);
            node.Pairs.Add((key, value));
        }

        RequireBlockEnd("while parsing a block mapping", start);

        YamlNode ParsePart(YamlMark end) => Is(YamlTokenKind.Key, YamlTokenKind.Value, YamlTokenKind.BlockEnd)
            ? Empty(end)
            : ParseNode(isBlock: true, allowsIndentless: true);
    }

    private void RequireBlockEnd(string context, YamlMark start)
    {
        if (!Is(YamlTokenKind.BlockEnd))
        {
            throw SyntaxError(
                context, start, $"expected <block end>, but found {Found()}", _scanner.Peek().Start);
        }

        _scanner.Next();
    }

    private void ParseFlowSequence(YamlNode node)
    {
        var start = _scanner.Next().Start;
        while (!Is(YamlTokenKind.FlowSequenceEnd))
        {
            if (node.Items.Count > 0)
            {
                RequireFlowEntry("while parsing a flow sequence", start, ']');
            }

            if (Is(YamlTokenKind.Key))
            {
                // A pair in a sequence is a mapping of its own: [a: 1].
                var pair = new YamlNode(YamlNodeKind.Mapping, YamlTag.Mapping, _scanner.Peek().Start);
                var end = _scanner.Next().End;
                pair.Pairs.Add(ParsePair(end, YamlTokenKind.FlowSequenceEnd));
                node.Items.Add(pair);
            }
            else if (!Is(YamlTokenKind.FlowSequenceEnd))
            {
                node.Items.Add(ParseNode());
            }
        }

        _scanner.Next();
    }

    private void ParseFlowMapping(YamlNode node)
    {
        var start = _scanner.Next().Start;
        while (!Is(YamlTokenKind.FlowMappingEnd))
        {
            if (node.Pairs.Count > 0)
            {
                RequireFlowEntry("while parsing a flow mapping", start, '}');
            }

            if (Is(YamlTokenKind.Key))
            {
                node.Pairs.Add(ParsePair(_scanner.Next().End, YamlTokenKind.FlowMappingEnd));
            }
            else if (!Is(YamlTokenKind.FlowMappingEnd))
            {
                var key = ParseNode();
                node.Pairs.Add((key, Empty(_scanner.Peek().Start)));
            }
        }

        _scanner.Next();
    }

    private (YamlNode Key, YamlNode Value) ParsePair(YamlMark keyEnd, YamlTokenKind collectionEnd)
    {
        var key = Is(YamlTokenKind.Value, YamlTokenKind.FlowEntry, collectionEnd) ? Empty(keyEnd) : ParseNode();
        if (!Is(YamlTokenKind.Value))
        {
            return (key, Empty(_scanner.Peek().Start));
        }

        var end = _scanner.Next().End;
        return (key, Is(YamlTokenKind.FlowEntry, collectionEnd) ? Empty(end) : ParseNode());
    }

    private void RequireFlowEntry(string context, YamlMark start, char end)
    {
        if (!Is(YamlTokenKind.FlowEntry))
        {
            throw SyntaxError(
                context, start, $"expected ',' or '{end}', but got {Found()}", _scanner.Peek().Start);
        }

        _scanner.Next();
    }

    private static YamlNode Empty(YamlMark mark) => new(YamlNodeKind.Scalar, YamlTag.Null, mark);

    private string Found() => PythonValue.Quote(_scanner.Peek().Name);

    private bool Is(params YamlTokenKind[] kinds) => Array.IndexOf(kinds, _scanner.Peek().Kind) >= 0;

    private DslException SyntaxError(string problem, YamlMark mark) => SyntaxError(null, null, problem, mark);

    /// <summary>Managers report these errors, and only these, as an invalid blueprint.</summary>
    private DslException SyntaxError(string? context, YamlMark? contextMark, string problem, YamlMark mark)
    {
        var error = _scanner.Errors.Create(context, contextMark, problem, mark);
        return new DslException($"{_errorMessage}: Illegal yaml; {error.Message}")
        {
            Reason = error.Reason,
            Line = error.Line,
            Column = error.Column,
        };
    }
}
