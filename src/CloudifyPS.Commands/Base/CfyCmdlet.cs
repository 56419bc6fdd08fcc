using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Commands.Base;

/// <summary>The base of every cmdlet: cancellation, error records, and output from the pipeline thread.</summary>
public abstract class CfyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly BlockingCollection<Action> _pipelineWork = [];
    private readonly HashSet<string> _commandLine = new(StringComparer.OrdinalIgnoreCase);
    private IRequestObserver? _log;

    /// <summary>Gets the token that Ctrl+C cancels, and a later cmdlet that needs no more input.</summary>
    protected CancellationToken CancelToken => _cancel.Token;

    /// <summary>Gets the writer of the -Verbose and -Debug lines of requests.</summary>
    internal IRequestObserver Log => _log!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Refuses a text parameter that was named on the command line without a value.</summary>
    protected override void BeginProcessing()
    {
        // Preference variables can be read on the pipeline thread only.
        _log = new RequestLog(this);
        foreach (var bound in MyInvocation.BoundParameters)
        {
            _commandLine.Add(bound.Key);
            if (MyInvocation.MyCommand.Parameters.TryGetValue(bound.Key, out var parameter)
                && (parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(string[]))
                && IsEmpty(bound.Value)
                && !parameter.Attributes.OfType<AllowEmptyStringAttribute>().Any())
            {
                ThrowTerminatingError(ErrorRecordFactory.InvalidArgument(
                    $"-{bound.Key} has no value. Check the variable, or leave the parameter out."));
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Process();
        }
        finally
        {
            // The engine resets the parameters that an object from the pipeline has bound, but leaves their names here.
            foreach (var name in MyInvocation.BoundParameters.Keys.Where(name => !IsOnCommandLine(name)).ToArray())
            {
                MyInvocation.BoundParameters.Remove(name);
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The engine can stop a cmdlet, on another thread, while it disposes of it.
        }
    }

    /// <summary>Cancels the work of the cmdlet.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    /// <summary>Processes one object from the pipeline, or the only one of the command line.</summary>
    internal abstract void Process();

    /// <summary>Whether a parameter has been bound for the current object.</summary>
    internal bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>Refuses an object from the pipeline that names nothing: no name must not mean all.</summary>
    /// <exception cref="ArgumentException">All names that the object has are empty.</exception>
    internal void RequireLink()
    {
        var names = MyInvocation.BoundParameters
            .Where(bound => !IsOnCommandLine(bound.Key) && bound.Value is null or string or string[])
            .ToArray();
        if (names.Length > 0 && names.All(bound => IsEmpty(bound.Value)))
        {
            throw new ArgumentException(
                $"The object from the pipeline has no value in {string.Join(", ", names.Select(bound => bound.Key))}.");
        }
    }

    /// <summary>Whether a parameter was given on the command line, and not by an object from the pipeline.</summary>
    internal bool IsOnCommandLine(string parameter) => _commandLine.Contains(parameter);

    /// <summary>
    /// Waits for work of the client. Meanwhile this thread, the only one that may write, does what
    /// <see cref="Post"/> hands to it.
    /// </summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="work">The work; takes the token.</param>
    internal T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        var task = Task.Run(() => work(CancelToken));
        var ended = false;
        task.ContinueWith(
            _ => _pipelineWork.Add(() => ended = true),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        try
        {
            while (!ended)
            {
                _pipelineWork.Take()();
            }
        }
        catch
        {
            // Writing throws when the pipeline is stopped, or when a preference is Stop. The work must end before the
            // cmdlet does: it may have temporary files to remove.
            _cancel.Cancel();
            Task.WaitAny(task);
            throw;
        }

        return task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run{T}"/>
    internal void Run(Func<CancellationToken, Task> work) => Run(async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>Queues output for the pipeline thread, which writes it while it is in <see cref="Run{T}"/>.</summary>
    internal void Post(Action write) => _pipelineWork.Add(write);

    /// <summary>
    /// Processes one input. A failure becomes an error about that input, and the pipeline continues with the next one;
    /// an error that every further input would meet ends the cmdlet.
    /// </summary>
    /// <param name="target">The input, as the user passed it.</param>
    /// <param name="action">What to do.</param>
    internal virtual void ProcessInput(object? target, Action action) => Guard(target, action);

    /// <summary>Turns the failure of an action into an error about a target.</summary>
    internal void Guard(object? target, Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (CancelToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception exception) when (ErrorRecordFactory.Create(exception, target) is { } record)
        {
            if (EndsCommand(exception))
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
    }

    /// <summary>Gets whether every further input would meet the same error.</summary>
    internal virtual bool EndsCommand(Exception exception) => ErrorRecordFactory.IsTerminating(exception);

    /// <summary>Writes a resource. Attributes that its class does not have become properties of the object.</summary>
    internal void WriteResource(Resource resource)
    {
        if (resource.AdditionalProperties is not { } additional)
        {
            WriteObject(resource);
            return;
        }

        var shown = PSObject.AsPSObject(resource);
        foreach (var attribute in additional)
        {
            var name = PropertyName(attribute.Key);
            if (shown.Properties[name] is null)
            {
                shown.Properties.Add(new PSNoteProperty(name, attribute.Value));
            }
        }

        WriteObject(shown);
    }

    /// <summary>Writes a page of resources, in one call where that is possible: every call costs time.</summary>
    internal void WriteResources(IReadOnlyList<Resource> page)
    {
        if (page.All(resource => resource.AdditionalProperties is null))
        {
            WriteObject(page, enumerateCollection: true);
            return;
        }

        foreach (var resource in page)
        {
            WriteResource(resource);
        }
    }

    /// <summary>Gets a time limit in seconds; null for none.</summary>
    internal static TimeSpan? Seconds(int? seconds) => seconds is { } count ? TimeSpan.FromSeconds(count) : null;

    /// <summary>Whether a preference or a common parameter asks for a stream.</summary>
    internal bool Wants(string stream) =>
        MyInvocation.BoundParameters.TryGetValue(stream, out var value)
            ? LanguagePrimitives.IsTrue(value)
            : GetVariableValue(stream + "Preference") is { } preference
                && preference.ToString() is not ("SilentlyContinue" or "Ignore");

    // PowerShell has members of these names on every object and refuses others of the same name.
    private static string PropertyName(string attribute)
    {
        var name = SnakeCase.ToPascal(attribute);
        return name.ToUpperInvariant() is "" or "PSBASE" or "PSADAPTED" or "PSEXTENDED" or "PSOBJECT" or "PSTYPENAMES"
            ? "_" + name
            : name;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        null or "" => true,
        IList list => list.Count == 0 || list.Cast<object?>().Any(item => item is null or ""),
        _ => false,
    };
}
