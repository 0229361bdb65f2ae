using Members.Clustering;

namespace Members.Gateway.Pages;

/// <summary>
/// The site's language, for visitors who ask for none that there are texts in. It is asked for at most every few seconds: a page must not
/// wait for the cluster to say in which language the cluster does not answer.
/// </summary>
internal sealed class SiteLanguage(IGrainFactory grains)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(1);

    private volatile Known? _known;

    /// <summary>Its tag; null while nobody has told.</summary>
    public async ValueTask<string?> Read()
    {
        if (_known is { } known && TimeProvider.System.GetElapsedTime(known.At) < Lifetime)
        {
            return known.Tag;
        }

        string? tag = null;
        try
        {
            tag = (await grains.SiteSettings().SignupPolicy().AsTask().WaitAsync(Patience, TimeProvider.System)).Admission?.DefaultLanguage;
        }
        catch (Exception)
        {
            // The page itself will meet the same fault and say so.
        }

        _known = new Known(tag, TimeProvider.System.GetTimestamp());
        return tag;
    }

    private sealed record Known(string? Tag, long At);
}
