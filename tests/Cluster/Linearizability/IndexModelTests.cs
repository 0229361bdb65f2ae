using static Members.Tests.Cluster.Linearizability.Result;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>The model against an index that is written for reading, and its limits.</summary>
public sealed class IndexModelTests
{
    private static readonly Result[] Answers = [Ok, Taken, No, Blocked];

    [Fact]
    public void In_every_state_exactly_one_answer_is_right_and_it_is_the_plain_one()
    {
        var random = new Random(1);
        for (var run = 0; run < 200; run++)
        {
            var (model, plain, attempts) = (default(IndexModel), new PlainIndex(), 0);
            for (var n = 0; n < 60; n++)
            {
                var kind = attempts == 0 ? OperationKind.Register : (OperationKind)random.Next(4);
                var member = kind == OperationKind.Register ? ++attempts : random.Next(1, attempts + 1);
                var address = kind == OperationKind.Block ? Operation.NoAddress : random.Next(IndexModel.Addresses);
                var called = new Operation(1, kind, address, member, Unknown, 1, Operation.Never);

                var right = Assert.Single(Answers, answer => model.After(called with { Result = answer }) is not null);
                Assert.Equal(plain.Do(called), right);
                var after = model.After(called with { Result = right });
                Assert.Equal(after, model.After(called));
                Assert.True(!(called with { Result = right }).IsRead || after == model);
                model = after!.Value;
            }
        }
    }

    [Fact]
    public void States_are_equal_by_content()
    {
        var one = After(new Story().Register(1, 0, Ok).Register(2, 1, Ok).Change(1, 2, Ok).Block(2, Ok));
        var other = After(new Story().Register(2, 1, Ok).Block(2, Ok).Register(1, 2, Ok));
        Assert.Equal(one, other);
        Assert.NotEqual(one, After(new Story().Register(2, 1, Ok).Register(1, 2, Ok)));
        Assert.Equal("a0 free, a1 of m2 (blocked), a2 of m1, a3 free, a4 free", one.ToString());
    }

    [Fact]
    public void The_lenient_grade_lets_taken_pass_and_nothing_else()
    {
        var free = new Operation(1, OperationKind.Register, 0, 1, Taken, 1, 2);
        Assert.Null(default(IndexModel).After(free));
        Assert.Equal(default(IndexModel), default(IndexModel).After(free, reserved: true));

        var nobody = free with { Kind = OperationKind.Change };
        Assert.Null(default(IndexModel).After(nobody, reserved: true));
    }

    [Theory]
    [InlineData(IndexModel.Addresses, 1)]
    [InlineData(0, 0)]
    [InlineData(0, IndexModel.MaxMember + 1)]
    public void What_does_not_fit_is_an_error(int address, int member) => Assert.Throws<ArgumentOutOfRangeException>(
        () => default(IndexModel).After(new Operation(1, OperationKind.Register, address, member, Ok, 1, 2)));

    [Fact]
    public void The_highest_numbers_fit()
    {
        var model = After(new Story().Register(IndexModel.MaxMember, IndexModel.Addresses - 1, Ok).Block(IndexModel.MaxMember, Ok));
        Assert.Equal($"a0 free, a1 free, a2 free, a3 free, a4 of m{IndexModel.MaxMember} (blocked)", model.ToString());
    }

    private static IndexModel After(Story story) =>
        story.Operations.Aggregate(default(IndexModel), (model, operation) => model.After(operation)!.Value);
}
