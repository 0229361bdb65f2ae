using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Members.Accounts;

namespace Members.Tests.Unit.Admission.Model;

/// <summary>What happens to one member. It is drawn from its seed alone, so that it can be drawn again.</summary>
/// <param name="Beginning">How it begins.</param>
/// <param name="Terms">The site's settings.</param>
/// <param name="Steps">What happens then.</param>
internal sealed record History(Beginning Beginning, Terms Terms, ImmutableArray<Step> Steps)
{
    private const int Fewest = 4, Most = 12;

    // Most often what is decided and taken back; seldom what ends a history.
    private static readonly CommandKind[] Kinds = Weighted(
        (CommandKind.Approve, 12), (CommandKind.Reject, 18), (CommandKind.Block, 14), (CommandKind.Undo, 18),
        (CommandKind.ApproveById, 5), (CommandKind.ApproveByToken, 5), (CommandKind.BlockById, 8), (CommandKind.Withdraw, 2),
        (CommandKind.RegisterAgain, 8), (CommandKind.Login, 6), (CommandKind.Time, 6));

    private static readonly int[] Waits = Weighted((0, 25), (1, 25), (2, 14), (3, 14), (4, 12), (5, 6), (9, 4));

    private static readonly MemberStatus?[] Seen = Weighted<MemberStatus?>(
        (null, 14), (MemberStatus.Pending, 3), (MemberStatus.Active, 1), (MemberStatus.Rejected, 1), (MemberStatus.Blocked, 1));

    private static readonly Named[] Names = Weighted((Named.Newest, 12), (Named.ByNumber, 3), (Named.ByAnotherNumber, 1));
    private static readonly string?[] Reasons = Weighted<string?>((null, 3), ("a", 3), ("b", 2), (" ", 1));
    private static readonly int?[] Ends = Weighted<int?>((null, 6), (0, 1), (1, 3), (2, 4), (3, 4), (5, 4), (8, 2));
    private static readonly Beginning[] Beginnings = Weighted(
        (Beginning.Applied, 8), (Beginning.Waiting, 3), (Beginning.Admitted, 2), (Beginning.Member, 1));

    /// <summary>Draws a history.</summary>
    public static History Of(ulong seed)
    {
        var draw = new SplitMix(seed);
        var (beginning, terms) = (draw.Of(Beginnings), draw.Of(Terms.All));
        var steps = new Step[Fewest + draw.Below(Most - Fewest + 1)];
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = Draw(ref draw);
        }

        return new(beginning, terms, ImmutableCollectionsMarshal.AsImmutableArray(steps));
    }

    public override string ToString() =>
        $"{Beginning}, {Terms}{string.Concat(Steps.Select(s => $"{Environment.NewLine}  {s}"))}";

    private static Step Draw(ref SplitMix draw)
    {
        var kind = draw.Of(Kinds);
        var step = new Step(draw.Of(Waits), kind, draw.Below(3) == 0 ? Person.Bob : Person.Ann);
        var isOfQueue = kind is CommandKind.Approve or CommandKind.Reject or CommandKind.Block;
        if (isOfQueue || kind is CommandKind.ApproveByToken)
        {
            step = step with { Named = draw.Of(Names) };
        }

        if (isOfQueue)
        {
            step = step with { Seen = draw.Of(Seen) };
        }

        if (isOfQueue || kind is CommandKind.BlockById)
        {
            step = step with { Reason = draw.Of(Reasons) };
        }

        return kind is CommandKind.Block or CommandKind.BlockById
            ? step with { Lasts = draw.Of(Ends), TellMember = draw.Below(3) == 0 }
            : step;
    }

    private static T[] Weighted<T>(params (T Value, int Weight)[] values) =>
        [.. values.SelectMany(v => Enumerable.Repeat(v.Value, v.Weight))];

    // SplitMix64 (Steele, Lea, Flood 2014): a seed costs nothing, where System.Random fills a table for each.
    private struct SplitMix(ulong state)
    {
        private ulong _state = state;

        public T Of<T>(T[] values) => values[Below(values.Length)];

        public int Below(int bound)
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)(((z ^ (z >> 31)) >> 32) * (ulong)bound >> 32);
        }
    }
}
