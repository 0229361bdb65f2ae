using Members.Telemetry;
using Microsoft.Extensions.Options;

namespace Members.Grains.Mail;

/// <summary>
/// Limits the set-password mails that a site sends in an hour: a flood of them would ruin its reputation with other mail servers.
/// </summary>
[Alias("members.IMailAllowanceGrain")]
internal interface IMailAllowanceGrain : IGrainWithStringKey
{
    /// <summary>Counts a mail, if it may be sent now.</summary>
    /// <returns>How long to wait instead; null when it may be sent.</returns>
    [Alias("Take")]
    Task<TimeSpan?> Take();
}

/// <summary>
/// Keeps the count in memory, which is enough to bound a flood. When its silo dies, the hour starts again.
/// </summary>
[GrainType("mail-allowance"), CollectionAgeLimit(Hours = 2)]
internal sealed class MailAllowanceGrain(TimeProvider clock, IOptions<MembersOptions> options) : Grain, IMailAllowanceGrain
{
    private readonly HourlyCount _sent = new();

    /// <inheritdoc/>
    public Task<TimeSpan?> Take()
    {
        var now = clock.GetUtcNow();
        var wait = _sent.WaitBelow(options.Value.SetPasswordMailsPerHourOfSite, now);
        if (wait is null)
        {
            _sent.Add(now);
        }

        return Task.FromResult(wait);
    }
}
