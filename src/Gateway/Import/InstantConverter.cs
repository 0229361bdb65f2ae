using Members.Gateway.Json;

namespace Members.Gateway.Import;

/// <summary>Reads times as the API does, and writes them to the tenth of a microsecond, so that an export loses nothing.</summary>
internal sealed class InstantConverter : UtcTimeConverter
{
    protected override string Format => "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";
}
