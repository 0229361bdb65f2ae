using CsCheck;

namespace Members.Tests.Http.Fuzzing;

/// <summary>What happens to a body on a bad day: bytes lost, added, doubled or exchanged.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="At">Where, in thousandths of the length.</param>
/// <param name="With">With which byte.</param>
internal sealed record Damage(int Kind, int At, byte With)
{
    private const int Kinds = 8;

    /// <summary>None, mostly.</summary>
    public static Gen<Damage?> Any => Gen.Frequency(
        (7, Gen.Const((Damage?)null)),
        (2, Gen.Select(Gen.Int[0, Kinds - 1], Gen.Int[0, 999], Gen.Byte).Select((kind, at, with) => (Damage?)new Damage(kind, at, with))));

    public byte[] Of(byte[] body)
    {
        var at = body.Length * At / 1000;
        return Kind switch
        {
            0 => body[..at],
            1 => body[at..],
            2 => [.. body[..at], With, .. body[at..]],
            3 when body.Length > 0 => [.. body[..at], With, .. body[(at + 1)..]],
            4 => [.. body, .. body],
            5 => [0xef, 0xbb, 0xbf, .. body],
            6 => [.. body, .. Enumerable.Repeat(With, 70_000)],
            _ => [.. Enumerable.Repeat((byte)'[', At * 3), .. body],
        };
    }
}
