using System.Collections.Immutable;
using Members.Accounts;
using Members.Grains.Accounts;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>A member as the model knows them. <c>CodeUsed</c> is null when there is no code of a verified move.</summary>
internal sealed record Person(
    MemberStatus Status = MemberStatus.None,
    bool IsDeleted = false,
    char Login = '-',
    string Reserved = "",
    bool HasPassword = false,
    bool? CodeUsed = null)
{
    public static readonly Person Nobody = new();

    public bool Exists => Status != MemberStatus.None;

    public static Person Of(MemberRecord record) => new(
        record.Status,
        record.DeletedAt is not null,
        record.Addresses.Login?.Canonical[0] ?? '-',
        string.Concat(record.Addresses.Reserved.Select(r => r.Login.Canonical[0])),
        record.Credentials.Password is not null,
        record.Verification is { } verification ? verification.UsedAt is not null : null);

    public override string ToString() => $"{Status}{(IsDeleted ? "!" : "")}{Login}{Reserved}{(HasPassword ? "p" : "")}{CodeUsed}";
}

/// <summary>What the service is for its callers: everybody at once, and each request in one instant.</summary>
internal sealed class Model(ImmutableSortedDictionary<char, Person> people)
{
    /// <summary>Equal texts are equal models.</summary>
    public string Text { get; } = string.Join(' ', people.Select(p => $"{p.Key}:{p.Value}"));

    public (Model Next, Answer Answer) Apply(Request request)
    {
        var (me, address) = (people.GetValueOrDefault(request.Member, Person.Nobody), request.Address);
        return request.Command switch
        {
            Command.Register when me.IsDeleted => (this, Answer.Refused),
            Command.Register when me.Exists => (this, me.Login == address ? Answer.Done : Answer.Refused),
            Command.Register => Take(request, new Person(MemberStatus.Active, Login: address, HasPassword: true)),

            Command.Move or Command.MoveVerified or Command.Delete when !me.Exists => (this, Answer.NoMember),
            Command.MoveVerified when me.CodeUsed is null => (this, Answer.Refused),
            Command.Move or Command.MoveVerified when me.Login == address => (this, Answer.Done),
            Command.MoveVerified when me.CodeUsed is true => (this, Answer.Refused),
            Command.Move => Take(request, Moved(me, address)),
            Command.MoveVerified => Take(request, Moved(me, address) with { Reserved = Moved(me, address).Reserved + me.Login, CodeUsed = true }),

            Command.Undo when me.Status == MemberStatus.Active && me.Reserved.Contains(address) =>
                (With(request.Member, new Person(MemberStatus.Active, Login: address, Reserved: me.Reserved[..me.Reserved.IndexOf(address)])), Answer.Done),
            Command.Undo => (this, Answer.Refused),
            Command.Delete => (With(request.Member, new Person(IsDeleted: true)), Answer.Done),

            Command.Block when WhoLogsIn(address) is { } other => (With(other, people[other] with { Status = MemberStatus.Blocked, CodeUsed = null }), Answer.Done),
            Command.Block => (this, Answer.NoMember),
            Command.Login when WhoLogsIn(address) != request.Member || !me.HasPassword => (this, Answer.WrongPassword),
            Command.Login => (this, me.Status == MemberStatus.Blocked ? Answer.IsBlocked : Answer.Done),
        };
    }

    /// <summary>Whether another member than this one owns the address.</summary>
    public bool IsTaken(char address, char member) =>
        people.Any(p => p.Key != member && (p.Value.Login == address || p.Value.Reserved.Contains(address)));

    private static Person Moved(Person me, char to) => me with { Login = to, Reserved = me.Reserved.Replace($"{to}", "", StringComparison.Ordinal) };

    private char? WhoLogsIn(char address) => people.Where(p => p.Value.Login == address).Select(p => (char?)p.Key).SingleOrDefault();

    private (Model Next, Answer Answer) Take(Request request, Person next) =>
        IsTaken(request.Address, request.Member) ? (this, Answer.Taken) : (With(request.Member, next), Answer.Done);

    private Model With(char member, Person next) => new(people.SetItem(member, next));
}
