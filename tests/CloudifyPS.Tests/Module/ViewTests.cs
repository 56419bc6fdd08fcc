using System.Reflection;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Module;

/// <summary>CloudifyPS.Format.ps1xml: every type that users see is a table that fits.</summary>
public class ViewTests
{
    private const int MaximumWidth = 120;

    private static readonly XElement[] Views =
        [.. XDocument.Load(Path.Combine(PsHost.ModulePath, "CloudifyPS.Format.ps1xml")).Descendants("View")];

    /// <summary>What comes out of a cmdlet, and what is in it.</summary>
    private static readonly Type[] Shown =
    [
        .. typeof(Resource).Assembly.GetExportedTypes().Where(type =>
            !type.IsAbstract && (type.IsSubclassOf(typeof(Resource))
                || type == typeof(MemberRole) || type == typeof(CfySession) || type == typeof(CfySimulator))),
    ];

    public static TheoryData<string> ViewNames => [.. Views.Select(view => view.Element("Name")!.Value)];

    [Fact]
    public void EveryTypeHasATableAndEveryTableItsType() => Assert.Equal(
        Shown.Select(type => type.FullName).Order(),
        Views.Where(view => view.Element("TableControl") is not null)
            .Select(view => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value).Order());

    [Theory]
    [MemberData(nameof(ViewNames))]
    public void TheColumnsAreProperties(string name)
    {
        var type = typeof(Resource).Assembly.GetType(name, throwOnError: true)!;

        Assert.All(
            View(name).Descendants("PropertyName"),
            property => Assert.NotNull(type.GetProperty(property.Value, BindingFlags.Public | BindingFlags.Instance)));
    }

    [Theory]
    [MemberData(nameof(ViewNames))]
    public void EveryColumnHasAHeading(string name)
    {
        XElement[] headers = [.. View(name).Descendants("TableColumnHeader")];
        XElement[] columns = [.. View(name).Descendants("TableColumnItem")];

        Assert.Equal(headers.Length, columns.Length);
        Assert.All(headers.Zip(columns), pair =>
            Assert.True(pair.First.Element("Label") is not null || pair.Second.Element("PropertyName") is not null));
    }

    /// <summary>Columns without a width share what is left: ten characters each at least.</summary>
    [Theory]
    [MemberData(nameof(ViewNames))]
    public void TheColumnsLeaveRoomForEachOther(string name)
    {
        int[] widths = [.. View(name).Descendants("TableColumnHeader").Select(header => (int?)header.Element("Width") ?? 10)];

        Assert.InRange(widths.Sum() + widths.Length - 1, 1, MaximumWidth);
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("text", "a = text")]
    [InlineData(1.5, "a = 1.5")]
    public void AValueIsDescribedInALine(object? value, string described) => Assert.Equal(
        described,
        ResourceMembers.Describe(value is null ? null : new Dictionary<string, object?> { ["a"] = value }));

    [Fact]
    public void NestedValuesAreDescribed() => Assert.Equal(
        "hosts = [a, b]\nsizes = {small=1, none=}",
        ResourceMembers.Describe(new System.Collections.Specialized.OrderedDictionary
        {
            ["hosts"] = new object?[] { "a", "b" },
            ["sizes"] = new System.Collections.Specialized.OrderedDictionary { ["small"] = 1, ["none"] = null },
        }));

    private static XElement View(string name) => Views.Single(view => view.Element("Name")!.Value == name);
}
