namespace Members.Grains.Passwords.Foreign;

/// <summary>What md5-crypt and SHA-crypt do with bytes besides hashing them.</summary>
internal static class CryptOrder
{
    /// <summary>The bytes in another order: for each place, where its byte comes from.</summary>
    public static byte[] Do(byte[] bytes, int[] order) => [.. order.Select(from => bytes[from])];

    /// <summary>The bytes as they were before <see cref="Do"/>.</summary>
    public static byte[] Undo(byte[] bytes, int[] order)
    {
        var result = new byte[bytes.Length];
        for (var i = 0; i < order.Length; i++)
        {
            result[order[i]] = bytes[i];
        }

        return result;
    }

    /// <summary>The bytes over and over, up to a length.</summary>
    public static byte[] Repeat(byte[] bytes, int length)
    {
        var result = new byte[length];
        for (var i = 0; i < length; i++)
        {
            result[i] = bytes[i % bytes.Length];
        }

        return result;
    }
}
