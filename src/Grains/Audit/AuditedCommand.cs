using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>A command of a grain that stores no events: it is written to the log alone.</summary>
/// <param name="log">The audit log.</param>
/// <param name="clock">The clock.</param>
/// <param name="type">What is being done.</param>
/// <param name="subject">What it is done to.</param>
/// <param name="detail">More to write to the log.</param>
internal sealed class AuditedCommand(AuditLog log, TimeProvider clock, AuditType type, string subject, string? detail = null)
{
    private readonly CallOrigin _origin = CallOrigin.Current;

    /// <summary>Carries it out.</summary>
    /// <param name="command">Does it.</param>
    /// <param name="refusal">The result word of a refusal, or of a command that had been done before; null when it was done.</param>
    public async Task<T> Do<T>(Func<Task<T>> command, Func<T, string?> refusal)
    {
        try
        {
            var answer = await command();
            Write(refusal(answer));
            return answer;
        }
        catch
        {
            Write(AuditResult.Unknown);
            throw;
        }
    }

    private void Write(string? refusal)
    {
        var name = refusal is null or AuditResult.Unchanged ? type.Success : type.Failure;
        log.Write(name, refusal ?? AuditResult.Success, _origin, subject, clock.GetUtcNow(), detail);
    }
}
