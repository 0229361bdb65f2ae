using System.Security.Cryptography;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// Firebase's scrypt. Firebase derives a key from the password and encrypts the site's signer key with it, with AES in counter mode: the
/// hash is the signer key XOR a key stream. The signer key is a secret of the whole site, so no member's record has it: what is kept is
/// the key stream, which is checked by making it again. The salt is followed by the site's salt separator.
/// </summary>
internal sealed class FirebaseScrypt(ScryptCosts costs, byte[] salt, int length) : HashSetting
{
    private const int KeyLength = 32, BlockLength = 16;

    /// <inheritdoc/>
    public override string Scheme => "firebase-scrypt";

    /// <inheritdoc/>
    public override bool IsSlow => costs.IsSlow;

    /// <summary>
    /// <c>$firescrypt$ln=14,r=8,p=1$salt$hash$separator$signer</c>, as Ory Kratos writes it, with Firebase's <c>mem_cost</c> as <c>ln</c>
    /// and its <c>rounds</c> as <c>r</c>.
    /// </summary>
    public static ParsedHash Parse(string text)
    {
        var fields = new HashFields(text);
        var costs = Costs(fields, fields.Parameters("ln", "r", "p"), "ln");
        var (salt, hash) = (fields.Bytes("the salt"), fields.Digest());
        byte[] separator = fields.Bytes("the salt separator"), signer = fields.Bytes("the signer key");
        return Make(fields, costs, [.. salt, .. separator], hash, signer);
    }

    /// <summary>Supabase's form: <c>$fbscrypt$v=1,n=14,r=8,p=1,ss=separator,sk=signer$salt$hash</c>.</summary>
    public static ParsedHash ParseSupabase(string text)
    {
        var fields = new HashFields(text);
        var parameters = fields.Parameters("v", "n", "r", "p", "ss", "sk");
        fields.RefuseIf(parameters.GetValueOrDefault("v") != "1", HashFault.Damaged("its version is not 1"));
        var costs = Costs(fields, parameters, "n");
        var separator = fields.Bytes(parameters.GetValueOrDefault("ss", ""), "the salt separator");
        var signer = fields.Bytes(parameters.GetValueOrDefault("sk", ""), "the signer key");
        return Make(fields, costs, [.. fields.Bytes("the salt"), .. separator], fields.Digest(), signer);
    }

    /// <summary>What is kept here: <c>$firescrypt-stream$ln=14,r=8,p=1$salt and separator$key stream</c>.</summary>
    public static ParsedHash ParseKept(string text)
    {
        var fields = new HashFields(text);
        var costs = Costs(fields, fields.Parameters("ln", "r", "p"), "ln");
        var (salt, stream) = (fields.Bytes("the salt"), fields.Digest());
        return fields.Make(() => new ForeignHash(new FirebaseScrypt(costs, salt, stream.Length), stream));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        using var aes = Aes.Create();
        aes.Key = costs.Derive(password, salt, KeyLength);
        var counters = new byte[(length + BlockLength - 1) / BlockLength * BlockLength];
        for (var block = 0; block < counters.Length / BlockLength; block++)
        {
            // The counter begins at zero and is far below 256.
            counters[(block * BlockLength) + BlockLength - 1] = (byte)block;
        }

        return aes.EncryptEcb(counters, PaddingMode.None)[..length];
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => $"$firescrypt-stream${costs}${RawBase64.Of(salt)}${RawBase64.Of(digest)}";

    private static ScryptCosts Costs(HashFields fields, IReadOnlyDictionary<string, string> parameters, string n) => ScryptCosts.Read(
        fields, parameters.GetValueOrDefault(n), parameters.GetValueOrDefault("r"), parameters.GetValueOrDefault("p"));

    private static ParsedHash Make(HashFields fields, ScryptCosts costs, byte[] salt, byte[] hash, byte[] signer)
    {
        fields.RefuseIf(signer.Length < hash.Length, HashFault.CutShort("the signer key is shorter than the hash"));
        fields.RefuseIf(hash.Length < signer.Length, HashFault.CutShort("it is shorter than the signer key"));
        return fields.Make(() => new ForeignHash(
            new FirebaseScrypt(costs, salt, hash.Length), [.. hash.Zip(signer, (h, s) => (byte)(h ^ s))]));
    }
}
