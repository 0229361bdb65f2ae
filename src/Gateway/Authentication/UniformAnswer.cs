using Microsoft.Extensions.Options;

namespace Members.Gateway.Authentication;

/// <summary>
/// The moment at which answers are given that must not tell by their time who is a member: a grain that had to be read
/// first, a commit that only a member costs, are over by then (ASVS 5.0, 6.3.8).
/// </summary>
internal sealed class UniformAnswer(IOptions<GatewayOptions> options)
{
    /// <summary>Begins the wait; to be called before anything is looked up.</summary>
    public Task Begin(CancellationToken cancellationToken) => Task.Delay(options.Value.UniformAnswerAfter, TimeProvider.System, cancellationToken);
}
