using System.Globalization;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// Argon2 (RFC 9106) in the PHC string format: <c>$argon2id$v=19$m=65536,t=2,p=1$salt$digest</c>, also <c>argon2i</c> and
/// <c>argon2d</c>. Without <c>v</c> it is version 16, the one before the RFC.
/// </summary>
internal sealed class Argon2 : HashSetting
{
    private const string Prefix = "argon2";

    private readonly string _type;
    private readonly int _version, _memory, _passes, _lanes, _length;
    private readonly byte[] _salt;

    private Argon2(string type, int version, (int Memory, int Passes, int Lanes) costs, byte[] salt, int length)
    {
        (_type, _version, _salt, _length) = (type, version, salt, length);
        (_memory, _passes, _lanes) = costs;
    }

    /// <inheritdoc/>
    public override string Scheme => Prefix;

    /// <inheritdoc/>
    public override bool IsSlow => (long)_memory * _passes >= HashLimits.SlowArgon2Work;

    /// <param name="text">What follows the name.</param>
    /// <param name="name">The name with the type.</param>
    public static ParsedHash Parse(string text, string name)
    {
        var hasVersion = text.StartsWith("v=", StringComparison.Ordinal);
        var fields = new HashFields(text);
        var version = hasVersion ? fields.Next()[2..] : "16";
        fields.RefuseIf(version is not ("16" or "19"), HashFault.Damaged("its version is neither 16 nor 19"));
        var costs = fields.Parameters("m", "t", "p");
        var lanes = fields.Number(costs.GetValueOrDefault("p"), "the number of lanes", 1, 255);
        var passes = fields.Number(costs.GetValueOrDefault("t"), "the number of passes", 1, HashLimits.MostArgon2Work);
        var memory = fields.Number(costs.GetValueOrDefault("m"), "the memory in KiB", 8 * lanes, HashLimits.MostArgon2Memory);
        fields.RefuseIf(
            (long)memory * passes > HashLimits.MostArgon2Work,
            HashFault.TooExpensive("the memory in KiB times the passes", HashLimits.MostArgon2Work));
        var salt = fields.Bytes("the salt");
        fields.RefuseIf(salt.Length < 8, HashFault.CutShort("the salt of Argon2 has at least 8 bytes"));
        var digest = fields.Digest();
        return fields.Make(() => new ForeignHash(
            new Argon2(
                name[Prefix.Length..], int.Parse(version, CultureInfo.InvariantCulture), (memory, passes, lanes), salt, digest.Length),
            digest));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        var digest = new byte[_length];

        // Without a task factory all lanes run on this thread, which is one for hashing.
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(TypeOf(_type))
            .WithVersion(_version)
            .WithMemoryAsKB(_memory)
            .WithIterations(_passes)
            .WithParallelism(_lanes)
            .WithSalt(_salt)
            .Build());
        generator.GenerateBytes(Encoding.UTF8.GetBytes(password), digest);
        return digest;
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => string.Create(
        CultureInfo.InvariantCulture,
        $"${Prefix}{_type}$v={_version}$m={_memory},t={_passes},p={_lanes}${RawBase64.Of(_salt)}${RawBase64.Of(digest)}");

    private static int TypeOf(string type) =>
        type == "i" ? Argon2Parameters.Argon2i : type == "d" ? Argon2Parameters.Argon2d : Argon2Parameters.Argon2id;
}
