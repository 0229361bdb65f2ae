using System.Globalization;
using System.Numerics;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace Members.Grains.Passwords.Foreign;

/// <summary>The costs of scrypt (RFC 7914).</summary>
/// <param name="Log2">The binary logarithm of N.</param>
/// <param name="BlockSize">r.</param>
/// <param name="Parallelization">p.</param>
internal readonly record struct ScryptCosts(int Log2, int BlockSize, int Parallelization)
{
    private const int BlockBytes = 128, LeastN = 64;

    /// <summary>Whether guessing is slow.</summary>
    public bool IsSlow => ((long)BlockSize << Log2) * Parallelization >= HashLimits.SlowScryptBlocks;

    /// <summary>Reads and bounds the costs.</summary>
    /// <param name="fields">Where faults go.</param>
    /// <param name="n">log2 N, or N itself where a form writes that: no N is below 64, and no logarithm above.</param>
    /// <param name="r">r.</param>
    /// <param name="p">p.</param>
    public static ScryptCosts Read(HashFields fields, string? n, string? r, string? p)
    {
        var number = fields.Number(n, "N", 1, 1 << 20);
        fields.RefuseIf(number >= LeastN && !BitOperations.IsPow2(number), HashFault.Damaged("N is not a power of two"));
        var costs = new ScryptCosts(
            number >= LeastN ? BitOperations.Log2((uint)number) : Math.Min(number, 30),
            fields.Number(r, "r", 1, 1 << 20),
            fields.Number(p, "p", 1, 1 << 20));
        var memory = ((long)costs.BlockSize << costs.Log2) * BlockBytes;
        fields.RefuseIf(memory > HashLimits.MostScryptBytes, HashFault.TooExpensive("the memory in bytes", HashLimits.MostScryptBytes));
        fields.RefuseIf(
            memory / BlockBytes * costs.Parallelization > HashLimits.MostScryptWork / BlockBytes,
            HashFault.TooExpensive("the memory in bytes times p", HashLimits.MostScryptWork));
        fields.RefuseIf(costs is { BlockSize: 1, Log2: > 15 }, HashFault.Damaged("its N is too high for its r"));
        return costs;
    }

    public byte[] Derive(string password, byte[] salt, int length) =>
        SCrypt.Generate(Encoding.UTF8.GetBytes(password), salt, 1 << Log2, BlockSize, Parallelization, length);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"ln={Log2},r={BlockSize},p={Parallelization}");
}
