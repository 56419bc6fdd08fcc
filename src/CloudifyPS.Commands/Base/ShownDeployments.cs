namespace CloudifyPS.Commands.Base;

/// <summary>
/// Makes the view of events show their deployments, from the first event on that belongs to a second deployment.
/// </summary>
internal sealed class ShownDeployments
{
    private string? _first;
    private bool _areSeveral;

    /// <summary>Sets whether the view shows the deployment of an event.</summary>
    public void Mark(Event @event)
    {
        if (@event.DeploymentId is { } deployment)
        {
            _first ??= deployment;
            _areSeveral |= deployment != _first;
            @event.ShowsDeployment = _areSeveral;
        }
    }
}
