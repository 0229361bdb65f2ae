using System.Collections.Immutable;
using Members.Accounts;
using Members.Admission;
using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Digest;
using Members.Grains.EmailChange;
using Members.Grains.Import;
using Members.Grains.Login;
using Members.Grains.MemberSessions;
using Members.Grains.OAuth;
using Members.Grains.PasswordChange;
using Members.Grains.Profiles;
using Members.Grains.Registration;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Import;
using Members.Mail;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Members.SignUp;
using Members.Verification;
using Microsoft.Extensions.Logging;

namespace Members.Grains;

/// <summary>One member: forwards each call to the use case that answers it.</summary>
[GrainType(MemberReferences.TypeName)]
internal sealed partial class MemberGrain
    : Grain, IMemberGrain, IMemberTokensGrain, IMemberVerificationGrain, IMemberUpkeepGrain, IMemberApplicationsGrain,
        IMemberConsentsGrain, IApproverMailGrain, IMemberMailsGrain, IMemberTransferGrain, IDisposable
{
    private readonly MemberContext _member;
    private readonly UseCases _use;
    private readonly SessionChecks _checks;
    private readonly RepeatLimit _repeats = new();
    private readonly SemaphoreSlim _settingPassword = new(1, 1);
    private readonly ILogger<MemberGrain> _logger;

    public MemberGrain(
        [PersistentState(StateNames.Member, StateNames.Provider)] IPersistentState<MemberRecord> state,
        MemberServices services,
        UseCases use,
        ILogger<MemberGrain> logger)
    {
        (_use, _logger) = (use, logger);
        _member = new MemberContext(this, state, services);
        _checks = new SessionChecks(_member, logger);
    }

    public Task<Outcome<Registered>> Register(RegisterMember command, CancellationToken cancellationToken = default) =>
        _use.Registrations.Count(_use.Register.Register(_member, command, _repeats, cancellationToken));

    public Task<Outcome<Registered>> FinishRegistration(EmailProof proof) =>
        _use.Registrations.Count(_use.ConfirmRegistration.Confirm(_member, proof));

    public Task<Outcome<Done>> SendCodeAgain() => _use.ResendCode.Resend(_member);

    public Task<Outcome<MemberView>> Create(CreateMember command) => _use.Create.Create(_member, command);

    public Task<Outcome<Done>> Import(ImportMember command) => _use.Transfers.Import(_member, command);

    public Task<bool> IsFree() => TransferHandler.IsFree(_member);

    public Task<bool> InviteImported(Guid run) => _use.Transfers.Invite(_member, run);

    public Task<bool> UndoImport(Guid run) => _use.Transfers.Undo(_member, run);

    public Task<Outcome<Done>> Delete() => _use.Delete.Delete(_member);

    public Task<Outcome<LoggedIn>> Login(LogIn command, CancellationToken cancellationToken = default) =>
        _use.Logins.Count(_use.Login.Login(_member, command, cancellationToken));

    public Task<Outcome<OpaqueToken>> IssueSessionTicket(EmailAddress? named = null) => TicketHandler.Issue(_member, named);

    public Task<Outcome<OpaqueToken>> SignOn(EmailAddress? named = null) => TicketHandler.SignOn(_member, named);

    public Task<Outcome<OpaqueToken>> Approve(EmailAddress? named = null) => _use.Approve.Approve(_member, named);

    public Task<Outcome<OpaqueToken>> ApproveWithToken(OpaqueToken token) => _use.Approve.ApproveWithToken(_member, token);

    public Task<Outcome<Done>> Block(EmailAddress? named = null) => _use.Block.Block(_member, new BlockMember(named));

    public Task<Outcome<Done>> BlockWith(BlockMember command) => _use.Block.Block(_member, command);

    public Task<Outcome<ApplicationDecided>> Decide(DecideApplication command) => _use.Applications.Decide(_member, command);

    public Task<Outcome<ApplicationDecided>> UndoDecision() => ApplicationsHandler.Undo(_member);

    public Task<Outcome<ApplicationDecided>> AddNote(string text) => ApplicationsHandler.Note(_member, text);

    public Task<Outcome<ApplicationDecided>> Ask(string text) => _use.Applications.Ask(_member, text);

    public Task<Outcome<ApplicationDecided>> Claim(bool release) => ApplicationsHandler.Claim(_member, release);

    public Task<Outcome<OwnApplication>> Mine(OpaqueToken token) => _use.Applicants.Mine(_member, token);

    public Task<Outcome<OwnApplication>> Reply(OpaqueToken token, string text) => _use.Applicants.Reply(_member, token, text);

    public Task<Outcome<OwnApplication>> ChangeAnswers(OpaqueToken token, ImmutableSortedDictionary<string, string> answers) =>
        _use.Applicants.ChangeAnswers(_member, token, answers);

    public Task<Outcome<Done>> Withdraw(OpaqueToken token) => _use.Applicants.Withdraw(_member, token);

    public Task<Outcome<Registered>> ApplyAgain(RegisterMember command, CancellationToken cancellationToken = default) =>
        _use.ApplyAgain.Apply(_member, command, cancellationToken);

    public Task<Outcome<MemberConsents>> ListConsents() => _use.Consents.List(_member);

    public Task<Outcome<MemberConsents>> GiveConsents(ImmutableSortedDictionary<string, string> versions) =>
        _use.Consents.Give(_member, versions);

    public Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command) => _use.ChangeEmail.Change(_member, command);

    public Task<Outcome<MemberView>> VerifyEmail() => VerifyEmailHandler.Verify(_member);

    public Task<Outcome<Done>> UndoEmailChange(OpaqueToken token) => _use.UndoEmailChange.Undo(_member, token);

    public Task<Outcome<Done>> InspectUndoToken(OpaqueToken token) => UndoEmailChangeHandler.Inspect(_member, token);

    public Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage) =>
        _use.SendLink.Send(_member, email, hideIgnoreMessage);

    public Task<Outcome<Done>> InspectSetPasswordToken(OpaqueToken token) => SetPasswordHandler.Inspect(_member, token);

    public Task<Outcome<PasswordSet>> SetPassword(SetPassword command, CancellationToken cancellationToken = default) =>
        _use.SetPassword.Set(_member, command, _settingPassword, cancellationToken);

    public Task<Outcome<Done>> ChangePassword(ChangePassword command, CancellationToken cancellationToken = default) =>
        _use.ChangePassword.Change(_member, command, cancellationToken);

    public Task<Outcome<Done>> ConfirmPassword(Guid session, PlainPassword password, CancellationToken cancellationToken = default) =>
        _use.ConfirmPassword.Confirm(_member, session, password, cancellationToken);

    public Task<Outcome<RequestedDeletion>> RequestDeletion(RequestDeletion command, CancellationToken cancellationToken = default) =>
        _use.AccountDeletion.Request(_member, command, cancellationToken);

    public Task<Outcome<MemberView>> UpdateProfile(UpdateProfile command) => UpdateProfileHandler.Update(_member, command);

    public Task<OwnAccount?> Own() => UpdateProfileHandler.Own(_member);

    public Task<Outcome<OpenedSession>> OpenSession(OpaqueToken ticket, SessionOrigin origin) =>
        SessionsHandler.Open(_member, ticket, origin);

    public ValueTask<LiveSession?> CheckSession(OpaqueToken token) => _checks.Check(token);

    public Task<IReadOnlyList<SessionView>> ListSessions() => SessionsHandler.List(_member);

    public Task EndSession(Guid session) => SessionsHandler.End(_member, session);

    public Task EndAllSessions() => SessionsHandler.EndAll(_member);

    public Task EndOtherSessions(Guid kept) => SessionsHandler.EndAll(_member, kept);

    public Task EndClientSessions(Guid client) => TokensHandler.EndOf(_member, client);

    public Task<Outcome<OpaqueToken>> Authorize(Authorize command) => TokensHandler.Authorize(_member, command);

    public Task<Outcome<IssuedTokens>> RedeemCode(RedeemCode command) => TokensHandler.RedeemCode(_member, command);

    public Task<Outcome<IssuedTokens>> Refresh(RefreshTokens command) => TokensHandler.Refresh(_member, command);

    public Task<Outcome<IssuedTokens>> OpenFor(OpenFor command) => TokensHandler.OpenFor(_member, command);

    public Task Revoke(OpaqueToken token, Guid client) => TokensHandler.Revoke(_member, token, client);

    public async Task<MemberView?> Find() => await _member.Find() is { } record ? MemberViews.Of(record) : null;

    public Task<IReadOnlyList<MemberEvent>?> ListEvents(int limit) => _member.ListEvents(limit);

    public Task Settle() => _use.Upkeep.Settle(_member);

    public Task<ImmutableArray<WaitingMail>> ListWaiting() => UpkeepHandler.ListWaiting(_member);

    public Task<Outcome<TriedMails>> TryNow() => _use.Upkeep.TryNow(_member);

    public Task TellWaiting(Guid entry) => _use.ApproverMail.Tell(_member, entry);

    public Task MailSent(Guid entry, int attempt) => UpkeepHandler.MailEnded(_member, entry);

    public Task MailRefused(Guid entry) => UpkeepHandler.MailEnded(_member, entry);

    /// <summary>Stores the buffered events, so that they outlive the activation. Best effort: the log has them already.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await _member.StoreEvents();
        }
        catch (Exception failure)
        {
            LogEventsNotStored(failure);
        }

        await base.OnDeactivateAsync(reason, cancellationToken);
    }

    public void Dispose() => _settingPassword.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last audit events of a member could not be stored.")]
    private partial void LogEventsNotStored(Exception failure);
}
