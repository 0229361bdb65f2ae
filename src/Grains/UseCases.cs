using Members.Grains.AccountDeletion;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Confirmation;
using Members.Grains.Digest;
using Members.Grains.EmailChange;
using Members.Grains.Emails;
using Members.Grains.Import;
using Members.Grains.Invitations;
using Members.Grains.Login;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.PasswordChange;
using Members.Grains.Registration;
using Members.Grains.SignUp;
using Members.Grains.Staff;
using Members.Grains.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Grains;

/// <summary>
/// The handlers of use cases that need something of the silo; the others are static. None has a state of its own. And what counts them.
/// </summary>
internal sealed record UseCases(
    RegisterHandler Register,
    CreateMemberHandler Create,
    TransferHandler Transfers,
    ConfirmRegistrationHandler ConfirmRegistration,
    ResendCodeHandler ResendCode,
    ApplyAgainHandler ApplyAgain,
    ApproveHandler Approve,
    BlockHandler Block,
    DeleteHandler Delete,
    ApplicationsHandler Applications,
    ApplicantHandler Applicants,
    ConsentsHandler Consents,
    LoginHandler Login,
    ChangeEmailHandler ChangeEmail,
    UndoEmailChangeHandler UndoEmailChange,
    SendLinkHandler SendLink,
    SetPasswordHandler SetPassword,
    ChangePasswordHandler ChangePassword,
    ConfirmPasswordHandler ConfirmPassword,
    AccountDeletionHandler AccountDeletion,
    ApproverMailHandler ApproverMail,
    UpkeepHandler Upkeep,
    LoginMetrics Logins,
    RegistrationMetrics Registrations);

internal static class UseCasesExtensions
{
    /// <summary>Adds the handlers and what they share.</summary>
    public static IServiceCollection AddMembersUseCases(this IServiceCollection services) => services
        .AddSingleton<UseCases>()
        .AddSingleton<MemberServices>()
        .AddSingleton<OwnerChanges>()
        .AddSingleton<VerificationCodeMail>()
        .AddSingleton<MemberMails>()
        .AddSingleton<MailRetries>()
        .AddSingleton<FailedMails>()
        .AddSingleton<ConfirmationCodes>()
        .AddSingleton<PasswordAttempts>()
        .AddSingleton<NewPasswords>()
        .AddSingleton<SitePolicy>()
        .AddSingleton<UsableInvitations>()
        .AddSingleton<InvitationMail>()
        .AddSingleton<Approvers>()
        .AddSingleton<LeaveGuard>()
        .AddSingleton<Submissions>()
        .AddSingleton<RegisterHandler>()
        .AddSingleton<CreateMemberHandler>()
        .AddSingleton<TransferHandler>()
        .AddSingleton<ApplyAgainHandler>()
        .AddSingleton<ApproveHandler>()
        .AddSingleton<BlockHandler>()
        .AddSingleton<DeleteHandler>()
        .AddSingleton<ApplicationsHandler>()
        .AddSingleton<ApplicantHandler>()
        .AddSingleton<ConsentsHandler>()
        .AddSingleton<ConfirmRegistrationHandler>()
        .AddSingleton<ResendCodeHandler>()
        .AddSingleton<LoginHandler>()
        .AddSingleton<ChangeEmailHandler>()
        .AddSingleton<UndoEmailChangeHandler>()
        .AddSingleton<SendLinkHandler>()
        .AddSingleton<SetPasswordHandler>()
        .AddSingleton<ChangePasswordHandler>()
        .AddSingleton<ConfirmPasswordHandler>()
        .AddSingleton<AccountDeletionHandler>()
        .AddSingleton<ApproverMailHandler>()
        .AddSingleton<UpkeepHandler>()
        .AddSingleton<LoginMetrics>()
        .AddSingleton<RegistrationMetrics>();
}
