using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Accounts;

/// <summary>What members say about themselves. Everything is optional, within the limits of <see cref="ContactInfoRules"/>.</summary>
[GenerateSerializer, Immutable, Alias("members.ContactInfo")]
public sealed record ContactInfo
{
    /// <summary>Reveals nothing: personal data must not reach a log.</summary>
    public override string ToString() => "contact info";

    /// <summary>No information.</summary>
    public static ContactInfo Empty { get; } = new();

    /// <summary>First name.</summary>
    [Id(0)]
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    [Id(1)]
    public string? LastName { get; init; }

    /// <summary>The http or https address of a picture. Members never fetches it.</summary>
    [Id(2)]
    public string? Picture { get; init; }

    /// <summary>Contact addresses. They are not verified and cannot be used to log in.</summary>
    [Id(3)]
    public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>Phone numbers as typed.</summary>
    [Id(4)]
    public ImmutableArray<string> Phones { get; init; } = [];

    /// <summary>Labels that the site defines.</summary>
    [Id(5)]
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>An IETF BCP 47 language tag such as <c>de-DE</c>.</summary>
    [Id(6)]
    public string? Locale { get; init; }

    /// <summary>Fields that the site defines.</summary>
    [Id(7)]
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>The name that the member goes by on the site.</summary>
    [Id(8)]
    public string? Nickname { get; init; }

    /// <summary>Members of the stored JSON that this version does not know.</summary>
    [field: NonSerialized]
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; init; }
}

/// <summary>A field that the site defines: a name and exactly one of the values.</summary>
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

    /// <summary>Members of the stored JSON that this version does not know.</summary>
    [field: NonSerialized]
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; init; }
}
