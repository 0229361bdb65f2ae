using System.Collections.Immutable;
using Members.Accounts;
using Members.ApiKeys;

namespace Members.Directory;

/// <summary>Which members to list: those of whom all of it holds.</summary>
/// <param name="Status">Members of this status only; null for all.</param>
/// <param name="Email">A canonical address, or the start of one when <paramref name="EmailIsPrefix"/>; null for all.</param>
/// <param name="EmailIsPrefix">Whether <paramref name="Email"/> is the start of an address.</param>
/// <param name="Limit">The size of a page, 1 to 100.</param>
/// <param name="After">Where the previous page ended; null for the first.</param>
[GenerateSerializer, Immutable, Alias("members.MemberQuery")]
public sealed record MemberQuery(MemberStatus? Status, string? Email, bool EmailIsPrefix, int Limit, PageMark? After)
{
    /// <summary>Members of this status too; null for none.</summary>
    [Id(5)]
    public MemberStatus? OrStatus { get; init; }

    /// <summary>Members whose address has this in it, in its canonical form; null for all.</summary>
    [Id(6)]
    public string? EmailPart { get; init; }

    /// <summary>Whether the newest come first.</summary>
    [Id(7)]
    public bool NewestFirst { get; init; }

    /// <summary>
    /// Members in whose address, first name, last name or nickname each word of this stands, whatever its case and accents; null for all.
    /// A silo of a version that does not know this, or a field below, lists members as if it were null, until it is replaced.
    /// </summary>
    [Id(8)]
    public string? Text { get; init; }

    /// <summary>Members whose address is verified, or not; null for all.</summary>
    [Id(9)]
    public bool? EmailVerified { get; init; }

    /// <summary>Members who registered then or later; null for all.</summary>
    [Id(10)]
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Members who registered before; null for all.</summary>
    [Id(11)]
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Members who logged in on the day of this time (UTC) or later; null for all.</summary>
    [Id(12)]
    public DateTimeOffset? LoggedInFrom { get; init; }

    /// <summary>Members who neither registered at this time or later, nor logged in on its day (UTC) or later; null for all.</summary>
    [Id(13)]
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>Whether only members are listed who have never logged in.</summary>
    [Id(14)]
    public bool NeverLoggedIn { get; init; }

    /// <summary>Whether it asks for more than status and address.</summary>
    public bool Searches() => Text is not null || EmailVerified is not null || CreatedFrom is not null || CreatedBefore is not null
        || LoggedInFrom is not null || IdleSince is not null || NeverLoggedIn;
}

/// <summary>A position in the list, which is ordered by creation and then by id.</summary>
[GenerateSerializer, Immutable, Alias("members.PageMark")]
public sealed record PageMark(DateTimeOffset CreatedAt, Guid Id);

/// <summary>A page of members.</summary>
/// <param name="Members">The members.</param>
/// <param name="Next">Where the next page starts; null on the last.</param>
[GenerateSerializer, Immutable, Alias("members.MemberPage")]
public sealed record MemberPage(ImmutableArray<MemberView> Members, PageMark? Next);

/// <summary>Lists what is in the store. It is a stateless worker and runs on the silo that is called.</summary>
[Alias("members.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>A page of the members who hold their login address.</summary>
    [Alias("ListMembers")]
    Task<MemberPage> ListMembers(MemberQuery query);

    /// <summary>
    /// A page of the members who hold their login address, from an offset on. The database passes over the members before it without
    /// reading their records. So a member whose record cannot be read counts, though no page has them.
    /// </summary>
    /// <param name="offset">How many members to pass over, from 0. The time that it takes grows with it: bound it.</param>
    /// <param name="query">Which members. An offset goes on from <see cref="MemberQuery.After"/>.</param>
    [Alias("ListMembersFrom")]
    Task<MemberPage> ListMembersFrom(int offset, MemberQuery query);

    /// <summary>All API keys.</summary>
    [Alias("ListApiKeys")]
    Task<ApiKeyList> ListApiKeys();

    /// <summary>Reads from the store, to check that it responds.</summary>
    [Alias("Probe")]
    Task Probe();
}
