using System.Text.Json.Serialization;
using Members.Gateway.Account.Deletion;
using Members.Gateway.Admission;
using Members.Gateway.ApiKeys;
using Members.Gateway.Authentication;
using Members.Gateway.Consents;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Import.Runs;
using Members.Gateway.Invitations;
using Members.Gateway.OAuth;
using Members.Gateway.Passwords;
using Members.Gateway.Sessions;
using Members.Gateway.Settings;
using Members.Gateway.SignUp;
using Members.Gateway.Staff;
using Members.Gateway.Wix;

namespace Members.Gateway.Json;

/// <summary>
/// Every body that is read or written, serialized by generated code. Reading is strict where leniency would hide attacks: no
/// duplicate members, no numbers in quotes, shallow nesting (ASVS 5.0, 1.5.3). Unknown members are ignored.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    AllowDuplicateProperties = false,
    MaxDepth = 24,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(BeginImportRequest))]
[JsonSerializable(typeof(ImportRowsRequest))]
[JsonSerializable(typeof(CheckRowsRequest))]
[JsonSerializable(typeof(TryPasswordRequest))]
[JsonSerializable(typeof(TryPasswordAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(ImportsAnswer))]
[JsonSerializable(typeof(ImportRowsAnswer))]
[JsonSerializable(typeof(ImportedRowsAnswer))]
[JsonSerializable(typeof(ExportAnswer))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RegisterAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(ApproveRequest))]
[JsonSerializable(typeof(BlockRequest))]
[JsonSerializable(typeof(ChangeLoginEmailRequest))]
[JsonSerializable(typeof(SendSetPasswordEmailRequest))]
[JsonSerializable(typeof(SendSetPasswordEmailAnswer))]
[JsonSerializable(typeof(PasswordAdviceAnswer))]
[JsonSerializable(typeof(GenerateSessionTokenRequest))]
[JsonSerializable(typeof(ApplySessionTokenRequest))]
[JsonSerializable(typeof(ApplySessionTokenAnswer))]
[JsonSerializable(typeof(SessionsAnswer))]
[JsonSerializable(typeof(IntrospectionRequest))]
[JsonSerializable(typeof(IntrospectionAnswer))]
[JsonSerializable(typeof(SetPasswordRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(DeleteAccountRequest))]
[JsonSerializable(typeof(DeleteAccountAnswer))]
[JsonSerializable(typeof(SettingsBody))]
[JsonSerializable(typeof(CreateApiKeyRequest))]
[JsonSerializable(typeof(CreateApiKeyAnswer))]
[JsonSerializable(typeof(ApiKeysAnswer))]
[JsonSerializable(typeof(MembersAnswer))]
[JsonSerializable(typeof(MemberAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(ApplicationsAnswer))]
[JsonSerializable(typeof(ApplicationAnswer))]
[JsonSerializable(typeof(QueueSummaryAnswer))]
[JsonSerializable(typeof(DecidedAnswer))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(NoteRequest))]
[JsonSerializable(typeof(ClaimRequest))]
[JsonSerializable(typeof(ConsentsRequest))]
[JsonSerializable(typeof(ConsentsAnswer))]
[JsonSerializable(typeof(CreateInvitationsRequest))]
[JsonSerializable(typeof(InvitationsAnswer))]
[JsonSerializable(typeof(WixBulkRequest))]
[JsonSerializable(typeof(WixBulkAnswer))]
[JsonSerializable(typeof(StaffRequest))]
[JsonSerializable(typeof(StaffAnswer))]
[JsonSerializable(typeof(StaffPersonAnswer))]
[JsonSerializable(typeof(MemberWithRolesAnswer))]
[JsonSerializable(typeof(BlockDecisionRequest))]
[JsonSerializable(typeof(ApplicantRequest))]
[JsonSerializable(typeof(ReplyRequest))]
[JsonSerializable(typeof(ChangeAnswersRequest))]
[JsonSerializable(typeof(OwnApplicationAnswer))]
[JsonSerializable(typeof(ShownFormAnswer))]
[JsonSerializable(typeof(FormDefinitionAnswer))]
[JsonSerializable(typeof(ReplaceFormRequest))]
[JsonSerializable(typeof(RulesRequest))]
[JsonSerializable(typeof(RulesAnswer))]
[JsonSerializable(typeof(RuleTrialAnswer))]
[JsonSerializable(typeof(BulkDecisionRequest))]
[JsonSerializable(typeof(BulkDecisionAnswer))]
[JsonSerializable(typeof(TicketAnswer))]
[JsonSerializable(typeof(EmptyAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(CreateMemberRequest))]
[JsonSerializable(typeof(CreateOAuthClientRequest))]
[JsonSerializable(typeof(OAuthClientAnswer))]
[JsonSerializable(typeof(OAuthClientsAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenInfoAnswer))]
[JsonSerializable(typeof(MetadataAnswer))]
[JsonSerializable(typeof(RedirectSessionRequest))]
[JsonSerializable(typeof(RedirectSessionAnswer))]
[JsonSerializable(typeof(IamRegisterRequest))]
[JsonSerializable(typeof(IamLoginRequest))]
[JsonSerializable(typeof(SignOnRequest))]
[JsonSerializable(typeof(SignOnAnswer))]
[JsonSerializable(typeof(IamChangePasswordRequest))]
[JsonSerializable(typeof(ValidateEmailRequest))]
[JsonSerializable(typeof(ValidateEmailAnswer))]
[JsonSerializable(typeof(RecoveryEmailRequest))]
[JsonSerializable(typeof(ActivationEmailRequest))]
[JsonSerializable(typeof(RecoverRequest))]
[JsonSerializable(typeof(StartVerificationRequest))]
[JsonSerializable(typeof(StartVerificationAnswer))]
[JsonSerializable(typeof(VerifyRequest))]
[JsonSerializable(typeof(StateMachineAnswer))]
[JsonSerializable(typeof(SignOnPolicyMessage))]
[JsonSerializable(typeof(WixMemberAnswer))]
[JsonSerializable(typeof(WixCreateMemberRequest))]
[JsonSerializable(typeof(WixQueryRequest))]
[JsonSerializable(typeof(WixListRequest))]
[JsonSerializable(typeof(WixMembersAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class GatewayJson : JsonSerializerContext;
