using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>A command of a grain that keeps no events itself: the log is told of it, and nothing else.</summary>
/// <param name="log">The audit log.</param>
/// <param name="clock">The clock.</param>
/// <param name="type">What is being done.</param>
/// <param name="subject">To what.</param>
/// <param name="detail">What else there is to know.</param>
internal sealed class AuditedCommand(AuditLog log, TimeProvider clock, AuditType type, string subject, string? detail = null)
{
    private readonly CallOrigin _origin = CallOrigin.Current;

    /// <summary>Carries it out.</summary>
    /// <param name="command">Does it.</param>
    /// <param name="refusal">The word for why it was not done, or that it had been done before; null when it was done.</param>
    public async Task<T> Do<T>(Func<Task<T>> command, Func<T, string?> refusal)
    {
        try
        {
            var answer = await command();
            Tell(refusal(answer));
            return answer;
        }
        catch
        {
            Tell(AuditResult.Unknown);
            throw;
        }
    }

    private void Tell(string? refusal)
    {
        var name = refusal is null or AuditResult.Unchanged ? type.Success : type.Failure;
        log.Write(name, refusal ?? AuditResult.Success, _origin, subject, clock.GetUtcNow(), detail);
    }
}
