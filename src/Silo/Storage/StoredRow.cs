using System.Buffers.Binary;

namespace Members.Silo.Storage;

/// <summary>A row of the table of records.</summary>
/// <param name="Kind">The name of its kind.</param>
/// <param name="N0">The first half of a key that is a number or a GUID.</param>
/// <param name="N1">The second half.</param>
/// <param name="Text">A key that is a text; empty for others.</param>
/// <param name="Payload">The record; null for one that was removed.</param>
internal sealed record StoredRow(string Kind, long N0, long N1, string Text, byte[]? Payload)
{
    /// <summary>A member's id, of which the key is made.</summary>
    public Guid Id
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, N0);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], N1);
            return new Guid(bytes);
        }
    }

    /// <summary>What an operator finds the row by.</summary>
    public override string ToString() => Text.Length > 0 ? $"{Kind} {Text}" : $"{Kind} {Id}";
}

/// <summary>A row of the table of owned addresses.</summary>
/// <param name="Key">The key of the address.</param>
/// <param name="N0">The first half of the owner's key.</param>
/// <param name="N1">The second half.</param>
internal readonly record struct OwnedAddressRow(string Key, long N0, long N1);
