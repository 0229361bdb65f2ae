using System.Collections.Concurrent;
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

/// <summary>What the service is for its callers: who owns which address, and each request in one instant.</summary>
internal sealed class Model
{
    private static readonly ConcurrentDictionary<string, Model> All = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Request, (Model Next, Answer Answer)> _applied = new();
    private readonly ImmutableSortedDictionary<char, Person> _people;

    private Model(ImmutableSortedDictionary<char, Person> people) => _people = people;

    /// <summary>The one model of these people.</summary>
    public static Model Of(ImmutableSortedDictionary<char, Person> people) => All.GetOrAdd(TextOf(people), _ => new Model(people));

    public (Model Next, Answer Answer) Apply(Request request) => _applied.GetOrAdd(request, Decide);

    public override string ToString() => TextOf(_people);

    private static string TextOf(ImmutableSortedDictionary<char, Person> people) =>
        string.Join(' ', people.Select(p => $"{p.Key}:{p.Value}"));

    private (Model Next, Answer Answer) Decide(Request request)
    {
        var (me, address) = (_people.GetValueOrDefault(request.Member, Person.Nobody), request.Address);
        var moved = me with { Login = address, Reserved = me.Reserved.Replace($"{address}", "", StringComparison.Ordinal) };
        return request.Command switch
        {
            Command.Register when me.IsDeleted => (this, Answer.Refused),
            Command.Register when me.Exists => (this, me.Login == address ? Answer.Done : Answer.Refused),
            Command.Register => Take(request, new Person(MemberStatus.Active, Login: address, HasPassword: true)),

            Command.Move or Command.MoveVerified or Command.Delete when !me.Exists => (this, Answer.NoMember),
            Command.MoveVerified when me.CodeUsed is null => (this, Answer.Refused),
            Command.Move or Command.MoveVerified when me.Login == address => (this, Answer.Done),
            Command.MoveVerified when me.CodeUsed is true => (this, Answer.Refused),
            Command.Move => Take(request, moved),
            Command.MoveVerified => Take(request, moved with { Reserved = moved.Reserved + me.Login, CodeUsed = true }),

            Command.Undo when me.Status == MemberStatus.Active && me.Reserved.Contains(address) =>
                With(request.Member, new Person(me.Status, Login: address, Reserved: me.Reserved[..me.Reserved.IndexOf(address)])),
            Command.Undo => (this, Answer.Refused),
            Command.Delete => With(request.Member, new Person(IsDeleted: true)),

            Command.Block when WhoLogsIn(address) is { } member =>
                With(member, _people[member] with { Status = MemberStatus.Blocked, CodeUsed = null }),
            Command.Block => (this, Answer.NoMember),
            Command.Login when WhoLogsIn(address) != request.Member || !me.HasPassword => (this, Answer.WrongPassword),
            Command.Login => (this, me.Status == MemberStatus.Blocked ? Answer.IsBlocked : Answer.Done),
        };
    }

    private char? WhoLogsIn(char address) => _people.Where(p => p.Value.Login == address).Select(p => (char?)p.Key).SingleOrDefault();

    private (Model Next, Answer Answer) Take(Request request, Person next) =>
        _people.Any(p => p.Key != request.Member && (p.Value.Login == request.Address || p.Value.Reserved.Contains(request.Address)))
            ? (this, Answer.Taken)
            : With(request.Member, next);

    private (Model Next, Answer Answer) With(char member, Person next) => (Of(_people.SetItem(member, next)), Answer.Done);
}
