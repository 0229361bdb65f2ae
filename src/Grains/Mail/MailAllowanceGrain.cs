using Microsoft.Extensions.Options;

namespace Members.Grains.Mail;

/// <summary>How many set-password mails a site may still send: whoever makes it send thousands ruins its name with other mail servers.</summary>
[Alias("members.IMailAllowanceGrain")]
internal interface IMailAllowanceGrain : IGrainWithStringKey
{
    /// <summary>How long it is until another mail may be sent; null when it may be now.</summary>
    [Alias("Wait")]
    Task<TimeSpan?> Wait();

    /// <summary>Counts one mail.</summary>
    [Alias("Count")]
    Task Count();
}

/// <summary>
/// Keeps the count in memory: it bounds a flood, it is no account. A silo that dies takes it along, and the hour begins anew.
/// </summary>
[GrainType("mail-allowance")]
internal sealed class MailAllowanceGrain(TimeProvider clock, IOptions<MembersOptions> options) : Grain, IMailAllowanceGrain
{
    private readonly HourlyCount _sent = new();

    /// <inheritdoc/>
    public Task<TimeSpan?> Wait() => Task.FromResult(_sent.WaitBelow(options.Value.SetPasswordMailsPerHourOfSite, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task Count()
    {
        _sent.Add(clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
