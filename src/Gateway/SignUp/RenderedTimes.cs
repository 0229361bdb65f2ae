using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Members.Secrets;

namespace Members.Gateway.SignUp;

/// <summary>
/// The signed time at which a form was rendered: a program that sends forms without reading them has none, or is too fast, or keeps one
/// for ever. No gateway stores anything, and each reads the times of the others, because all derive the key from the cluster's.
/// </summary>
internal sealed partial class RenderedTimes(IGrainFactory grains, TimeProvider clock, ILogger<RenderedTimes> logger)
{
    /// <summary>What nobody fills a form in sooner than, or later than.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(3), Latest = TimeSpan.FromDays(1);

    private const string Use = "members sign-up rendered";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The present time, signed; null when no silo tells the key.</summary>
    public async Task<string?> Now() => await Key() is { } key
        ? Sign(clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), key)
        : null;

    /// <summary>Whether a time is ours, and neither too young nor too old. True when no silo tells the key: people come first.</summary>
    public async Task<bool> IsGood(string? rendered)
    {
        if (await Key() is not { } key)
        {
            return true;
        }

        var time = rendered?.Split('.')[0] ?? "";
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(rendered ?? ""), Encoding.UTF8.GetBytes(Sign(time, key))))
        {
            return false;
        }

        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(time, CultureInfo.InvariantCulture));
        return age >= Soonest && age <= Latest;
    }

    private static string Sign(string time, byte[] key) =>
        $"{time}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(time)))}";

    private async Task<byte[]?> Key()
    {
        try
        {
            var tags = await grains.GetGrain<ITokenTagsGrain>(0).Read().AsTask().WaitAsync(Patience, TimeProvider.System);
            return tags.Key.Derive(Use);
        }
        catch (Exception fault)
        {
            LogNotRead(fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key of the tags could not be read. The form is served without its time.")]
    private partial void LogNotRead(Exception fault);
}
