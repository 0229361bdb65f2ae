using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace Members.Silo.Mail;

/// <summary>Whether a mail server that refuses will always refuse (RFC 5321, 4.2.1), and refuses this mail rather than all.</summary>
/// <remarks>
/// What the operator can mend is tried again, as if it were temporary: while a login, the sender or the permission to relay is wrong, no
/// mail is lost (contract I11).
/// </remarks>
internal static partial class SmtpRefusal
{
    /// <summary>Whether the mail is to be given up.</summary>
    /// <param name="refused">The refusal.</param>
    /// <param name="recipientAccepted">Whether the recipient had been accepted before, so that the mail itself is refused.</param>
    public static bool IsForGood(SmtpCommandException refused, bool recipientAccepted)
    {
        var aboutMail = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted => true,

            // The sender is the same for all mails.
            SmtpErrorCode.SenderNotAccepted => false,

            // The answer to DATA, or, before there is a recipient, the greeting or the answer to EHLO.
            SmtpErrorCode.UnexpectedStatusCode => recipientAccepted,
        };
        return aboutMail && IsPermanent((int)refused.StatusCode) && !IsAboutServer(EnhancedCode(refused), refused.ErrorCode);
    }

    /// <summary>The enhanced status code (RFC 3463), such as 5.1.1; null when there is none.</summary>
    public static string? EnhancedCode(SmtpCommandException refused) =>
        Enhanced().Match(refused.Message) is { Success: true } match ? match.Value : null;

    /// <summary>The status with its enhanced code: digits alone, because servers like to repeat the recipient's address.</summary>
    public static string Status(SmtpCommandException refused)
    {
        var enhanced = EnhancedCode(refused);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)refused.StatusCode}{(enhanced is null ? "" : " ")}{enhanced}");
    }

    // Not those about the conversation or the login: unknown or misplaced commands (500 to 504 but 501, which is about the address),
    // no mail server (521), logins (530 to 538), parameters (555). Nor a full mailbox, which empties (552; RFC 5321, 4.5.3.1.10).
    private static bool IsPermanent(int status) =>
        status is >= 500 and < 600 and not (500 or 502 or 503 or 504 or 521 or (>= 530 and <= 538) or 552 or 555);

    // A full mailbox, the state of the server, and before the mail was seen what it permits: mostly relaying.
    private static bool IsAboutServer(string? enhanced, SmtpErrorCode code) =>
        enhanced is not null
        && (enhanced == "5.2.2"
            || enhanced.StartsWith("5.3.", StringComparison.Ordinal)
            || (enhanced.StartsWith("5.7.", StringComparison.Ordinal) && code != SmtpErrorCode.MessageNotAccepted));

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?!\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Enhanced();
}

/// <summary>The mail server refuses a mail for good.</summary>
/// <param name="refused">The refusal.</param>
internal sealed class MailRefusedException(SmtpCommandException refused) : Exception("The mail server refuses the mail for good.", refused);
