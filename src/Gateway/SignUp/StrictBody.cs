using System.Text.Json;
using System.Text.Json.Serialization;
using Members.Gateway.Authentication;

namespace Members.Gateway.SignUp;

/// <summary>
/// A part of a form or a rule, in which nothing is passed over: what is misspelt would make a field that asks less than was meant, or a
/// rule for everybody.
/// </summary>
internal abstract record StrictBody
{
    /// <summary>What is none of its members.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>Refuses what is none of its members.</summary>
    protected void RefuseUnknown(string path, RequestReader reader)
    {
        foreach (var name in Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            reader.Add($"{path}.{name}", "UNKNOWN_FIELD", "There is no such member. Check how it is spelt.");
        }
    }
}
