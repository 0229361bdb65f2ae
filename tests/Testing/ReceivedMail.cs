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
    public string Id => Header("Message-Id");

    /// <summary>The header <c>Members-Mail</c>: which of the product's mails it is.</summary>
    public string Kind => Header("Members-Mail");

    /// <summary>The header <c>Subject</c>, as it was sent.</summary>
    public string Subject => Header("Subject");

    private string Header(string name)
    {
        var line = Text.Split("\r\n").FirstOrDefault(l => l.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 1)..].Trim();
    }
}
