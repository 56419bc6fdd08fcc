using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Redaction;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;
using Newtonsoft.Json;

namespace CloudifyPS.Commands.Rest;

/// <summary>
/// Sends a request to any endpoint of the manager, with the credentials, retries and error handling of the session. The
/// properties of a returned object have the manager's names. Nested objects are dictionaries.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "CfyRestMethod", SupportsShouldProcess = true, SupportsPaging = true,
    ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Body")]
[OutputType(typeof(PSObject), typeof(string), typeof(FileInfo))]
public sealed class InvokeCfyRestMethodCommand : CfySessionCmdlet
{
    /// <summary>
    /// The path below the API version, such as deployments/hello/outputs. Names must be URL-escaped. A path that
    /// begins with /api/ is relative to the manager's root.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Uri")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The HTTP method. -WhatIf and -Confirm apply to all methods except GET, HEAD and OPTIONS.</summary>
    [Parameter(Position = 1)]
    [FixedValues(typeof(FixedValues.HttpMethods))]
    [ArgumentCompleter(typeof(FixedValues.HttpMethods))]
    public string Method { get; set; } = "GET";

    /// <summary>
    /// The query parameters, such as @{ _sort = 'id' }. Several values are sent as several parameters.
    /// </summary>
    [Parameter]
    public IDictionary? Query { get; set; }

    /// <summary>The JSON body: a hashtable, an object with properties, an array, or JSON text.</summary>
    [Parameter(ParameterSetName = "Body")]
    public object? Body { get; set; }

    /// <summary>The path of a file to send as the body.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InFile")]
    public string? InFile { get; set; }

    /// <summary>
    /// The path of the file to which the response is saved, or an existing folder. In a folder, the file has the name
    /// that the manager suggests.
    /// </summary>
    [Parameter]
    public string? OutFile { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Reads all pages of a list and writes its items. -First, -Skip and -IncludeTotalCount imply this parameter.
    /// </summary>
    [Parameter]
    public SwitchParameter FollowPage { get; set; }

    /// <summary>The number of items per request.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    private ListWriter _output = null!;

    private bool IsPaged => FollowPage
        || MyInvocation.BoundParameters.ContainsKey("First")
        || MyInvocation.BoundParameters.ContainsKey("Skip")
        || PagingParameters.IncludeTotalCount;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _output = new ListWriter(this);
    }

    internal override void Process() => ProcessInput(Path, () =>
    {
        var shown = Redactor.Default.Addresses(Path);
        var request = new RawRequest
        {
            Method = Method,
            Path = Path,
            Query = (Query ?? new Hashtable()).Cast<DictionaryEntry>().SelectMany(Parameters).ToList(),
            HasBody = MyInvocation.BoundParameters.ContainsKey(nameof(Body)),
            Body = Json(Body),
            File = InFile is null ? null : this.ResolveNew(InFile),
        };
        var reads = Method is "GET" or "HEAD" or "OPTIONS";
        if (reads ? OutFile is not null && !ShouldProcess(OutFile, $"Save {shown}") : !ShouldChange(shown, Method))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"{Method} {shown}");
        if (OutFile is not null)
        {
            var target = new DownloadTarget(this.ResolveNew(OutFile), Force, isPrivate: true);
            WriteObject(new FileInfo(Run(token => Client.Raw.DownloadAsync(request, target, progress, token))));
        }
        else if (IsPaged)
        {
            var query = new ListQuery { PageSize = PageSize };
            _output.WriteList(query, one => Client.Raw.List(request, one, CancelToken), WriteItems);
        }
        else if (Run(token => Client.Raw.SendAsync(request, progress, token)) is { } answer)
        {
            WriteObject(Shown(answer));
        }
    });

    private void WriteItems(IReadOnlyList<object?> page)
    {
        foreach (var item in page)
        {
            WriteObject(Shown(item));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(DictionaryEntry entry) =>
        (LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value])
            .Select(value => new KeyValuePair<string, string>(
                Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                QueryText.Of(value)));

    private static object? Json(object? body)
    {
        if ((body is PSObject shown ? shown.BaseObject : body) is not string text)
        {
            return JsonInput.ToValue(body, nameof(Body));
        }

        try
        {
            return JsonValue.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"-Body is text, but not JSON: {JsonErrors.Describe(exception)}");
        }
    }

    // A dictionary is not converted if one of its keys cannot be the name of a property.
    private static object? Shown(object? value)
    {
        if (value is not IDictionary dictionary)
        {
            return value;
        }

        var shown = new PSObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is not string { Length: > 0 } name || shown.Members[name] is not null)
            {
                return dictionary;
            }

            shown.Properties.Add(new PSNoteProperty(name, entry.Value));
        }

        return shown;
    }
}
