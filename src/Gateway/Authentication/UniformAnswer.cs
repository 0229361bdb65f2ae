using Microsoft.Extensions.Options;

namespace Members.Gateway.Authentication;

/// <summary>
/// Answers at a fixed time after the request, so that timing does not tell who is a member: by then a grain that had to be loaded
/// and a commit that only members cost are over (ASVS 5.0, 6.3.8).
/// </summary>
internal sealed class UniformAnswer(IOptions<MembersGatewayOptions> options)
{
    /// <summary>Starts the wait. Call it before anything is looked up.</summary>
    public Task Begin(CancellationToken cancellationToken) =>
        Task.Delay(options.Value.UniformAnswerAfter, TimeProvider.System, cancellationToken);
}
