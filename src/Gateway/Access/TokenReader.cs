using System.Diagnostics.CodeAnalysis;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// Parses the tokens and API keys of requests. Once every good token has a tag (<see cref="TokenTags"/>), those without one are refused
/// here, and no grain is asked.
/// </summary>
internal sealed partial class TokenReader(IGrainFactory grains, TimeProvider clock, ILogger<TokenReader> logger)
{
    // The key never changes while silos run; a gateway may outlive them.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private volatile TokenTags? _tags;
    private long _askedAt = -(long)MaxAge.TotalMilliseconds - 1; // the first token asks, however short the machine has run

    /// <summary>Parses a token of one purpose; false for anything else, and for one that was made up.</summary>
    public bool TryRead(TokenPurpose purpose, ReadOnlySpan<char> text, [NotNullWhen(true)] out OpaqueToken? token) =>
        OpaqueToken.TryParse(purpose, text, out token) && IsAccepted(token);

    /// <summary>Parses an API key, made here or chosen by the operator.</summary>
    public bool TryReadKey(string text, [NotNullWhen(true)] out ApiKeySecret? key) =>
        ApiKeySecret.TryParse(text, out key) && (key.Token is not { } token || IsAccepted(token));

    /// <summary>Whether this cluster made a token, for certain. It may have ended since.</summary>
    public bool IsTagged(OpaqueToken token) => _tags?.Key.Tagged(token) == true;

    private bool IsAccepted(OpaqueToken token)
    {
        Refresh();
        return _tags is not { } tags || !tags.AreRequired(token.Purpose, clock.GetUtcNow()) || tags.Key.Tagged(token);
    }

    // In the background: until the key is known, every well-formed token counts. By the coarse clock, which every token can afford.
    private void Refresh()
    {
        var (askedAt, now) = (Volatile.Read(ref _askedAt), Environment.TickCount64);
        if (now - askedAt > MaxAge.TotalMilliseconds && Interlocked.CompareExchange(ref _askedAt, now, askedAt) == askedAt)
        {
            _ = Ask();
        }
    }

    private async Task Ask()
    {
        try
        {
            // Not as part of the request that happens to be first.
            await Task.Yield();
            _tags = await grains.GetGrain<ITokenTagsGrain>(0).Read().AsTask().WaitAsync(Patience, TimeProvider.System);
        }
        catch (Exception fault)
        {
            LogNotRead(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key of the tags could not be read. It is read again in 30 seconds.")]
    private partial void LogNotRead(Exception fault);
}
