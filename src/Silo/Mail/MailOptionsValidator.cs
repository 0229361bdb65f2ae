using System.Text;
using Members.Settings;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Reports every invalid mail setting in a sentence that names it.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        // The settings of the server do not matter without one: half-filled, they must not keep Members from starting.
        var checks = string.IsNullOrEmpty(options.Host) ? Common(options) : Common(options).Concat(Server(options));
        var faults = SettingRange.Faults(MailOptions.Section, options)
            .Concat(checks.Where(c => !c.Valid).Select(c => $"{MailOptions.Section}:{c.Fault}"))
            .Concat(MailTemplates.Faults(options).Select(fault => $"{MailOptions.Section}:{fault}"))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<(bool Valid, string Fault)> Common(MailOptions o) =>
    [
        (IsSender(o.From), "From must be one address, such as members@example.org or Members <members@example.org>."),
        (
            !IsSender(o.From) || HasAsciiEnvelope(o.From),
            "From must have only ASCII characters before the @, and a domain that has an ASCII form."),
        (IsOneLine(o.SiteName), "SiteName must be one line of text that is not empty."),
        (Enum.IsDefined(o.Security), "Security must be None, StartTls or Tls."),
    ];

    private static IEnumerable<(bool Valid, string Fault)> Server(MailOptions o)
    {
        var user = !string.IsNullOrEmpty(o.User);
        var password = !string.IsNullOrEmpty(o.Password);
        var file = !string.IsNullOrEmpty(o.PasswordFile);
        return
        [
            (Uri.CheckHostName(o.Host) != UriHostNameType.Unknown, "Host must be a host name or an IP address, without a scheme or port."),
            (
                string.IsNullOrEmpty(o.HeloName) || HeloName.Parse(o.HeloName) is not null,
                "HeloName must be a qualified host name, such as mail.example.org, or an IP address."),
            (!user || password || file, "Password or Members:Mail:PasswordFile must be set when Members:Mail:User is."),
            (user || !(password || file), "User must be set when a password is."),
            (!(password && file), "Password and Members:Mail:PasswordFile must not both be set."),
            (!file || File.Exists(o.PasswordFile), "PasswordFile must name a file that exists."),
            (
                !user || o.Security != MailSecurity.None,
                "Security must be StartTls or Tls when Members:Mail:User is set, or the password would be sent in clear text."),
        ];
    }

    private static bool IsSender(string? text) =>
        IsOneLine(text) && MailboxAddress.TryParse(text, out var sender) && sender.LocalPart.Length > 0 && sender.Domain.Length > 0;

    // SMTPUTF8 is never asked for.
    private static bool HasAsciiEnvelope(string from)
    {
        try
        {
            return Ascii.IsValid(MailboxAddress.Parse(from).GetAddress(idnEncode: true));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsOneLine(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
