using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Types;

/// <summary>The <c>types.yaml</c> files of a manager, embedded as resources.</summary>
internal static class BuiltInTypes
{
    private const string Prefix = "resource:cloudify/types/";

    private static readonly Regex Address = new(
        @"^(?:https?://(?:www\.)?(?:getcloudify\.org|cloudify\.co)/spec/cloudify/[^/]+/|/?cloudify/types/)types\.yaml$",
        RegexOptions.CultureInvariant);

    /// <summary>Tests whether an import means the built-in types.</summary>
    public static bool IsImport(string import) => Address.IsMatch(import);

    /// <summary>Tests whether a file, named as in <see cref="Read"/>, has built-in types.</summary>
    public static bool IsBuiltIn(string file) => file.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads the types for a DSL version.</summary>
    /// <param name="minor">The minor number of the DSL version.</param>
    public static (string File, string Text) Read(int minor)
    {
        var name = minor switch
        {
            5 => "types.yaml",
            4 => "types_1_4.yaml",
            _ => "types_1_3.yaml",
        };
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (Prefix + name, reader.ReadToEnd());
    }
}
