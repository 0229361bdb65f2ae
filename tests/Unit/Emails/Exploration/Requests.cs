using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What a caller, or the upkeep, asks of a member.</summary>
/// <param name="Member">Of whom.</param>
/// <param name="Kind">What.</param>
/// <param name="Address">The address it is about; null for upkeep.</param>
internal sealed record Request(Guid Member, RequestKind Kind, EmailAddress? Address)
{
    public override string ToString() => $"{Universe.NameOf(Member)} {Kind} {Address?.Canonical[0]}";

    /// <summary>Runs it as the grain's method does.</summary>
    /// <returns>False when the address is somebody else's.</returns>
    public Task<bool> Run(Activation activation, int number) => Kind switch
    {
        RequestKind.Joins => Requests.Join(activation, Address!, activation.NewOperation(number)),
        RequestKind.Moves => Requests.Move(activation, Address!, Universe.Operation(number), verified: false),
        RequestKind.MovesVerified => Requests.Move(activation, Address!, Universe.Operation(number), verified: true),
        RequestKind.Undoes => Requests.Undo(activation, Address!, Universe.Operation(number)),
        _ => Requests.Sweep(activation),
    };
}

/// <summary>The kinds of requests.</summary>
internal enum RequestKind
{
    Joins,
    Moves,
    MovesVerified,
    Undoes,
    Sweeps,
}

/// <summary>The grain's methods, without what has nothing to do with addresses.</summary>
internal static class Requests
{
    public static MemberRecord NewMember(Guid id, LoginName login, DateTimeOffset now) => new()
    {
        Id = id,
        Status = MemberStatus.Active,
        Login = login,
        CreatedAt = now,
        JoiningSince = now,
    };

    public static async Task<bool> Join(Activation activation, EmailAddress address, Guid operation) =>
        (await activation.Settled()).Exists()
        || await activation.Protocol.Join(NewMember(activation.Id, LoginName.Of(address, operation), activation.Now));

    public static async Task<bool> Move(Activation activation, EmailAddress address, Guid operation, bool verified)
    {
        var record = await activation.Settled();
        if (!record.Exists())
        {
            throw new InvalidOperationException("A member of the scenario has vanished.");
        }

        return record.Login!.Is(address) || await activation.Protocol.Move(
            new Move(
                LoginName.Of(address, operation),
                activation.Now,
                RevokeSessions: false,
                Verified: verified,
                SetAsideBy: record.SetAside.FirstOrDefault(a => a.Login.Is(address))?.Login.Operation),
            activation.Now,
            r => Apply(r, activation.Now));
    }

    /// <summary>Goes back to an address that is set aside; when none is, or another is the login by now, there is nothing to undo.</summary>
    public static async Task<bool> Undo(Activation activation, EmailAddress address, Guid operation)
    {
        var record = await activation.Settled();
        if (record.SetAside.FirstOrDefault(a => a.Login.Is(address)) is not { } aside)
        {
            return record.Login!.Is(address);
        }

        var kept = activation.UndoesUnderTheOldOperation ? aside.Login.Operation : operation;
        var move = new Move(aside.Login with { Operation = kept }, activation.Now, RevokeSessions: true, SetAsideBy: aside.Login.Operation, Undo: aside.Undo);
        var done = await activation.Protocol.Move(move, activation.Now, r => Apply(r, activation.Now));
        await activation.Settled();
        return done;
    }

    /// <summary>What a change or an undo does to the record, as in the grain.</summary>
    public static MemberRecord Apply(MemberRecord record, DateTimeOffset now) => record.Moving!.Undo is null
        ? EmailChangeRules.Apply(record, now, Make.Token(TokenPurpose.UndoEmailChange, record.PasswordVersion + 1))
        : UndoRules.Apply(record, Make.Token(TokenPurpose.SetPassword, record.PasswordVersion + 1), now, TimeSpan.FromHours(3));

    // What is due ends with a write, which drops the notes of what is known to be done.
    public static async Task<bool> Sweep(Activation activation)
    {
        var record = await activation.Settled();
        if (record.Due <= activation.Now)
        {
            await activation.Update<bool>(r => new(r with { }, true));
        }

        return true;
    }
}

/// <summary>The few names that scenarios use.</summary>
internal static class Universe
{
    public static readonly Guid A = new("aaaaaaaa-0000-0000-0000-000000000000");
    public static readonly Guid B = new("bbbbbbbb-0000-0000-0000-000000000000");
    public static readonly EmailAddress X = EmailAddress.Parse("x@example.org");
    public static readonly EmailAddress Y = EmailAddress.Parse("y@example.org");
    public static readonly EmailAddress Z = EmailAddress.Parse("z@example.org");

    public static Guid Operation(int number) => new(number + 1, 0x0b, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Guid Newcomer(int number) => new(number + 1, 0x0c, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static string NameOf(Guid member) => member == A ? "A" : member == B ? "B" : "N";
}
