using System.Globalization;
using System.Text;

namespace Members.Tests.Bench.Load;

/// <summary>A request whose numbers can be set without copying it.</summary>
internal sealed class RequestBytes
{
    /// <summary>Where a number of eight digits goes.</summary>
    public const string Number = "########";
    private readonly byte[] _bytes;
    private readonly int[] _places;

    public RequestBytes(string text)
    {
        _bytes = Encoding.ASCII.GetBytes(text);
        _places = [.. Enumerable.Range(0, text.Length).Where(i => string.CompareOrdinal(text, i, Number, 0, Number.Length) == 0)];
    }

    /// <summary>The request with a number in it. The next call overwrites it.</summary>
    public ReadOnlySpan<byte> With(int number)
    {
        foreach (var place in _places)
        {
            number.TryFormat(_bytes.AsSpan(place, Number.Length), out _, "D8", CultureInfo.InvariantCulture);
        }

        return _bytes;
    }
}
