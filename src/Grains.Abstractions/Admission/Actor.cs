namespace Members.Admission;

/// <summary>What kind of actor decided or asked something.</summary>
[Alias("members.ActorKind")]
public enum ActorKind
{
    /// <summary>Members itself: a time was over.</summary>
    System = 0,

    /// <summary>A member with a role.</summary>
    Member = 1,

    /// <summary>A caller with an API key.</summary>
    Key = 2,

    /// <summary>An admission rule.</summary>
    Rule = 3,

    /// <summary>An invitation.</summary>
    Invitation = 4,
}

/// <summary>Who did something to an application.</summary>
/// <param name="Kind">What kind of actor it is.</param>
/// <param name="Id">The id of the member, key, rule or invitation; null for the system.</param>
/// <param name="Name">The name of that time: a key can be renamed, and a member deleted.</param>
[GenerateSerializer, Immutable, Alias("members.Actor")]
public sealed record Actor(ActorKind Kind, string? Id, string Name)
{
    /// <summary>Members itself.</summary>
    public static Actor System { get; } = new(ActorKind.System, null, "Members");
}
