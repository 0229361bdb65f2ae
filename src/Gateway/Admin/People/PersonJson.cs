using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Json;

namespace Members.Gateway.Admin.People;

/// <summary>A member as the API answers them, for people to read.</summary>
internal static class PersonJson
{
    private static readonly JsonSerializerOptions Indented = new(GatewayJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the page encodes it
    };

    public static string Of(MemberView member) => JsonSerializer.Serialize(MemberBody.Of(member), Indented.GetTypeInfo(typeof(MemberBody)));

    /// <summary>The value of a field that the site defines.</summary>
    public static string? Of(CustomField field) =>
        field.StrValue
        ?? field.NumValue?.ToString(CultureInfo.InvariantCulture)
        ?? field.DateValue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
