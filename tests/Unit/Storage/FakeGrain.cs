namespace Members.Tests.Unit.Storage;

/// <summary>A grain that only counts how often it is told to deactivate.</summary>
internal sealed class FakeGrain : IGrainBase
{
    public FakeGrain(GrainId id) => GrainContext = FakeContext.Create(id, () => Deactivations++);

    public IGrainContext GrainContext { get; }

    public int Deactivations { get; private set; }
}
