using CsCheck;

namespace Members.Tests.Http.Fuzzing;

/// <summary>Drawing one of several values.</summary>
internal static class Draw
{
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
