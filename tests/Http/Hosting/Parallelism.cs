using Members.Tests.Http.Hosting;
using Xunit.Abstractions;

// More than the cores: many tests wait for a server that takes its time.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer($"Members.Tests.Http.Hosting.{nameof(SharedServersFirst)}", "Members.Tests.Http")]

namespace Members.Tests.Http.Hosting;

/// <summary>Begins with the collections whose classes share a server: they are the longest, and would go on alone at the end.</summary>
public sealed class SharedServersFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderByDescending(c => c.CollectionDefinition is not null);
}
