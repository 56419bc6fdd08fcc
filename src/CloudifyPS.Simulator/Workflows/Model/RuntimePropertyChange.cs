using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>A runtime property that an operation sets.</summary>
internal sealed record RuntimePropertyChange(NodeInstance Instance, string Name, JToken Value);
