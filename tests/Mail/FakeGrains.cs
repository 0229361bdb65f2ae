using System.Reflection;
using System.Threading.Channels;
using Members.Grains.Upkeep;

namespace Members.Tests.Mail;

/// <summary>Members that only know what becomes of their mails.</summary>
internal sealed class FakeGrains
{
    private readonly Channel<(Guid Member, Guid Entry)> _receipts = Channel.CreateUnbounded<(Guid, Guid)>();
    private readonly Channel<(Guid Member, Guid Entry)> _givenUp = Channel.CreateUnbounded<(Guid, Guid)>();
    private int _failures;

    public FakeGrains(int failures = 0)
    {
        _failures = failures;
        Factory = DispatchProxy.Create<IGrainFactory, Proxy>();
        ((Proxy)Factory).Grains = this;
    }

    public IGrainFactory Factory { get; }

    public int Calls { get; private set; }

    public bool HasReceipt => _receipts.Reader.TryPeek(out _);

    public async Task<(Guid Member, Guid Entry)> Receipt() =>
        await _receipts.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next mail that a member was told is given up.</summary>
    public async Task<(Guid Member, Guid Entry)> GivenUp() =>
        await _givenUp.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

#pragma warning disable CA1852 // The proxy is made by deriving from it.
    internal class Proxy : DispatchProxy
#pragma warning restore CA1852
    {
        public FakeGrains? Grains { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.ReturnType == typeof(IMemberUpkeepGrain) && args?[0] is Guid member
                ? new Member(Grains!, member)
                : throw new NotSupportedException(targetMethod?.Name);
    }

    private sealed class Member(FakeGrains grains, Guid id) : IMemberUpkeepGrain
    {
        public Task Settle() => throw new NotSupportedException();

        public Task MailSent(Guid entry, int attempt)
        {
            grains.Calls++;
            if (grains._failures-- > 0)
            {
                throw new TimeoutException();
            }

            grains._receipts.Writer.TryWrite((id, entry));
            return Task.CompletedTask;
        }

        public Task MailRefused(Guid entry)
        {
            grains._givenUp.Writer.TryWrite((id, entry));
            return Task.CompletedTask;
        }
    }
}
