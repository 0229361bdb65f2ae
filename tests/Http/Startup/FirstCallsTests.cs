using Members.Outcomes;
using Members.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Http.Startup;

/// <summary>A silo that starts while others are busy, or have just been killed.</summary>
public sealed class FirstCallsTests
{
    private readonly FakeTimeProvider _clock = new();
    private int _attempts;

    [Fact]
    public async Task A_call_without_an_answer_is_made_again()
    {
        Assert.Equal(3, await Make(attempt => attempt switch
        {
            1 => throw new TimeoutException("Busy."),
            2 => throw new StorageUnavailableException("Away."),
            _ => attempt,
        }));
    }

    [Fact]
    public async Task After_ten_attempts_the_start_fails()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Make(_ => throw new TimeoutException("Busy.")));
        Assert.Equal(FirstCalls.Attempts, _attempts);
    }

    [Fact]
    public async Task What_no_other_attempt_mends_fails_at_once()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Make(_ => throw new InvalidOperationException()));
        Assert.Equal(1, _attempts);
    }

    private async Task<int> Make(Func<int, int> call)
    {
        var calls = new FirstCalls(_clock, NullLogger<FirstCalls>.Instance);
        var made = calls.Make(() => Task.Run(() => call(++_attempts)), CancellationToken.None);
        while (!made.IsCompleted)
        {
            _clock.Advance(FirstCalls.Pause);
            await Task.Yield();
        }

        return await made;
    }
}
