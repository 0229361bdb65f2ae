using Members.Tests.Unit.Emails.Exploration;
using static Members.Tests.Unit.Emails.Exploration.Universe;
using Request = Members.Tests.Unit.Emails.Exploration.Request;

namespace Members.Tests.Unit.Emails;

/// <summary>The order of the steps when nothing goes wrong, and what each costs. What may go wrong is in the exploration.</summary>
public sealed class ClaimProtocolTests
{
    [Fact]
    public void A_registration_claims_writes_and_confirms() =>
        Assert.Equal(["read", "claim", "write", "confirm"], Steps(new World(Rules.Real), new Request(A, RequestKind.Joins, X)));

    [Fact]
    public void A_registration_of_a_taken_address_costs_one_call()
    {
        var world = new World(Rules.Real);
        world.Settle(B, X);

        Assert.Equal(["read", "claim"], Steps(world, new Request(A, RequestKind.Joins, X)));
    }

    [Fact]
    public void A_change_frees_the_old_address_last()
    {
        var world = new World(Rules.Real);
        world.Settle(A, Y);

        Assert.Equal(["read", "claim", "write", "confirm", "write", "release"], Steps(world, new Request(A, RequestKind.Moves, X)));
    }

    [Fact]
    public void A_change_to_the_same_address_does_nothing()
    {
        var world = new World(Rules.Real);
        world.Settle(A, X);

        Assert.Equal(["read"], Steps(world, new Request(A, RequestKind.Moves, X)));
    }

    [Fact]
    public async Task Whether_a_member_has_joined_is_asked_of_the_index_until_it_says_so()
    {
        var world = new World(Rules.Real);
        Steps(world, new Request(A, RequestKind.Joins, X));
        var activation = new Activation(world, A);
        activation.Turn = new Process(0, new Request(A, RequestKind.Sweeps, null), activation);
        var record = world.Member(A).Record;

        var asked = activation.Protocol.IsJoined(record).AsTask();
        Assert.Equal("resolve", activation.Turn.Waiting?.Name);
        activation.Turn.Waiting!.Answer(activation.Turn.Waiting.Effect());

        Assert.True(await asked);
        Assert.True(activation.Protocol.IsSettled(record, world.Now));
        Assert.True(await activation.Protocol.IsJoined(record));
        Assert.Null(activation.Turn.Waiting);
        Assert.Null(activation.Protocol.Tidy(record).JoiningSince);
    }

    [Fact]
    public async Task A_member_whose_address_another_holds_has_not_joined()
    {
        var world = new World(Rules.Real);
        world.Settle(B, X);
        var record = Requests.NewMember(A, Grains.Accounts.LoginName.Of(X, A), world.Now);
        var activation = new Activation(world, A);
        activation.Turn = new Process(0, new Request(A, RequestKind.Sweeps, null), activation);

        var asked = activation.Protocol.IsJoined(record).AsTask();
        activation.Turn.Waiting!.Answer(activation.Turn.Waiting.Effect());

        Assert.False(await asked);
        Assert.False(activation.Protocol.IsSettled(record, world.Now));
        Assert.NotNull(activation.Protocol.Tidy(record).JoiningSince);
    }

    private static List<string> Steps(World world, Request request)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var process = new Process(0, request, new Activation(world, request.Member));
            var names = new List<string>();
            process.Begin();
            while (process.Waiting is { } step)
            {
                names.Add(step.Name);
                step.Answer(step.Effect());
            }

            return names;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
