using Members.Grains.Admission;
using Members.Grains.Confirmation;
using Members.Grains.EmailChange;
using Members.Grains.Login;
using Members.Grains.MemberSessions;
using Members.Grains.OAuth;
using Members.Grains.PasswordChange;
using Members.Grains.Registration;
using Members.Grains.Upkeep;

namespace Members.Grains;

/// <summary>Everything that a member can be asked: one handler a use case, without state of their own.</summary>
internal sealed record UseCases(
    RegisterHandler Register,
    ConfirmRegistrationHandler ConfirmRegistration,
    ResendCodeHandler ResendCode,
    CreateMemberHandler Create,
    DeleteHandler Delete,
    LoginHandler Login,
    TicketHandler Tickets,
    ApproveHandler Approve,
    BlockHandler Block,
    ChangeEmailHandler ChangeEmail,
    UndoEmailChangeHandler UndoEmailChange,
    SendLinkHandler SendLink,
    SetPasswordHandler SetPassword,
    ChangePasswordHandler ChangePassword,
    SessionsHandler Sessions,
    TokensHandler Tokens,
    UpkeepHandler Upkeep);
