using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Gateway.Import;

/// <summary>
/// How lines of the file <c>members/1</c> are read and written. Names in any script stay readable: the file is no web page.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 24,
    Converters = [typeof(InstantConverter), typeof(RawJsonConverter)])]
[JsonSerializable(typeof(MemberLine))]
[JsonSerializable(typeof(EndLine))]
internal sealed partial class MemberLineJson : JsonSerializerContext
{
    /// <summary>How lines are written.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
