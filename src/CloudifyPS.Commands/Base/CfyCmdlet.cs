using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of all cmdlets: cancellation, error records, and output from the pipeline thread.</summary>
public abstract class CfyCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly BlockingCollection<Action> _pipelineWork = [];
    private readonly HashSet<string> _commandLine = new(StringComparer.OrdinalIgnoreCase);
    private IRequestObserver? _log;

    /// <summary>
    /// Gets the token that is canceled by Ctrl+C, or when a later cmdlet in the pipeline needs no more input.
    /// </summary>
    protected CancellationToken CancelToken => _cancel.Token;

    /// <summary>Gets the writer of the -Verbose and -Debug lines of requests.</summary>
    internal IRequestObserver Log => _log!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Reports an error for a text parameter on the command line whose value is null or empty. The value is often an
    /// undefined variable, and would otherwise mean that the parameter is not specified.
    /// </summary>
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
                    $"-{bound.Key} has no value. Check the variable, or omit the parameter."));
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
            // The engine resets parameters that were bound to an object from the pipeline, but keeps their names here.
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
            // The engine can stop a cmdlet on another thread while it disposes the cmdlet.
        }
    }

    /// <summary>Cancels the work of the cmdlet.</summary>
    /// <param name="disposing">Always true, because there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    /// <summary>Processes one object from the pipeline, or the arguments of the command line.</summary>
    internal abstract void Process();

    /// <summary>Returns whether a parameter is bound for the current object.</summary>
    internal bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>
    /// Checks that an object from the pipeline has a value for at least one of the parameters that it is bound to.
    /// Without a value, the cmdlet would return all objects.
    /// </summary>
    /// <exception cref="ArgumentException">All bound properties of the object are empty.</exception>
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

    /// <summary>Returns whether a parameter was specified on the command line.</summary>
    internal bool IsOnCommandLine(string parameter) => _commandLine.Contains(parameter);

    /// <summary>
    /// Runs an asynchronous operation and waits for it. During the wait, the pipeline thread, which is the only thread
    /// that can write, runs the actions that <see cref="Post"/> queues.
    /// </summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The operation, whose argument is <see cref="CancelToken"/>.</param>
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
            // Writing throws an exception if the pipeline is stopped, or if a preference is Stop. The operation must
            // end before the cmdlet does, because it can have temporary files to remove.
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

    /// <summary>Queues an action for the pipeline thread, which runs it in <see cref="Run{T}"/>.</summary>
    internal void Post(Action write) => _pipelineWork.Add(write);

    /// <summary>
    /// Processes one input. A failure is written as an error about this input, and the cmdlet continues with the next
    /// one. An error that would affect all other inputs ends the cmdlet.
    /// </summary>
    /// <param name="target">The input, as the user passed it.</param>
    /// <param name="action">The processing of the input.</param>
    internal virtual void ProcessInput(object? target, Action action) => Guard(target, action);

    /// <summary>Processes each file and folder that matches one of the paths as an input of its own.</summary>
    /// <param name="paths">The paths, as the user specified them.</param>
    /// <param name="process">Processes the full path of a file or folder.</param>
    /// <param name="isLiteral">Whether wildcards are ordinary characters.</param>
    internal void ProcessPaths(IEnumerable<string> paths, Action<string> process, bool isLiteral = false)
    {
        foreach (var path in paths)
        {
            ProcessInput(path, () =>
            {
                foreach (var resolved in this.Resolve(path, isLiteral))
                {
                    ProcessInput(resolved, () => process(resolved));
                }
            });
        }
    }

    /// <summary>Runs an action, and writes its exception as an error about a target.</summary>
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
            // After the error that ends a cmdlet, the engine refuses output.
            var endsCommand = EndsCommand(exception);
            if (endsCommand || Preference("ErrorAction") is ActionPreference.Stop or "Stop")
            {
                WriteUnfinished();
            }

            if (endsCommand)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
    }

    /// <summary>Writes what the cmdlet has started and not yet written. An error ends the cmdlet.</summary>
    internal virtual void WriteUnfinished()
    {
    }

    /// <summary>Returns whether an exception would affect all other inputs.</summary>
    internal virtual bool EndsCommand(Exception exception) => ErrorRecordFactory.IsTerminating(exception);

    /// <summary>
    /// Writes a resource. Attributes that its class does not define are added as properties of the object.
    /// </summary>
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

    /// <summary>
    /// Writes a page of resources. A single call is much faster than one call per resource, and is used if possible.
    /// </summary>
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

    /// <summary>Converts a time limit in seconds; null for none.</summary>
    internal static TimeSpan? Seconds(int? seconds) => seconds is { } count ? TimeSpan.FromSeconds(count) : null;

    /// <summary>Returns whether a common parameter or a preference variable enables a stream.</summary>
    internal bool Wants(string stream) => Preference(stream) switch
    {
        SwitchParameter value => value,
        null => false,
        var preference => preference.ToString() is not ("SilentlyContinue" or "Ignore"),
    };

    // PowerShell reserves these names: every object has members with these names.
    private static string PropertyName(string attribute)
    {
        var name = SnakeCase.ToPascal(attribute);
        return name.ToUpperInvariant() is "" or "PSBASE" or "PSADAPTED" or "PSEXTENDED" or "PSOBJECT" or "PSTYPENAMES"
            ? "_" + name
            : name;
    }

    private object? Preference(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) ? value : GetVariableValue(name + "Preference");

    private static bool IsEmpty(object? value) => value switch
    {
        null or "" => true,
        IList list => list.Count == 0 || list.Cast<object?>().Any(item => item is null or ""),
        _ => false,
    };
}
