using Members.Mail;
using Orleans.Concurrency;

namespace Members.Grains.Mail;

/// <summary>Lets processes that send no mail show what mails look like. A stateless worker: it runs where it is called.</summary>
[StatelessWorker, Reentrant, GrainType("mail-preview")]
internal sealed class MailPreviewGrain(IMailPreviews previews) : Grain, IMailPreviewGrain
{
    /// <inheritdoc/>
    public ValueTask<MailOverview> Overview() => new(previews.Overview());

    /// <inheritdoc/>
    public ValueTask<PreviewedMail?> Preview(string name, string language) => new(previews.Preview(name, language));
}
