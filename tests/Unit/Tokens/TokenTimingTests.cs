using System.Diagnostics;
using System.Text.RegularExpressions;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Tests.Unit.Tokens;

/// <summary>Whether the time of a refusal tells how much of a token was right (ASVS 5.0, 11.2.4).</summary>
public sealed partial class TokenTimingTests
{
    [GeneratedRegex(@"SequenceEqual|SequenceCompareTo|StructuralComparisons", RegexOptions.CultureInvariant)]
    private static partial Regex HastyComparison();

    [Fact]
    public void Digests_are_compared_in_constant_time_wherever_they_are_compared()
    {
        var source = Path.Combine(Repository.Root, "src");
        var digest = File.ReadAllText(Path.Combine(source, "Grains", "Tokens", "TokenDigest.cs"));
        Assert.Equal(2, Regex.Count(digest, "CryptographicOperations.FixedTimeEquals"));
        var built = $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}";
        var files = System.IO.Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories);
        foreach (var file in files.Where(f => !f.Contains(built, StringComparison.Ordinal)))
        {
            Assert.DoesNotMatch(HastyComparison(), File.ReadAllText(file));
        }
    }

    // Coarse on purpose: it would find a comparison that stops at the first wrong byte of something long, and nothing finer.
    [Fact]
    public void A_token_that_is_wrong_at_its_start_takes_as_long_as_one_that_is_wrong_at_its_end()
    {
        var (owner, id, secret) = (Guid.NewGuid(), Guid.NewGuid(), new byte[32]);
        var kept = TokenDigest.Of(OpaqueToken.Create(TokenPurpose.Session, owner, id, secret));
        var (early, late) = (With(0), With(31));
        var (fastestEarly, fastestLate) = (double.MaxValue, double.MaxValue);

        // By turns, and of each the fastest: other work on the machine only ever makes a round slower.
        for (var round = 0; round < 21; round++)
        {
            (fastestEarly, fastestLate) = (Math.Min(fastestEarly, Measure(early)), Math.Min(fastestLate, Measure(late)));
        }

        Assert.InRange(fastestEarly / fastestLate, 0.5, 2);

        OpaqueToken With(int wrong)
        {
            var other = (byte[])secret.Clone();
            other[wrong] = 1;
            return OpaqueToken.Create(TokenPurpose.Session, owner, id, other);
        }

        double Measure(OpaqueToken token)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 2000; i++)
            {
                Assert.False(kept.Matches(token));
            }

            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
    }
}
