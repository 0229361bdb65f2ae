using Members.Gateway.Admin.Health;
using Members.Watch;

namespace Members.Gateway.Admin.Home;

/// <summary>Something that is wrong just now.</summary>
/// <param name="Key">The key of what is said.</param>
/// <param name="Count">How many.</param>
/// <param name="Names">Which, where they have names.</param>
/// <param name="Path">The page that tells more.</param>
internal sealed record Trouble(string Key, int Count, string Names, string Path)
{
    private const string Mails = "admin/mails", System = "admin/system";

    private static readonly TimeSpan Recently = TimeSpan.FromHours(1);

    /// <summary>What is wrong now, as far as the silos tell.</summary>
    public static async Task<IReadOnlyList<Trouble>> Now(IGrainFactory grains)
    {
        var asking = grains.Watch(w => w.Silos());
        var hosts = await SiloAnswers.Answer(() => grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false));
        var left = SiloSheet.Left(hosts ?? [], TimeProvider.System.GetUtcNow() - Recently);
        return Of(await asking, left);
    }

    /// <summary>What is wrong.</summary>
    /// <param name="silos">What the silos tell; null when none could be asked.</param>
    /// <param name="left">The silos that left within the last hour.</param>
    public static IReadOnlyList<Trouble> Of(SiloReports? silos, IReadOnlyList<string> left)
    {
        if (silos is null)
        {
            return [new("NobodyTells", 0, "", System)];
        }

        var full = silos.Reports.Count(r => r.HashQueueLength > 0 && r.HashesWaiting >= r.HashQueueLength);
        Trouble[] all =
        [
            new("MailsFail", silos.Reports.Sum(r => r.MailsFailed), "", Mails),
            new("HashFull", full, "", System),
            new("HashRefused", silos.Reports.Sum(r => r.HashesRefused), "", System),
            new("SiloLeft", left.Count, string.Join(", ", left), System),
            new("SiloSilent", silos.Silent.Length, string.Join(", ", silos.Silent), System),
        ];
        return [.. all.Where(t => t.Count > 0)];
    }
}
