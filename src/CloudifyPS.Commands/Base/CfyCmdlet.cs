using System.Collections.Concurrent;
using System.Management.Automation;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// What every cmdlet has: Ctrl+C, errors, and a pipeline thread that writes what happens while it waits.
/// </summary>
public abstract class CfyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly BlockingCollection<Action> _pipelineWork = [];
    private IRequestObserver? _log;

    /// <summary>Cancelled by Ctrl+C, and when a later cmdlet has had enough.</summary>
    protected CancellationToken CancelToken => _cancel.Token;

    /// <summary>Writes -Verbose and -Debug lines of requests.</summary>
    internal IRequestObserver Log => _log ??= new RequestLog(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _cancel.Cancel();

    /// <summary>Ends what is under way.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    /// <summary>
    /// Waits for work of the client. Meanwhile, what has to be written is written, on this thread: the only one that
    /// may.
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
            // Writing throws when the pipeline is stopped, or when a preference is Stop. Nothing may outlive the cmdlet:
            // the work ends first, and takes its temporary files along.
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

    /// <summary>Has something written by the pipeline thread, while it is in <see cref="Run{T}"/>.</summary>
    internal void Post(Action write) => _pipelineWork.Add(write);

    /// <summary>
    /// Does what one input asks for. A failure becomes an error about that input, and the pipeline goes on with the
    /// next; what no further input can survive ends the cmdlet.
    /// </summary>
    /// <param name="target">What the user passed.</param>
    /// <param name="action">What to do.</param>
    internal void Attempt(object? target, Action action)
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
            if (ErrorRecordFactory.IsTerminating(exception))
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
    }

    /// <summary>Emits a resource; attributes that its class does not know show as properties of the object.</summary>
    /// <param name="resource">The resource.</param>
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
            var name = SnakeCase.ToPascal(attribute.Key);
            if (shown.Properties[name] is null)
            {
                shown.Properties.Add(new PSNoteProperty(name, attribute.Value));
            }
        }

        WriteObject(shown);
    }

    /// <summary>Emits a page of resources.</summary>
    /// <param name="page">The resources.</param>
    internal void WriteResources(IReadOnlyList<Resource> page)
    {
        // In one go when there is nothing to add: a list spends much of its time in the pipeline.
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

    /// <summary>Whether a preference or a common parameter asks for a stream.</summary>
    internal bool Wants(string stream) =>
        MyInvocation.BoundParameters.TryGetValue(stream, out var value)
            ? LanguagePrimitives.IsTrue(value)
            : GetVariableValue(stream + "Preference") is { } preference
                && preference.ToString() is not ("SilentlyContinue" or "Ignore");
}
