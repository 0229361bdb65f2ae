using System.Threading.Channels;
using Members.Silo.Mail;

namespace Members.Tests.Mail;

/// <summary>A transport whose deliveries end when and how the test says.</summary>
internal sealed class FakeTransport : IMailTransport
{
    private readonly Channel<Delivery> _begun = Channel.CreateUnbounded<Delivery>();

    public string Destination => "nowhere";

    public bool HasBegun => _begun.Reader.TryPeek(out _);

    /// <summary>The next delivery, once it has begun.</summary>
    public async Task<Delivery> Begun() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var delivery = new Delivery(mail, cancellationToken);
        _begun.Writer.TryWrite(delivery);
        return delivery.End.Task.WaitAsync(cancellationToken);
    }

    internal sealed record Delivery(OutgoingMail Mail, CancellationToken Token)
    {
        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
