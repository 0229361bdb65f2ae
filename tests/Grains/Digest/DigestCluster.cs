using System.Globalization;
using Members.Accounts;
using Members.Clustering;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Digest;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Staff;
using Members.Grains.Storage;
using Members.Staff;
using Members.Tests.Grains.Hosting;
using MembersCluster = Members.Tests.Grains.Hosting.MembersCluster;

namespace Members.Tests.Grains.Digest;

/// <summary>
/// A cluster whose staff and queue are a test's own, and the words in which the tests speak of mails to approvers. Its own sweep looks at
/// the queue too, every ten seconds: no test may rely on being the only one who looks.
/// </summary>
public sealed class DigestCluster() : MembersCluster(new World(), new Dictionary<string, string>())
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(30), Second = TimeSpan.FromSeconds(1);

    internal IDigestGrain Digest => Grains.GetGrain<IDigestGrain>(LoginKey.DefaultSite);

    internal Task<DigestRecord> StoredDigest => Stored<DigestRecord>(StateNames.Digest, Digest);

    /// <summary>Nobody waits, nobody has a role, and nobody was told anything.</summary>
    internal async Task Begin()
    {
        Directory.Waiting = [];
        await Dismiss();
        await Overwrite<DigestRecord>(StateNames.Digest, Digest, _ => new DigestRecord());
        await Forget(Digest);
    }

    /// <summary>Takes all roles away, those of the last owner too.</summary>
    internal async Task Dismiss()
    {
        await Overwrite<StaffRecord>(StateNames.Staff, Grains.Staff(), _ => new StaffRecord());
        await Forget(Grains.Staff());
    }

    /// <summary>A member with roles.</summary>
    internal async Task<Guid> Appoint(StaffRoles roles)
    {
        var member = await Register();
        (await Grains.Staff().Assign(member.Id, roles)).Done();
        return member.Id;
    }

    /// <summary>Lets people apply now, and time pass until their applications have settled.</summary>
    internal void Apply(int count = 1)
    {
        Directory.Waiting = [.. Directory.Waiting, .. Enumerable.Range(0, count).Select(_ => Applicant(Now))];
        Clock.Advance(DigestRules.Settling);
    }

    /// <summary>Looks, and sends what is due to a member.</summary>
    /// <returns>The mails that were sent, each of which has left.</returns>
    internal async Task<IReadOnlyList<MailJob>> Told(Guid member)
    {
        await Digest.Look();
        return await Sent(member);
    }

    /// <inheritdoc cref="Told"/>
    internal async Task<IReadOnlyList<MailJob>> Sent(Guid member)
    {
        var before = Mail.Of(member).Count;
        await Upkeep(member).Settle();
        var sent = Mail.Of(member).Skip(before).ToList();
        foreach (var mail in sent)
        {
            await Upkeep(member).MailSent(mail.EntryId, mail.Attempt);
        }

        return sent;
    }

    /// <summary>The mails in a member's outbox.</summary>
    internal async Task<IReadOnlyList<Guid>> Waiting(Guid member) => [.. (await StoredMember(member)).Outbox.Select(e => e.Id)];

    private static MemberRecord Applicant(DateTimeOffset at)
    {
        var id = MemberId.New();
        var email = EmailAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"a{id:N}@example.com"));
        return new MemberRecord
        {
            Id = id,
            Status = MemberStatus.Pending,
            CreatedAt = at,
            Addresses = new Addresses { Login = LoginEmail.Of(email) },
        };
    }
}
