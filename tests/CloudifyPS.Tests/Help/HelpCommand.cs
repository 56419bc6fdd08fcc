using System.Management.Automation;

namespace CloudifyPS.Tests.Help;

/// <summary>A command of the module: a cmdlet, or an alias and then what is behind it.</summary>
internal sealed record HelpCommand(string Cmdlet, string[] Parameters, CommandParameterSetInfo[] ParameterSets);
