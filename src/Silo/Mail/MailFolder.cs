namespace Members.Silo.Mail;

/// <summary>Where mails are written when there is no mail server.</summary>
/// <param name="Path">The folder; made when the first mail comes.</param>
internal sealed record MailFolder(string Path)
{
    /// <summary>The folder <c>mail</c> in the data directory.</summary>
    public static MailFolder In(IConfiguration configuration) =>
        new(System.IO.Path.GetFullPath(System.IO.Path.Combine(configuration["Members:DataDirectory"] is { Length: > 0 } data ? data : "data", "mail")));
}
