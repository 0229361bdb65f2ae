using Members.Leases;

namespace Members.Tests.Unit.Leases;

/// <summary>A lease that a test gives and takes.</summary>
internal sealed class FakeLease : ILease
{
    public bool IsHeld { get; set; } = true;
}
