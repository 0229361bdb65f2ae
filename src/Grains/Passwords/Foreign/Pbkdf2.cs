using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Members.Grains.Passwords.Foreign;

/// <summary>PBKDF2 (RFC 8018), with a salt and a digest of any length: <c>$pbkdf2-sha256$i=600000,l=32$salt$digest</c>.</summary>
/// <param name="function">The hash function: <c>sha1</c> to <c>sha512</c>.</param>
/// <param name="iterations">How often.</param>
/// <param name="salt">The salt.</param>
/// <param name="length">The bytes of the digest.</param>
internal sealed class Pbkdf2(string function, int iterations, byte[] salt, int length) : HashSetting
{
    private const string IterationsName = "the number of iterations";

    private static readonly string[] Functions = ["sha1", "sha224", "sha256", "sha384", "sha512"];

    /// <inheritdoc/>
    public override string Scheme => "pbkdf2";

    /// <inheritdoc/>
    public override bool IsSlow => iterations >= HashLimits.SlowIterations;

    /// <summary>
    /// The canonical form, in which <c>l</c> may be left out, and passlib's, which has a bare number of iterations. passlib leaves out
    /// <c>-sha1</c>.
    /// </summary>
    /// <param name="text">What follows the name.</param>
    /// <param name="name">The name with the function.</param>
    public static ParsedHash Parse(string text, string name)
    {
        var fields = new HashFields(text);
        string? declared = null;
        int iterations;
        if (text.StartsWith("i=", StringComparison.Ordinal))
        {
            var costs = fields.Parameters("i", "l");
            iterations = Iterations(fields, costs.GetValueOrDefault("i"));
            declared = costs.GetValueOrDefault("l");
        }
        else
        {
            iterations = Iterations(fields, fields.Next());
        }

        var salt = fields.Bytes("the salt");
        var function = name.IndexOf('-', StringComparison.Ordinal) is var at and > 0 ? name[(at + 1)..] : "sha1";
        return Make(fields, function, iterations, salt, fields.Digest(), declared);
    }

    /// <summary>Django: <c>pbkdf2_sha256$600000$salt$digest</c>, whose salt is text.</summary>
    public static ParsedHash ParseDjango(string text)
    {
        var fields = new HashFields(text);
        var function = fields.Next()["pbkdf2_".Length..];
        var iterations = Iterations(fields, fields.Next());
        var salt = Encoding.UTF8.GetBytes(fields.Next());
        return Make(fields, function, iterations, salt, fields.Digest());
    }

    /// <summary>MediaWiki: <c>:pbkdf2:sha512:30000:64:salt:digest</c>.</summary>
    public static ParsedHash ParseMediaWiki(string text)
    {
        var fields = new HashFields(text[":pbkdf2:".Length..], ':');
        var function = fields.Next();
        var iterations = Iterations(fields, fields.Next());
        var length = fields.Next();
        return Make(fields, function, iterations, fields.Bytes("the salt"), fields.Digest(), length);
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        return function == "sha224"
            ? Sha224(bytes)
            : Rfc2898DeriveBytes.Pbkdf2(bytes, salt, iterations, new HashAlgorithmName(function.ToUpperInvariant()), length);
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => string.Create(
        CultureInfo.InvariantCulture,
        $"$pbkdf2-{function}$i={iterations},l={length}${RawBase64.Of(salt)}${RawBase64.Of(digest)}");

    private static int Iterations(HashFields fields, string? digits) =>
        fields.Number(digits, IterationsName, 1, HashLimits.MostIterations);

    private static ParsedHash Make(
        HashFields fields, string function, int iterations, byte[] salt, byte[] digest, string? declaredLength = null)
    {
        fields.RefuseIf(!Functions.Contains(function), HashFault.Unknown);
        var parts = fields.Fault is null ? ((digest.Length - 1) / DigestFunction.Of(function).Length) + 1 : 1;
        fields.RefuseIf(
            (long)iterations * parts > HashLimits.MostIterationsOfAll,
            HashFault.TooExpensive("the number of iterations for all of its digest", HashLimits.MostIterationsOfAll));
        if (declaredLength is not null)
        {
            fields.Digest(digest, fields.Number(
                declaredLength, "the length of the digest", HashLimits.ShortestDigest, HashLimits.LongestDigest));
        }

        return fields.Make(() => new ForeignHash(new Pbkdf2(function, iterations, salt, digest.Length), digest));
    }

    // The framework has no SHA-224.
    private byte[] Sha224(byte[] password)
    {
        var generator = new Pkcs5S2ParametersGenerator(new Sha224Digest());
        generator.Init(password, salt, iterations);
        return ((KeyParameter)generator.GenerateDerivedMacParameters(length * 8)).GetKey();
    }
}
