namespace Members.Grains.Storage;

/// <summary>
/// The record uses an invitation that has no use left. The statement failed as a whole: nothing was written (contract I21).
/// </summary>
internal sealed class InvitationUsedUpException : Exception
{
    public InvitationUsedUpException()
        : base("The invitation has no use left.")
    {
    }

    public InvitationUsedUpException(Exception cause)
        : base("The invitation has no use left.", cause)
    {
    }
}
