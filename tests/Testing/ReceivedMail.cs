using System.Text;

namespace Members.Tests.Testing;

/// <summary>A mail that a server has taken.</summary>
/// <param name="From">The sender in the envelope.</param>
/// <param name="To">The recipients in the envelope.</param>
/// <param name="Content">The bytes of the message.</param>
/// <param name="IsSecure">Whether it came over TLS.</param>
/// <param name="User">Who had logged in; null for nobody.</param>
/// <param name="At">When it was taken.</param>
public sealed record ReceivedMail(
    string From, IReadOnlyList<string> To, ReadOnlyMemory<byte> Content, bool IsSecure, string? User, DateTimeOffset At)
{
    /// <summary>The message, each byte as a character.</summary>
    public string Text { get; } = Encoding.Latin1.GetString(Content.Span);

    /// <summary>The header <c>Message-Id</c>: the same when a mail was sent twice.</summary>
    public string Id => Text.Split("\r\n").FirstOrDefault(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)) ?? "";
}
