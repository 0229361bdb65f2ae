using System.Collections.Immutable;

namespace Members.Accounts;

/// <summary>What a member tells about themself when registering. Everything is optional; limits are in <see cref="ContactInfoRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("members.ContactInfo")]
public sealed record ContactInfo
{
    /// <summary>Nothing of it: what people tell about themselves belongs into no log.</summary>
    public override string ToString() => "contact info";

    /// <summary>Nothing told.</summary>
    public static ContactInfo Empty { get; } = new();

    /// <summary>First name.</summary>
    [Id(0)]
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    [Id(1)]
    public string? LastName { get; init; }

    /// <summary>An http(s) address of a picture. Members never fetches it.</summary>
    [Id(2)]
    public string? Picture { get; init; }

    /// <summary>Contact addresses: not checked for ownership, never used for login.</summary>
    [Id(3)]
    public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>Telephone numbers as typed.</summary>
    [Id(4)]
    public ImmutableArray<string> Phones { get; init; } = [];

    /// <summary>The site's own labels.</summary>
    [Id(5)]
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>An IETF BCP 47 language tag such as <c>de-DE</c>.</summary>
    [Id(6)]
    public string? Locale { get; init; }

    /// <summary>The site's own fields.</summary>
    [Id(7)]
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>What the member is called on the site.</summary>
    [Id(8)]
    public string? Nickname { get; init; }
}

/// <summary>A field of the site's own: a name and exactly one value, whose kind is kept.</summary>
[GenerateSerializer, Immutable, Alias("members.CustomField")]
public sealed record CustomField
{
    /// <summary>The field's name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>A text.</summary>
    [Id(1)]
    public string? StrValue { get; init; }

    /// <summary>A number.</summary>
    [Id(2)]
    public double? NumValue { get; init; }

    /// <summary>A point in time.</summary>
    [Id(3)]
    public DateTimeOffset? DateValue { get; init; }
}
