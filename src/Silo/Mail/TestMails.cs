using Members.Accounts;
using Members.Grains.Mail;
using Members.Mail;

namespace Members.Silo.Mail;

/// <summary>Sends a mail with sample values past the queue, so that whoever asks learns what the mail server says.</summary>
internal sealed class TestMails(MailPreviews previews, MailComposer composer, IMailTransport transport, TimeProvider clock) : ITestMails
{
    // Shorter than the mail server may take for a mail that waits in an outbox: somebody looks at a page.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task<TestedMail?> Send(string mail, string language, string recipient)
    {
        if (previews.Sample(mail, language) is not { } sample)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var composed = composer.Compose(sample with { EntryId = MemberId.New(), To = recipient });
            composed.Message.Subject = $"[Test] {composed.Message.Subject}";
            await transport.Send(composed, patience.Token);
            return new TestedMail(transport.Destination, Refusal: null);
        }
        catch (OperationCanceledException)
        {
            return new TestedMail(transport.Destination, DeliveryFailure.Reason(new TimeoutException()));
        }
        catch (Exception failure)
        {
            return new TestedMail(transport.Destination, DeliveryFailure.InOneLine(DeliveryFailure.Reason(failure)));
        }
    }
}
