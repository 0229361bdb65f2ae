using Members.Grains.Registration;
using Members.Outcomes;

namespace Members.Tests.Unit.Registration;

public sealed class RepeatLimitTests
{
    [Theory]
    [InlineData(true, 50)]
    [InlineData(false, 5)]
    public void Lost_answers_are_given_again_fifty_times_and_guesses_five(bool isRightPassword, int allowed)
    {
        var limit = new RepeatLimit();
        for (var i = 0; i < allowed; i++)
        {
            Assert.Null(limit.Refusal);
            limit.Count(isRightPassword);
        }

        Assert.Equal(new Refusal.TooManyRequests(TimeSpan.FromMinutes(15)), limit.Refusal);
    }

    [Fact]
    public void Guesses_and_lost_answers_are_counted_together()
    {
        var limit = new RepeatLimit();
        for (var i = 0; i < 4; i++)
        {
            limit.Count(isRightPassword: false);
        }

        for (var i = 0; i < 10; i++)
        {
            Assert.Null(limit.Refusal);
            limit.Count(isRightPassword: true);
        }

        Assert.NotNull(limit.Refusal);
    }
}
