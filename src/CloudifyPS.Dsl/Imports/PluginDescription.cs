namespace CloudifyPS.Dsl.Imports;

/// <summary>An uploaded plugin, for <c>plugin:</c> imports.</summary>
/// <param name="PackageName">The name of the package, for example <c>cloudify-aws-plugin</c>.</param>
/// <param name="PackageVersion">The version of the package, for example <c>3.0.0</c>.</param>
/// <param name="Yaml">The text of its plugin.yaml.</param>
internal sealed record PluginDescription(string PackageName, string PackageVersion, string Yaml);
