using System.Security.Cryptography;
using System.Text;

namespace Members.Gateway.Pages;

/// <summary>
/// A file that pages load: a style sheet, a script, a picture. Its address has its digest, so that browsers may keep it for ever.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its content type.</param>
/// <param name="Content">Its content.</param>
internal sealed record Asset(string Name, string Type, ReadOnlyMemory<byte> Content)
{
    /// <summary>Its address from the root of the site on.</summary>
    public string Path { get; } = $"assets/{Convert.ToHexStringLower(SHA256.HashData(Content.Span))[..12]}/{Name}";

    public static Asset Of(string name, string type, string text) => new(name, type, Encoding.UTF8.GetBytes(text));

    public static Asset Of(string name, string type, byte[] content) => new(name, type, content);
}
