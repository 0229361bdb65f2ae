using Members.Directory;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Microsoft.AspNetCore.WebUtilities;

namespace Members.Gateway.Admin.People;

/// <summary>
/// Which members a list shows, and what of them, as its address says: a view that somebody wants again is its address. The names are those
/// of the API, which has no columns.
/// </summary>
internal sealed record PeopleFilter
{
    private const string Oldest = "oldest";

    /// <summary>Words of an address or a name, or a member id.</summary>
    public string? Text { get; init; }

    /// <summary>The name of a status.</summary>
    public string? Status { get; init; }

    public string? EmailVerified { get; init; }

    public string? LastLogin { get; init; }

    /// <summary>The first day of registration.</summary>
    public string? RegisteredFrom { get; init; }

    /// <summary>The last day of registration.</summary>
    public string? RegisteredUntil { get; init; }

    /// <summary>Whether the oldest come first.</summary>
    public bool IsOldestFirst { get; init; }

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>What is shown of each member beside the name; null for what usually is.</summary>
    public IReadOnlyList<PeopleColumn>? Chosen { get; init; }

    /// <summary>What is shown of each member beside the name.</summary>
    public IReadOnlyList<PeopleColumn> Columns => Chosen ?? PeopleColumn.Usual;

    /// <summary>What narrows the list, beside the status: by the name in the address.</summary>
    public IEnumerable<(string Name, string Value)> Narrowing =>
        Named().Where(f => f.Name is not ("status" or "order" or "columns" or "cursor"));

    /// <summary>Everybody, in the same order and columns.</summary>
    public PeopleFilter Cleared => new() { IsOldestFirst = IsOldestFirst, Chosen = Chosen };

    /// <summary>What the address says. What was left empty filters nothing.</summary>
    public static PeopleFilter Of(IQueryCollection query)
    {
        return new()
        {
            Text = Given("q"),
            Status = Given("status"),
            EmailVerified = Given("emailVerified"),
            LastLogin = Given("lastLogin"),
            RegisteredFrom = Given("registeredFrom"),
            RegisteredUntil = Given("registeredUntil"),
            IsOldestFirst = query["order"] == Oldest,
            Cursor = Given("cursor"),
            Chosen = PeopleColumn.Read(query["columns"]),
        };

        string? Given(string name) => string.IsNullOrWhiteSpace(query[name]) ? null : query[name].ToString().Trim();
    }

    /// <summary>The query of the directory.</summary>
    public MemberQuery Read(int limit, DateTimeOffset now, RequestReader reader)
    {
        var named = Named().ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        return MemberListing.Read(named.GetValueOrDefault, now, limit, reader) with { NewestFirst = !IsOldestFirst };
    }

    /// <summary>The address of this list, or of a page below it, from the root of the site on.</summary>
    public string Address(string path = "admin/members") =>
        QueryHelpers.AddQueryString(path, Named().Select(f => KeyValuePair.Create(f.Name, (string?)f.Value)));

    /// <summary>What the API is asked for the same list.</summary>
    public string Call() => QueryHelpers.AddQueryString("/v1/members", Named()
        .Where(f => f.Name is not ("columns" or "order"))
        .Concat(IsOldestFirst ? [] : [("order", "newest")])
        .Select(f => KeyValuePair.Create(f.Item1, (string?)f.Item2)));

    /// <summary>The same without one of the filters, from the beginning.</summary>
    public PeopleFilter Without(string name) => name switch
    {
        "q" => this with { Text = null, Cursor = null },
        "emailVerified" => this with { EmailVerified = null, Cursor = null },
        "lastLogin" => this with { LastLogin = null, Cursor = null },
        "registeredFrom" => this with { RegisteredFrom = null, Cursor = null },
        "registeredUntil" => this with { RegisteredUntil = null, Cursor = null },
        _ => this with { Status = null, Cursor = null },
    };

    private IEnumerable<(string Name, string Value)> Named()
    {
        (string Name, string? Value)[] all =
        [
            ("q", Text), ("status", Status), ("emailVerified", EmailVerified), ("lastLogin", LastLogin),
            ("registeredFrom", RegisteredFrom), ("registeredUntil", RegisteredUntil), ("order", IsOldestFirst ? Oldest : null),
            ("columns", Chosen is { } chosen ? string.Join(',', chosen.Select(c => c.Name)) : null), ("cursor", Cursor),
        ];
        return all.Where(f => f.Value is not null).Select(f => (f.Name, f.Value!));
    }
}
