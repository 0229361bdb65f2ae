using Members.Accounts;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Accounts;

/// <content>Verifying addresses.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Registered>> FinishRegistration(EmailProof proof) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<Done>> SendCodeAgain() => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<Done>> UndoEmailChange(OpaqueToken token) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<Done>> InspectUndoToken(OpaqueToken token) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<MemberView>> Create(CreateMember command) => throw new NotImplementedException();

    /// <inheritdoc/>
    public Task<Outcome<Done>> Delete() => throw new NotImplementedException();
}
