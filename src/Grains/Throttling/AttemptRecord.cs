using System.Collections.Immutable;

namespace Members.Grains.Throttling;

/// <summary>
/// What was tried at one address lately, whether or not a member has it. In memory the record is exact. It is stored when
/// a budget is used up, and when the activation goes; so ordinary slips of the finger cost no write, and a silo that dies
/// takes at most the free tries' count with it.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.AttemptRecord")]
internal sealed record AttemptRecord
{
    /// <summary>The version of this shape.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>Tries since the last right password, by who made them.</summary>
    [Id(1)]
    public ImmutableArray<Tries> Tries { get; init; } = [];

    /// <summary>When set-password mails were asked for within the last hour, oldest first.</summary>
    [Id(2)]
    public ImmutableArray<DateTimeOffset> Mails { get; init; } = [];
}

/// <summary>How often somebody has tried.</summary>
/// <param name="Budget">Whose tries: a <see cref="Throttling.Budget"/>.</param>
/// <param name="Count">How many, since the last success.</param>
/// <param name="LastAt">When the last one was let through.</param>
/// <param name="BeforeAt">When the one before was: the last one may be given back.</param>
[GenerateSerializer, Immutable, Alias("members.Tries")]
internal sealed record Tries(string Budget, int Count, DateTimeOffset LastAt, DateTimeOffset? BeforeAt = null);
