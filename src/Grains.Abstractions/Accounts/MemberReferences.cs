namespace Members.Accounts;

/// <summary>
/// Makes references to members' grains. A grain factory looks the interface up by reflection for each reference that it makes, which is a
/// tenth of a session check; what it finds is the same for all of them.
/// </summary>
internal static class MemberReferences
{
    /// <summary>The type of members' grains. Part of every running cluster: never change it.</summary>
    public const string TypeName = "member";

    private static readonly GrainType Type = GrainType.Create(TypeName);

    private static volatile Found? _found;

    /// <summary>The id of a member's grain.</summary>
    public static GrainId IdOf(Guid member) => GrainId.Create(Type, GrainIdKeyExtensions.CreateGuidKey(member));

    /// <summary>The grain of a member.</summary>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="member">The member.</param>
    public static IMemberGrain Of(IGrainFactory grains, Guid member)
    {
        if (_found is { } found)
        {
            return (IMemberGrain)grains.GetGrain(GrainId.Create(found.Grain, GrainIdKeyExtensions.CreateGuidKey(member)), found.Interface);
        }

        var made = grains.GetGrain<IMemberGrain>(member);
        if (made is GrainReference reference)
        {
            _found = new Found(reference.GrainId.Type, reference.InterfaceType);
        }

        return made;
    }

    private sealed record Found(GrainType Grain, GrainInterfaceType Interface);
}
