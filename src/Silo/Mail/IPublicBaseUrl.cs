namespace Members.Silo.Mail;

/// <summary>
/// Where members reach the site from outside. It comes from configuration, never from a request: a forged Host header
/// would otherwise choose where a mailed link leads.
/// </summary>
internal interface IPublicBaseUrl
{
    /// <summary>An absolute http or https address, perhaps with a path.</summary>
    Uri Value { get; }
}
