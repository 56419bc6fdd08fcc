using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Inputs;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Reads the inputs of a deployment or the parameters of a workflow from all supported sources. Later sources override
/// earlier ones. Errors do not quote a text, because it can contain a secret.
/// </summary>
/// <param name="cmdlet">The cmdlet that has the parameters.</param>
/// <param name="parameter">The name of the parameter in errors, such as <c>-Inputs</c>.</param>
/// <param name="mode">Shallow (also null) or Deep.</param>
internal sealed class InputReader(PSCmdlet cmdlet, string parameter, string? mode)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    // Matches a text that can only be a path, so that the error for a missing file can quote it.
    private static readonly Regex PathForm =
        new(@"^(\.{0,2}[/\\]|~|[A-Za-z]:[/\\])|\.(ya?ml|json)$", RegexOptions.IgnoreCase);

    private readonly InputSet _inputs = new(isDeep: mode == "Deep");

    /// <summary>Reads files and, after them, the value of a parameter.</summary>
    /// <param name="files">Paths of files and folders, with wildcards.</param>
    /// <param name="value">
    /// A hashtable, an object, a text, a file, or a list of these. A text is <c>name=value</c>, JSON, YAML or a path.
    /// </param>
    /// <exception cref="ArgumentException">A source cannot be read as inputs.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public JObject Read(IEnumerable<string> files, object? value)
    {
        foreach (var path in files.Where(path => path.Length > 0))
        {
            AddPath(path);
        }

        foreach (var item in ItemsOf(value))
        {
            AddItem(item);
        }

        return _inputs.Values;
    }

    private static IEnumerable<object?> ItemsOf(object? value)
    {
        value = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        return value is IEnumerable list and not (string or IDictionary) ? list.Cast<object?>() : [value];
    }

    private void AddItem(object? item)
    {
        item = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        switch (item)
        {
            case null:
                break;
            case string text:
                AddText(text);
                break;
            case FileSystemInfo file:
                AddPath(file.FullName);
                break;
            default:
                _inputs.Add(JsonTree.FromPlain(JsonInput.ToDictionary(item, parameter)!));
                break;
        }
    }

    private void AddText(string text)
    {
        var content = text.Trim();
        if (content.Length == 0)
        {
            return;
        }

        if (content[0] is '{' or '[' || content.Contains('\n'))
        {
            AddDocument(text, parameter);
        }
        else if (InputAssignment.Find(text) is { } assignment)
        {
            _inputs.Add(assignment);
        }
        else if (content.Contains(": ") || content.EndsWith(":", StringComparison.Ordinal))
        {
            AddDocument(text, parameter);
        }
        else if (PathForm.IsMatch(content) || Exists(content))
        {
            AddPath(content);
        }
        else
        {
            throw new ArgumentException(
                $"A text in {parameter} is neither name=value, nor JSON or YAML, nor the path of a file or folder.");
        }
    }

    private bool Exists(string path)
    {
        try
        {
            return cmdlet.Resolve(path, isLiteral: false).Any(one => File.Exists(one) || Directory.Exists(one));
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            return false;
        }
    }

    private void AddPath(string path)
    {
        foreach (var resolved in cmdlet.Resolve(path, isLiteral: false))
        {
            if (!Directory.Exists(resolved))
            {
                AddDocument(RegularFile.ReadAllText(resolved), cmdlet.Shown(resolved));
                continue;
            }

            var files = Directory.EnumerateFiles(resolved)
                .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .OrderBy(file => file, StringComparer.Ordinal)
                .ToArray();
            if (files.Length == 0)
            {
                throw new FileNotFoundException(
                    $"The folder '{resolved}' has no file with inputs ({string.Join(", ", Extensions)}).", resolved);
            }

            foreach (var file in files)
            {
                AddDocument(RegularFile.ReadAllText(file), cmdlet.Shown(file));
            }
        }
    }

    private void AddDocument(string text, string source)
    {
        try
        {
            // A text of comments is no inputs.
            var document = DataFile.Read(text, source);
            _inputs.Add(document.Type == JTokenType.Null ? [] : document as JObject ?? throw new ArgumentException(
                $"'{source}' must hold an object: names with values."));
        }
        catch (DslException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }
}
