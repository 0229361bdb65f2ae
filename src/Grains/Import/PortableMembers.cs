using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Passwords;
using Members.Grains.Passwords.Foreign;
using Members.Import;

namespace Members.Grains.Import;

/// <summary>Members as they come and leave.</summary>
internal static class PortableMembers
{
    /// <summary>The member that an import makes.</summary>
    /// <param name="id">The member's id.</param>
    /// <param name="command">Where they come from.</param>
    /// <param name="password">Their password, as it is stored here; null for none.</param>
    /// <param name="now">The time.</param>
    public static MemberRecord Make(Guid id, ImportMember command, PasswordDigest? password, DateTimeOffset now)
    {
        var from = command.Member;
        var credentials = password is null ? Credentials.None : Credentials.None.Replace(password);
        var made = new MemberRecord
        {
            Id = id,
            Status = from.Status,
            CreatedAt = Past(from.CreatedAt, now) ?? now,
            UpdatedAt = now,
            LastLoginAt = Past(from.LastLoginAt, now),
            Profile = new Profile(from.Contact, from.Privacy, from.ContactId ?? MemberId.New()),
            Addresses = new Addresses { Login = LoginEmail.Of(from.Email), Verified = from.EmailVerified },
            Credentials = credentials,
            Consents = [.. from.Consents.Select(c => new ConsentRecord(c.Key, c.Version, c.At.ToUniversalTime()))],
            Suspension = from is { Status: MemberStatus.Blocked, Block: { } block }
                ? new SuspensionRecord(block.From, block.Until?.ToUniversalTime(), block.Reason, block.TellMember)
                : null,
            Import = new ImportMark(command.Run, command.Row, now, credentials.Version),
        };
        return PortableApplications.AddTo(made, from.Applications, now);
    }

    /// <summary>
    /// The id of a member who comes without one: the same whenever this row is imported again. Two rows that a caller numbers alike are
    /// two people all the same.
    /// </summary>
    public static Guid IdOf(ImportMember command) => command.Member.Id ?? MemberId.Derive(
        "import", FormattableString.Invariant($"{command.Run:N}\n{command.Row}\n{LoginKey.For(command.Member.Email).Value}"));

    // A clock that is ahead, or a time zone that is not told, must not make it seem that they have been here since.
    private static DateTimeOffset? Past(DateTimeOffset? time, DateTimeOffset now) => time < now ? time.Value.ToUniversalTime() : null;

    /// <summary>What of a member leaves: not sessions, tokens, mails, events and devices, nor reserved addresses.</summary>
    public static PortableMember Export(MemberRecord member) => new()
    {
        Id = member.Id,
        Email = EmailAddress.Parse(member.Addresses.Login!.Typed),
        EmailVerified = member.Addresses.Verified,
        Status = member.Status,
        Block = member is { Status: MemberStatus.Blocked, Suspension: { } block }
            ? new PortableBlock(block.From, block.Until, block.Reason, block.IsTold)
            : null,
        CreatedAt = member.CreatedAt,
        LastLoginAt = member.LastLoginAt,
        Password = member.Credentials.Password is { } digest ? OwnHash.Write(digest) : null,
        Contact = member.Profile.Contact,
        Privacy = member.Profile.Privacy,
        ContactId = member.Profile.ContactId,
        Consents = [.. member.Consents.Select(c => new PortableConsent(c.Key, c.Version, c.At))],
        Applications = [.. member.Applications.Select(PortableApplications.Export)],
    };
}
