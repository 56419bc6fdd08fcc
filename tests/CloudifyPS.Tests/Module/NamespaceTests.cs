namespace CloudifyPS.Tests.Module
{
    /// <summary>Tests that the namespaces of an assembly do not reference each other in cycles.</summary>
    public class NamespaceTests
    {
        [Theory]
        [InlineData("CloudifyPS.Client")]
        [InlineData("CloudifyPS.Commands")]
        [InlineData("CloudifyPS.Dsl")]
        [InlineData("CloudifyPS.Simulator")]
        public void NamespacesHaveNoCycles(string assembly)
        {
            var references =
                NamespaceReferences.Read(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), assembly);

            Assert.True(references.Count > 1);
            Assert.NotEmpty(references.Values.SelectMany(names => names));
            Assert.Equal("", string.Join(" -> ", NamespaceReferences.FindCycle(references)));
        }

        [Fact]
        public void ACycleIsFound()
        {
            const string Prefix = "CloudifyPS.Tests.Module.Cycle.";
            var references = NamespaceReferences.Read(typeof(NamespaceTests).Assembly.Location, Prefix);

            Assert.Equal(
                [Prefix + "A", Prefix + "B", Prefix + "A"], NamespaceReferences.FindCycle(references));
        }
    }
}

#pragma warning disable IDE0130 // The namespaces of a cycle for the test.
namespace CloudifyPS.Tests.Module.Cycle.A
{
    internal static class Caller
    {
        public static string Call() => B.Callee.Name();
    }
}

namespace CloudifyPS.Tests.Module.Cycle.B
{
    internal static class Callee
    {
        public static string Name() => nameof(A.Caller);

        public static string Call() => A.Caller.Call();
    }
}
#pragma warning restore IDE0130
