namespace CloudifyPS.Dsl.Imports;

/// <summary>A plugin that the manager has: what <c>plugin:</c> imports find.</summary>
/// <param name="PackageName">Its package, for example <c>cloudify-aws-plugin</c>.</param>
/// <param name="PackageVersion">Its version, for example <c>3.0.0</c>.</param>
/// <param name="Yaml">The text of its plugin.yaml.</param>
internal sealed record PluginDescription(string PackageName, string PackageVersion, string Yaml);
