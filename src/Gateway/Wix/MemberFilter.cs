using System.Text.Json;
using Members.Accounts;
using Members.Emails;

namespace Members.Gateway.Wix;

/// <summary>A filter of Wix's Members API: the equality of each that is not null.</summary>
/// <param name="Ids">The members, by <c>id</c> or a list of them (<c>$in</c>).</param>
/// <param name="Status">The status.</param>
/// <param name="Email">A canonical address.</param>
internal sealed record MemberFilter(IReadOnlyList<Guid>? Ids, MemberStatus? Status, string? Email)
{
    private const int MostIds = 1000;

    /// <summary>No filter.</summary>
    public static MemberFilter All { get; } = new(null, null, null);

    /// <summary>Reads a filter; null for what is no filter that is understood.</summary>
    public static MemberFilter? Read(JsonElement? filter)
    {
        if (filter is not { } asked || asked.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return All;
        }

        return asked.ValueKind == JsonValueKind.Object
            ? asked.EnumerateObject().Aggregate((MemberFilter?)All, (read, property) => read?.With(property.Name, property.Value))
            : null;
    }

    private MemberFilter? With(string name, JsonElement value)
    {
        var (values, isList) = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$in", out var list)
            ? (Texts(list), true)
            : ([Text(value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$eq", out var equal) ? equal : value)], false);
        if (values is null || values.Contains(null))
        {
            return null;
        }

        return (name, isList) switch
        {
            ("id", _) when values.All(v => Json.Ids.TryParse(v, out _)) => this with { Ids = [.. values.Select(Guid.Parse!).Distinct()] },
            ("status", false) when MemberStatuses.FindByWixName(values[0]) is { } status => this with { Status = status },
            ("loginEmail", false) when EmailAddress.TryParse(values[0], out var address) => this with { Email = address.Canonical },
            _ => null,
        };
    }

    private static string?[]? Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() is > 0 and <= MostIds
            ? [.. list.EnumerateArray().Select(Text)]
            : null;

    // An unpaired surrogate is valid JSON but not valid text.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
