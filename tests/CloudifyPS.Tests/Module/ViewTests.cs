using System.Collections.Specialized;
using System.Reflection;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Module;

/// <summary>
/// Tests that CloudifyPS.Format.ps1xml and CloudifyPS.Types.ps1xml contain all types and properties, and no others.
/// </summary>
public class ViewTests
{
    private static readonly XElement[] Views =
        [.. XDocument.Load(Path.Combine(PsHost.ModulePath, "CloudifyPS.Format.ps1xml")).Descendants("View")];

    private static readonly XElement[] Types =
        [.. XDocument.Load(Path.Combine(PsHost.ModulePath, "types", "CloudifyPS.Types.ps1xml")).Descendants("Type")];

    /// <summary>The types of the objects that cmdlets return, and of those in their properties.</summary>
    private static readonly Type[] Shown =
    [
        .. typeof(Resource).Assembly.GetExportedTypes().Where(type =>
            !type.IsAbstract && (type.IsSubclassOf(typeof(Resource))
                || type == typeof(MemberRole) || type == typeof(CfySession) || type == typeof(CfySimulator))),
    ];

    public static TheoryData<string> ViewNames => [.. Views.Select(NameOf)];

    public static TheoryData<string> Tables => [.. Views.Where(IsTable).Select(NameOf)];

    public static TheoryData<string> Lists => [.. Views.Where(IsList).Select(NameOf)];

    [Fact]
    public void EveryTypeHasATable() => Assert.Equal(
        Shown.Select(type => type.FullName).Order(),
        Views.Where(IsTable).Select(view => TypeOf(view).FullName).Order());

    [Fact]
    public void EveryTypeHasAList() => Assert.Equal(
        Shown.Except([typeof(CfySession)]).Select(type => type.FullName).Order(),
        Views.Where(IsList).Select(view => TypeOf(view).FullName).Order());

    [Theory]
    [MemberData(nameof(ViewNames))]
    public void TheColumnsOfATableExist(string name)
    {
        var type = TypeOf(View(name));
        string[] known = [.. PublicProperties(type), .. HiddenMembers(type)];

        Assert.All(View(name).Descendants("PropertyName"), property => Assert.Contains(property.Value, known));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void TheListShowsEveryProperty(string name)
    {
        var type = TypeOf(View(name));
        string[] shown =
        [
            .. View(name).Descendants("ListItem")
                .Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value),
        ];

        // A property without a setter is another name of the id, for the pipeline.
        var properties = type.IsSubclassOf(typeof(Resource))
            ? type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name)
            : PublicProperties(type);
        Assert.Empty(properties.Except(shown));
    }

    /// <summary>
    /// Tests that the columns with a fixed width fit in 80 columns, and that the last one is not too narrow.
    /// </summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void TheTableFitsIn80Columns(string name)
    {
        XElement[] headers = [.. View(name).Descendants("TableColumnHeader")];
        XElement[] columns = [.. View(name).Descendants("TableColumnItem")];
        int?[] widths = [.. headers.Select(header => (int?)header.Element("Width"))];

        Assert.Equal(headers.Length, columns.Length);
        Assert.All(widths.SkipLast(1), width => Assert.NotNull(width));

        // The remaining width for a last column without a fixed width.
        var fixedWidth = widths.SkipLast(1).Sum(width => width!.Value + 1);
        Assert.True(
            widths[^1] is not null || fixedWidth is <= 60 or >= 76, $"{fixedWidth} columns before the last one");
    }

    /// <summary>A text of a manager is shown by a hidden member, which removes control sequences.</summary>
    [Fact]
    public void NoViewShowsATextAsItIs() => Assert.Empty(
        from view in Views
        where TypeOf(view).IsSubclassOf(typeof(Resource))
        from name in view.Descendants("PropertyName")
        where TypeOf(view).GetProperty(name.Value)?.PropertyType == typeof(string)
        select $"{NameOf(view)}: {name.Value}");

    [Fact]
    public void EveryHiddenMemberIsAMethodAndEveryMethodAHiddenMember() => Assert.Equal(
        typeof(ResourceMembers).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => method.Name).Order(),
        Types.Descendants("MethodName").Select(name => name.Value).Order());

    [Fact]
    public void EveryHiddenTextIsShown() => Assert.Empty(
        Types.Descendants("MethodName").Select(name => name.Value)
            .Where(name => name.EndsWith("Text", StringComparison.Ordinal))
            .Except(Views.Descendants("PropertyName").Select(name => name.Value)));

    public static TheoryData<object?, string?> Values => new()
    {
        { null, null },
        { "text", "text" },
        { 1.5, "1.5" },
        { true, "true" },
        { new OrderedDictionary { ["host"] = "a", ["port"] = 443 }, "host = a; port = 443" },
        { new object?[] { "a", 1, null }, "a, 1, " },
        { new OrderedDictionary { ["hosts"] = new object?[] { "a" }, ["size"] = null },
            """{"hosts":["a"],"size":null}""" },
        { new OrderedDictionary { ["text"] = new object?[] { "\"\n." } }, """{"text":["\"\n."]}""" },
        { new System.Security.SecureString(), "(hidden)" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void AValueIsDescribed(object? value, string? description) =>
        Assert.Equal(description, ValueFormat.Describe(value));

    [Fact]
    public void ADeepValueIsCut()
    {
        var description = ValueFormat.Describe(new object?[] { new object?[] { new string('x', 1000) } })!;

        Assert.Equal(88, description.Length);
        Assert.EndsWith("...", description, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesAreDescribedALineEach() => Assert.Equal(
        "url = https://shop\nsizes = {\"small\":1}",
        ValueFormat.Lines(new OrderedDictionary
        {
            ["url"] = "https://shop",
            ["sizes"] = new OrderedDictionary { ["small"] = 1 },
        }));

    private static bool IsTable(XElement view) => view.Element("TableControl") is not null;

    private static bool IsList(XElement view) => view.Element("ListControl") is not null;

    private static string NameOf(XElement view) => view.Element("Name")!.Value;

    private static XElement View(string name) => Views.Single(view => NameOf(view) == name);

    private static Type TypeOf(XElement view) => typeof(Resource).Assembly.GetType(
        view.Element("ViewSelectedBy")!.Element("TypeName")!.Value, throwOnError: true)!;

    private static IEnumerable<string> PublicProperties(Type type) =>
        type.GetProperties().Select(property => property.Name);

    private static IEnumerable<string> HiddenMembers(Type type) =>
        Types.Where(
            known => typeof(Resource).Assembly.GetType(known.Element("Name")!.Value)?.IsAssignableFrom(type) == true)
            .SelectMany(known => known.Descendants("Name").Skip(1).Select(member => member.Value));
}
