using Microsoft.Extensions.Options;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Says, in sentences that name the setting, everything that is wrong with the mail settings.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = Common(options).Concat(string.IsNullOrEmpty(options.Host) ? [] : Server(options)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Common(MailOptions o) => Broken(
    [
        (IsSender(o.From), "Members:Mail:From must be one address, such as members@example.org or Members <members@example.org>."),
        (IsOneLine(o.SiteName), "Members:Mail:SiteName must be one line of text that is not empty."),
        (o.Port is >= 1 and <= 65535, $"Members:Mail:Port must be between 1 and 65535, not {o.Port}."),
        (o.Timeout >= TimeSpan.FromSeconds(1) && o.Timeout <= LongestTimeout, $"Members:Mail:Timeout must be between 1 second and 10 minutes, not {o.Timeout}."),
        (Enum.IsDefined(o.Security), "Members:Mail:Security must be None, StartTls or Tls."),
    ]);

    // Only looked at when there is a server: a half-filled section must not keep a first start with a folder from working.
    private static IEnumerable<string> Server(MailOptions o)
    {
        var (user, password, file) = (!string.IsNullOrEmpty(o.User), !string.IsNullOrEmpty(o.Password), !string.IsNullOrEmpty(o.PasswordFile));
        return Broken(
        [
            (Uri.CheckHostName(o.Host) != UriHostNameType.Unknown, "Members:Mail:Host must be a host name or an IP address, without a scheme or port."),
            (!user || password || file, "Members:Mail:Password or Members:Mail:PasswordFile must be set when Members:Mail:User is."),
            (user || !(password || file), "Members:Mail:User must be set when a password is."),
            (!(password && file), "Members:Mail:Password and Members:Mail:PasswordFile must not both be set."),
            (!file || File.Exists(o.PasswordFile), "Members:Mail:PasswordFile must name a file that exists."),
            (!user || o.Security != MailSecurity.None, "Members:Mail:Security must be StartTls or Tls when Members:Mail:User is set: the password would travel in clear text."),
        ]);
    }

    private static IEnumerable<string> Broken((bool Fine, string Fault)[] checks) => checks.Where(c => !c.Fine).Select(c => c.Fault);

    private static bool IsSender(string? text) =>
        IsOneLine(text) && MailboxAddress.TryParse(text, out var sender) && sender.LocalPart.Length > 0 && sender.Domain.Length > 0;

    private static bool IsOneLine(string? text) => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
