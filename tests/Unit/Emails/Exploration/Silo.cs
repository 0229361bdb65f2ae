using System.Text;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Confirmation;
using Members.Grains.EmailChange;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Login;
using Members.Grains.Mailing;
using Members.Grains.Registration;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One process: the real handlers, over the activations and indexes that it has in memory.</summary>
internal sealed class Silo
{
    private readonly World _world;
    private readonly SortedDictionary<Guid, Activation> _activations = [];
    private readonly IGrainFactory _grains;
    private readonly MemberServices _services;
    private readonly RegisterHandler _register;
    private readonly ChangeEmailHandler _change;
    private readonly UndoEmailChangeHandler _undo;
    private readonly LoginHandler _login;

    public Silo(World world)
    {
        _world = world;
        Validity = new CacheValidity(new PermanentLease());
        _grains = Played.As<IGrainFactory>((method, arguments) => Grain(method.GetGenericArguments()[0], arguments[0]!));
        var mail = new VerificationCodeMail(World.Codes);
        var mails = new MemberMails(mail);
        var codes = new ConfirmationCodes(World.Codes, mail, mails, _grains);
        _register = new RegisterHandler(world.Hashing, codes, new ConfirmRegistrationHandler(world.Hashing, codes, _grains), _grains);
        _change = new ChangeEmailHandler(codes, mails);
        _undo = new UndoEmailChangeHandler(mails);
        var attempts = new PasswordAttempts(world.Hashing, _grains, NullLogger<PasswordAttempts>.Instance);
        _login = new LoginHandler(attempts, world.Hashing, NullLogger<LoginHandler>.Instance);
        _services = new MemberServices(
            Validity, null!, new OwnerChanges(_grains, NullLogger<OwnerChanges>.Instance), World.Audit, world, _grains, World.Clock, World.Options);
    }

    public CacheValidity Validity { get; }

    public SortedDictionary<char, PlayedIndex> Indexes { get; init; } = [];

    public async Task<IOutcome> CarryOut(Request request) => request.Command switch
    {
        Command.Register => await Exclusive(request.Id, m => _register.Register(
            m, new RegisterMember(request.Email, request.Password, ContactInfo.Empty, ProfilePrivacy.Private), new RepeatLimit(), default)),
        Command.Move => await Exclusive(request.Id, m => _change.Change(m, new ChangeLoginEmail(request.Email, RevokeCurrentSessions: false))),
        Command.MoveVerified => await Exclusive(request.Id, m => _change.Change(
            m, new ChangeLoginEmail(request.Email, RevokeCurrentSessions: false, Verify: true, World.ProofFor(request.Id)))),
        Command.Undo => await Exclusive(request.Id, m => _undo.Undo(m, _world.UndoLink!)),
        Command.Delete => await Exclusive(request.Id, DeleteHandler.Delete),
        Command.Login => await _grains.Login(new LogIn(request.Email, request.Password)),
        Command.Block => await Block(request.Email),
    };

    /// <summary>Reads a member into memory.</summary>
    public Task Load(Guid id) => Find(id).Member.Load().AsTask();

    public PlayedIndex Index(char address)
    {
        if (!Indexes.TryGetValue(address, out var index))
        {
            Indexes[address] = index = new PlayedIndex(address, _world);
        }

        return index;
    }

    public void Describe(StringBuilder text)
    {
        foreach (var (id, activation) in _activations)
        {
            text.Append(id).Append(activation).Append('|');
        }

        foreach (var index in Indexes.Values)
        {
            index.Describe(text);
        }
    }

    // As the gateway does.
    private async Task<IOutcome> Block(EmailAddress email) => await _grains.FindMember(email) is { } id
        ? await _grains.GetGrain<IMemberGrain>(id).Block(email)
        : Outcome(new Refusal.MemberNotFound());

    private static Outcome<Done> Outcome(Refusal refusal) => refusal;

    private object Grain(Type type, object key) =>
        type == typeof(ILoginIndexGrain) ? Index(World.AddressOf((string)key))
        : type == typeof(IMemberGrain) ? Played.As<IMemberGrain>((method, arguments) => Call((Guid)key, method.Name, arguments[0]!))
        : type == typeof(ISiteSettingsGrain) ? Played.As<ISiteSettingsGrain>((_, _) => new ValueTask<SignupPolicy>(new SignupPolicy(SignupApproval.Automatic, RequireEmailVerification: false)))
        : Played.As<ILoginAttemptsGrain>((method, _) => method.Name == nameof(ILoginAttemptsGrain.Take) ? Task.FromResult<TimeSpan?>(null) : Task.CompletedTask);

    private object Call(Guid id, string method, object argument) => method switch
    {
        nameof(IMemberGrain.Login) => Interleaved(id, (LogIn)argument),
        nameof(IMemberGrain.Block) => Exclusive(
            id, m => BlockHandler.Block(m, _world.Fault == PlantedFault.BlocksWhoeverTheIndexNames ? null : (EmailAddress)argument)),
        _ => throw new NotSupportedException(method),
    };

    private async Task<Outcome<LoggedIn>> Interleaved(Guid id, LogIn command)
    {
        await _world.Scheduler.Step($"arrive at {Request.LetterOf(id)}", () => true);
        var member = Find(id).Member;
        var login = (await member.Load()).Addresses.Login;
        return await _login.Login(
            member, _world.Fault == PlantedFault.LoginTrustsTheIndex && login is not null ? command with { Email = EmailAddress.Parse(login.Typed) } : command, default);
    }

    private async Task<Outcome<T>> Exclusive<T>(Guid id, Func<MemberContext, Task<Outcome<T>>> command)
        where T : class
    {
        await _world.Scheduler.Step($"enter {Request.LetterOf(id)}", () => Find(id).IsBusy = true, () => !Find(id).IsBusy);
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
            _activations[id] = activation = new Activation(id, _world, _services, this);
        }

        return activation;
    }
}
