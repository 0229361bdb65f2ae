using Members.Grains.Verification;
using Members.Secrets;

namespace Members.Grains.Mail;

/// <summary>The secret that a mail carries: a link's token or a code. It is never stored with the mail.</summary>
/// <param name="Link">The token of its link.</param>
/// <param name="Code">Its code.</param>
/// <param name="CodeDigest">What is stored of the code.</param>
internal sealed record MailSecret(OpaqueToken? Link, EmailCode? Code = null, CodeDigest? CodeDigest = null)
{
    /// <summary>Of a mail without a secret.</summary>
    public static readonly MailSecret None = new(Link: null);
}
