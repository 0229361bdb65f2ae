using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class HashQueueTests
{
    private readonly HashQueue _queue = new(capacity: 20);

    [Fact]
    public void Lanes_are_served_by_urgency()
    {
        Add(HashLane.Renewal, "a");
        Add(HashLane.Register, "b");
        Add(HashLane.SetPassword, "c");
        Add(HashLane.Login, "d");

        Assert.Equal("d c b a", Taken(4));
    }

    [Fact]
    public void A_flood_of_urgent_work_leaves_one_turn_in_eight_to_the_rest()
    {
        Add(HashLane.Register, "r");
        for (var i = 0; i < 15; i++)
        {
            Add(HashLane.Login, "l");
        }

        Assert.Equal("l l l l l l l r l", Taken(9));
    }

    [Fact]
    public void Clients_take_turns_and_so_do_the_addresses_of_a_client()
    {
        Add(HashLane.Login, "flood", "x");
        Add(HashLane.Login, "flood", "x");
        Add(HashLane.Login, "flood", "x");
        Add(HashLane.Login, "flood", "y");
        Add(HashLane.Login, "ann", "z");

        Assert.Equal("flood/x ann/z flood/y flood/x flood/x", Taken(5, withAddress: true));
    }

    [Fact]
    public void How_many_come_before_is_what_really_comes_before()
    {
        var random = new Random(4711);
        for (var round = 0; round < 200; round++)
        {
            var queue = new HashQueue(100);
            for (var i = random.Next(30); i > 0; i--)
            {
                queue.TryAdd(Job(HashLane.Login, $"{random.Next(4)}", $"{random.Next(3)}"), out _);
            }

            var job = Job(HashLane.Login, $"{random.Next(5)}", $"{random.Next(3)}");
            var expected = queue.Ahead(job.Request);
            queue.TryAdd(job, out _);
            var before = 0;
            while (queue.TryTake(out var next) && next != job)
            {
                before++;
            }

            // Whose turn it is when the job comes makes up to one round of difference.
            Assert.InRange(before, expected - 7, expected + 7);
        }
    }

    [Fact]
    public void A_full_queue_makes_room_for_who_has_less_in_it()
    {
        var flood = Enumerable.Range(0, 20).Select(_ => Add(HashLane.Login, "flood")).ToList();

        Assert.True(_queue.TryAdd(Job(HashLane.Login, "ann"), out var displaced));
        Assert.Same(flood[^1], displaced);
        Assert.False(_queue.TryAdd(Job(HashLane.Login, "flood"), out displaced));
        Assert.Null(displaced);
        Assert.Equal(20, _queue.CountOf(HashLane.Login));
    }

    [Fact]
    public void A_full_queue_makes_room_for_what_is_more_urgent_and_for_nothing_less()
    {
        var registrations = Enumerable.Range(0, 20).Select(i => Add(HashLane.Register, $"c{i}")).ToList();

        Assert.True(_queue.TryAdd(Job(HashLane.Login, "ann"), out var displaced));
        Assert.Contains(displaced, registrations);
        Assert.False(_queue.TryAdd(Job(HashLane.Register, "bob"), out _));
        Assert.False(_queue.TryAdd(Job(HashLane.Renewal, "bob"), out _));
    }

    [Fact]
    public void A_flood_of_what_is_urgent_keeps_nobody_from_something_less_urgent()
    {
        for (var i = 0; i < 20; i++)
        {
            Add(HashLane.Login, "flood");
        }

        Assert.True(_queue.TryAdd(Job(HashLane.SetPassword, "ann"), out var displaced));
        Assert.Equal("flood", displaced?.Request.Client);
        Assert.True(_queue.TryAdd(Job(HashLane.Register, "ben"), out displaced));
        Assert.Equal("flood", displaced?.Request.Client);

        // Nor may it push them out again, urgent as it is.
        Assert.False(_queue.TryAdd(Job(HashLane.Login, "flood"), out displaced));
        Assert.Null(displaced);
    }

    [Fact]
    public void Behind_a_flood_of_what_is_urgent_comes_every_eighth()
    {
        for (var i = 0; i < 20; i++)
        {
            Add(HashLane.Login, "flood");
        }

        Assert.Equal(7, _queue.Ahead(new HashRequest(HashLane.SetPassword, "ann", "any")));
        Assert.Equal(1, _queue.Ahead(new HashRequest(HashLane.Login, "ann", "any")));
    }

    [Fact]
    public void Imports_wait_until_nobody_else_does_and_take_no_place_from_anybody()
    {
        var imports = Enumerable.Range(0, 50).Select(_ => Add(HashLane.Import, "operator")).ToList();
        for (var i = 0; i < 20; i++)
        {
            Add(HashLane.Login, $"c{i}");
        }

        Assert.Equal((50, 20), (_queue.CountOf(HashLane.Import), _queue.CountOf(HashLane.Login)));
        Assert.Equal(70, _queue.Ahead(imports[0].Request));
        Assert.False(_queue.TryTakeImport(out _));
        for (var i = 0; i < 20; i++)
        {
            Assert.True(_queue.TryTake(out var job));
            Assert.Equal(HashLane.Login, job.Request.Lane);
        }

        Assert.False(_queue.TryTake(out _));
        Assert.True(_queue.TryTakeImport(out var first));
        Assert.Same(imports[0], first);
    }

    [Fact]
    public void A_full_queue_displaces_no_import_and_is_displaced_by_none()
    {
        Add(HashLane.Import, "flood");
        for (var i = 0; i < 20; i++)
        {
            Add(HashLane.Login, "flood");
        }

        Assert.True(_queue.TryAdd(Job(HashLane.Import, "operator"), out var displaced));
        Assert.Null(displaced);
        Assert.True(_queue.TryAdd(Job(HashLane.Renewal, "ann"), out displaced));
        Assert.Equal(HashLane.Login, displaced?.Request.Lane);
        Assert.Equal(2, _queue.CountOf(HashLane.Import));
    }

    [Fact]
    public void Nothing_is_lost_and_nothing_is_given_twice()
    {
        var (random, waiting) = (new Random(42), new HashSet<HashJob>());
        for (var step = 0; step < 20_000; step++)
        {
            if (random.Next(2) == 0)
            {
                var job = Job((HashLane)random.Next(4), $"{random.Next(6)}", $"{random.Next(3)}");
                if (_queue.TryAdd(job, out var displaced))
                {
                    waiting.Add(job);
                }

                Assert.True(displaced is null || waiting.Remove(displaced));
            }
            else if (_queue.TryTake(out var taken))
            {
                Assert.True(waiting.Remove(taken));
            }

            Assert.Equal(waiting.Count, Enum.GetValues<HashLane>().Sum(_queue.CountOf));
            Assert.InRange(waiting.Count, 0, 20);
        }
    }

    private static HashJob Job(HashLane lane, string client, string address = "any") =>
        new(new HashRequest(lane, client, address), () => { }, () => { });

    private HashJob Add(HashLane lane, string client, string address = "any")
    {
        var job = Job(lane, client, address);
        Assert.True(_queue.TryAdd(job, out _));
        return job;
    }

    private string Taken(int count, bool withAddress = false) => string.Join(' ', Enumerable.Range(0, count).Select(_ =>
    {
        Assert.True(_queue.TryTake(out var job));
        return withAddress ? $"{job.Request.Client}/{job.Request.Address}" : job.Request.Client;
    }));
}
