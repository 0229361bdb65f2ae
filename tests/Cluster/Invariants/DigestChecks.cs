using System.Globalization;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>An approver is told of everybody who waits, and the count in the mail is the length of the list (contract I20).</summary>
internal sealed class DigestChecks(LoadContext context, Approver approver)
{
    // A silo looks every ten seconds, for applications that are some seconds old; a mail that failed is sent again after a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();

    /// <summary>Waits for a mail that says how many wait. Somebody must have applied since this was made.</summary>
    public async Task Expect(int waiting)
    {
        // A mail that was written before they did is followed by one that counts them.
        int? told = null;
        var isTold = await Eventually.Within(Patience, async () =>
        {
            await Task.Delay(Pause);
            told = CountOf(approver.Mails.FirstOrDefault(m => m.At >= _start));
            return told == waiting;
        });
        if (!isTold)
        {
            context.Journal.Violate(
                "I20", $"the list has {waiting} who wait; {(told is null ? "no mail has come" : $"the newest mail says {told}")}");
        }
    }

    private static int? CountOf(ReceivedMail? mail) =>
        int.TryParse(mail?.Subject.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
