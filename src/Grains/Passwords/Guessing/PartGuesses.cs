namespace Members.Grains.Passwords.Guessing;

/// <summary>The fewest guesses for each part that begins or ends a password, as far as a pattern is known for it.</summary>
/// <param name="length">The length of the password.</param>
internal sealed class PartGuesses(int length)
{
    private readonly double[] _heads = Unknown(length), _tails = Unknown(length);

    /// <summary>The length of the password.</summary>
    public int Length => length;

    /// <summary>The guesses for the password as one pattern.</summary>
    public double Whole => Math.Min(_heads[length], _tails[length]);

    /// <summary>The guesses for both parts when the first has so many characters.</summary>
    public (double Head, double Tail) Split(int first) => (_heads[first], _tails[length - first]);

    /// <summary>A pattern of the first characters.</summary>
    public void Head(int characters, double guesses) => _heads[characters] = Math.Min(_heads[characters], guesses);

    /// <summary>A pattern of the last characters.</summary>
    public void Tail(int characters, double guesses) => _tails[characters] = Math.Min(_tails[characters], guesses);

    /// <summary>A pattern of any part; one in the middle is ignored.</summary>
    public void Add(int start, int characters, double guesses)
    {
        if (start == 0)
        {
            Head(characters, guesses);
        }

        if (start + characters == length)
        {
            Tail(characters, guesses);
        }
    }

    private static double[] Unknown(int length)
    {
        var guesses = new double[length + 1];
        Array.Fill(guesses, double.PositiveInfinity);
        return guesses;
    }
}
