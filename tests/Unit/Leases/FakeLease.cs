using Members.Grains.Leases;

namespace Members.Tests.Unit.Leases;

/// <summary>A lease that a test gives and takes.</summary>
internal sealed class FakeLease : ISiloLease
{
    public bool IsHeld { get; set; } = true;
}
