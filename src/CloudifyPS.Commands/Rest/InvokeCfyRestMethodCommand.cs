using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;
using Newtonsoft.Json;

namespace CloudifyPS.Commands.Rest;

/// <summary>
/// Sends a request to any endpoint of the manager: with the session's credentials, retries and errors, for what no
/// other cmdlet does. An object of the answer has the manager's names as properties; objects inside it are dictionaries.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "CfyRestMethod", SupportsShouldProcess = true, SupportsPaging = true,
    ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = "Body")]
[OutputType(typeof(PSObject), typeof(string), typeof(FileInfo))]
public sealed class InvokeCfyRestMethodCommand : CfySessionCmdlet
{
    /// <summary>
    /// The path below the API's version: deployments/hello/outputs. Names with letters that a URL cannot hold must be
    /// escaped. A path that begins with /api/ is taken from the manager's root.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Uri")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The HTTP method. Anything but GET and HEAD asks and obeys -WhatIf and -Confirm.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")]
    public string Method { get; set; } = "GET";

    /// <summary>Query parameters: @{ _sort = 'id'; state = 'started', 'starting' }. Several values are sent one by one.</summary>
    [Parameter]
    public IDictionary? Query { get; set; }

    /// <summary>The JSON body: a hashtable, an object with properties, an array, or JSON text.</summary>
    [Parameter(ParameterSetName = "Body")]
    public object? Body { get; set; }

    /// <summary>A file to send as the body.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "InFile")]
    public string? InFile { get; set; }

    /// <summary>Saves the answer: to this file, or under the manager's name for it into this folder.</summary>
    [Parameter]
    public string? OutFile { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Follows a list to its end and gives its items one by one. -First, -Skip and -IncludeTotalCount do so too.
    /// </summary>
    [Parameter]
    public SwitchParameter FollowPage { get; set; }

    /// <summary>How many items are asked for at a time.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    private bool IsPaged => FollowPage
        || MyInvocation.BoundParameters.ContainsKey("First")
        || MyInvocation.BoundParameters.ContainsKey("Skip")
        || PagingParameters.IncludeTotalCount;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Path, () =>
    {
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
        if (reads ? OutFile is not null && !ShouldProcess(OutFile, $"Save {Path}") : !ShouldChange(Path, Method))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"{Method} {Path}");
        if (OutFile is not null)
        {
            var target = new DownloadTarget(this.ResolveNew(OutFile), Force);
            WriteObject(new FileInfo(Run(token => Client.Raw.DownloadAsync(request, target, progress, token))));
        }
        else if (IsPaged)
        {
            WriteItems(request);
        }
        else if (Run(token => Client.Raw.SendAsync(request, progress, token)) is { } answer)
        {
            WriteObject(Shown(answer));
        }
    });

    private void WriteItems(RawRequest request)
    {
        var query = new ListQuery
        {
            PageSize = PageSize,
            Skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue),
            First = PagingParameters.First > long.MaxValue ? null : (long)PagingParameters.First,
        };
        if (query.First == 0)
        {
            return;
        }

        bool wantsTotal = PagingParameters.IncludeTotalCount;
        using var list = Client.Raw.List(request, query, CancelToken);
        while (Run(_ => list.NextPageAsync()) is { } page)
        {
            if (wantsTotal)
            {
                wantsTotal = false;
                WriteObject(PagingParameters.NewTotalCount((ulong)(list.Total ?? 0), list.Total is null ? 0 : 1));
            }

            foreach (var item in page)
            {
                WriteObject(Shown(item));
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Parameters(DictionaryEntry entry) =>
        (LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value])
            .Select(value => new KeyValuePair<string, string>(
                Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!,
                value is PSObject { BaseObject: bool } or bool or SwitchParameter
                    ? LanguagePrimitives.IsTrue(value) ? "true" : "false"
                    : (string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture)));

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
            throw new ArgumentException($"-Body is text, but no JSON: {exception.Message}", exception);
        }
    }

    // A dictionary stays one where its keys cannot be names of properties.
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
