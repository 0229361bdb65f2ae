namespace Members.Silo.Mail;

/// <summary>
/// The address under which members reach the site. It comes from configuration and never from a request, or a forged Host
/// header would decide where a mailed link leads.
/// </summary>
internal interface IPublicBaseUrl
{
    /// <summary>An absolute http or https address, optionally with a path.</summary>
    Uri Value { get; }

    /// <summary>Whether staff find the console there.</summary>
    bool HasConsole { get; }
}
