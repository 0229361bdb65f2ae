using System.Text;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Registration;
using Members.Leases;
using Members.Outcomes;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One process: the members and the indexes that it has in memory.</summary>
internal sealed class Silo(World world, SortedDictionary<string, PlayedIndex> indexes)
{
    private readonly SortedDictionary<Guid, Activation> _activations = [];

    public CacheValidity Validity { get; } = new(new PermanentLease());

    /// <summary>Does what is asked for: by the member's own handlers, or as the gateway does when a member is named by address.</summary>
    public async Task<IOutcome> CarryOut(Request request) => request.Command switch
    {
        Command.Register => await Exclusive(request.Id, m => Handlers.Use.Register.Register(
            m, new RegisterMember(request.Email, request.Password, ContactInfo.Empty, ProfilePrivacy.Private), new RepeatLimit(), default)),
        Command.Move => await Exclusive(request.Id, m => Handlers.Use.ChangeEmail.Change(m, new ChangeLoginEmail(request.Email, false))),
        Command.MoveVerified => await Exclusive(request.Id, m => Handlers.Use.ChangeEmail.Change(
            m, new ChangeLoginEmail(request.Email, false, Verify: true, World.ProofFor(request.Id)))),
        Command.Undo => await Exclusive(request.Id, m => Handlers.Use.UndoEmailChange.Undo(m, world.UndoLink!)),
        Command.Delete => await Exclusive(request.Id, Handlers.Use.Delete.Delete),
        Command.Login => await Handlers.Grains.GetMembers().Login(new LogIn(request.Email, request.Password)),
        Command.Block => await Handlers.Grains.GetMembers().FindId(request.Email) is { } id
            ? await Member(id).Block(request.Email)
            : Nobody(),
    };

    /// <summary>Reads what there is of members and addresses into memory.</summary>
    public async Task<IOutcome> WarmUp(IEnumerable<char> members, string addresses)
    {
        await Task.WhenAll(members.Select(m => Find(Request.IdOf(m)).Member.Load().AsTask()));
        await Task.WhenAll(addresses.Select(a => Index(Request.KeyOf(a)).Resolve().AsTask()));
        return (Outcome<Done>)Done.Instance;
    }

    public ILoginIndexGrain Index(string key) =>
        indexes.TryGetValue(key, out var index) ? index : indexes[key] = new PlayedIndex(key, world);

    /// <summary>A member as other grains and the gateway call it.</summary>
    public IMemberGrain Member(Guid id) => Played.As<IMemberGrain>((method, arguments) => method.Name == nameof(IMemberGrain.Login)
        ? Login(id, (LogIn)arguments[0]!)
        : Block(id, (EmailAddress)arguments[0]!));

    public bool AreIndexesRight() => indexes.Values.All(i => i.IsRight());

    public void Describe(StringBuilder text)
    {
        text.AppendJoin('|', _activations.Select(a => $"{a.Key}{a.Value}"));
        indexes.Values.ToList().ForEach(i => i.Describe(text));
    }

    private static Outcome<Done> Nobody() => new Refusal.MemberNotFound();

    // A login lets other calls in, and is let in by them.
    private async Task<Outcome<LoggedIn>> Login(Guid id, LogIn command)
    {
        await world.Scheduler.Step(StepKind.Read, $"arrive at {Request.LetterOf(id)}", () => true);
        var member = Find(id).Member;
        var own = world.Fault == PlantedFault.MemberLetsInWhomeverTheIndexSends ? (await member.Load()).Addresses.Login : null;
        var presented = own is null ? command : command with { Email = EmailAddress.Parse(own.Typed) };
        return await Handlers.Use.Login.Login(member, presented, default);
    }

    private Task<Outcome<Done>> Block(Guid id, EmailAddress named) => Exclusive(
        id, m => Handlers.Use.Block.Block(
            m, new BlockMember(world.Fault == PlantedFault.MemberIsBlockedWhoeverWasMeant ? null : named)));

    private async Task<Outcome<T>> Exclusive<T>(Guid id, Func<MemberContext, Task<Outcome<T>>> command)
        where T : class
    {
        await world.Scheduler.Step(StepKind.Read, $"enter {Request.LetterOf(id)}", () => Find(id).IsBusy = true, () => !Find(id).IsBusy);
        var activation = Find(id);
        try
        {
            return await command(activation.Member);
        }
        finally
        {
            activation.IsBusy = false;
        }
    }

    private Activation Find(Guid id)
    {
        if (!_activations.TryGetValue(id, out var activation) || (activation.IsDropped && !activation.IsBusy))
        {
            _activations[id] = activation = new Activation(id, world, this);
        }

        return activation;
    }
}
