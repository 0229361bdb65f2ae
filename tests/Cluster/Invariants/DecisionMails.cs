using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>The mail of a decision is stored with it until it has arrived; that of a decision which was taken back never comes.</summary>
internal sealed class DecisionMails(MailServer mail)
{
    /// <summary>What is wrong with the mails of an applicant.</summary>
    /// <param name="person">The applicant.</param>
    /// <param name="row">The application; read before, since a mail leaves the row when it has arrived.</param>
    public IEnumerable<string> Find(Person person, StoredApplication row)
    {
        var application = person.Application!;

        // Nowhere else: an address that they took over later has got the mails of whoever had applied with it.
        var arrived = mail.To(person.FirstEmail).Select(m => (Name: m.Kind, m.At)).ToList();
        var standing = application.Standing;
        if (application.Possible.Count == 0 && standing[^1].Mail is { } told
            && !row.Outbox.Any(kind => IsSame(kind, told)) && !arrived.Exists(m => m.Name == told))
        {
            yield return $"the mail {told} to {person} is neither stored nor has it arrived";
        }

        // Of two decisions alike one may stand.
        var may = standing.Concat(application.Possible).Select(a => a.Mail).ToHashSet();
        foreach (var (act, since) in application.TakenBack.Where(t => t.Act.Mail is not null && !may.Contains(t.Act.Mail)))
        {
            if (row.Outbox.Any(kind => IsSame(kind, act.Mail!)) || arrived.Exists(m => m.Name == act.Mail && m.At > since))
            {
                yield return $"the mail {act.Mail} to {person} is on its way, and its decision was taken back";
            }
        }
    }

    // applicationApproved and application-approved.
    private static bool IsSame(string kind, string name) => kind.Equals(name.Replace("-", ""), StringComparison.OrdinalIgnoreCase);
}
