using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Members.Tests.Testing;

/// <summary>What a mail server offers and demands.</summary>
public sealed record MailServerOptions
{
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; null for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Its certificate, for STARTTLS; null for a server without TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether TLS begins with the first byte.</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>The one login without which no mail is taken; null for none.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>What goes wrong.</summary>
    public MailServerFault Fault { get; init; }
}

/// <summary>What goes wrong at a mail server.</summary>
public enum MailServerFault
{
    None,

    /// <summary>Each connection is broken at once.</summary>
    Unreachable,

    /// <summary>Recipients are refused with status 451, their address in the text.</summary>
    RefusedForNow,

    /// <summary>Recipients are refused with status 550, their address in the text.</summary>
    Refused,

    /// <summary>The mail is taken, and the connection breaks before the answer.</summary>
    BrokenBeforeAnswer,

    /// <summary>The mail is not taken, and the answer never comes. When this is over, the connection breaks.</summary>
    NoAnswer,

    /// <summary>The mail is taken and answered, and the connection breaks at QUIT.</summary>
    BrokenAtQuit,

    /// <summary>The mail is taken and answered, and QUIT is never answered.</summary>
    NoAnswerToQuit,
}
