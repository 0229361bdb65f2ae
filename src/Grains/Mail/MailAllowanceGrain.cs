using Microsoft.Extensions.Options;

namespace Members.Grains.Mail;

/// <summary>How many set-password mails a site may still send: whoever makes it send thousands ruins its name with other mail servers.</summary>
[Alias("members.IMailAllowanceGrain")]
internal interface IMailAllowanceGrain : IGrainWithStringKey
{
    /// <summary>Counts a mail, if it may be sent now.</summary>
    /// <returns>How long to wait instead; null when it may be sent.</returns>
    [Alias("Take")]
    Task<TimeSpan?> Take();
}

/// <summary>
/// Keeps the count in memory: it bounds a flood, it is no account. A silo that dies takes it along, and the hour begins anew.
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
