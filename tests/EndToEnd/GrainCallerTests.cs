using System.Globalization;

namespace Members.Tests.EndToEnd;

/// <summary>Another Orleans service calls the grains of the running program, as the README shows it.</summary>
public sealed class GrainCallerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_service_registers_logs_in_checks_a_session_and_blocks()
    {
        var port = FreePort.Next().ToString(CultureInfo.InvariantCulture);
        await using var product = await MembersProcess.Start(
            _directory.Path, new Dictionary<string, string> { ["Members__OrleansGatewayPort"] = port });

        Assert.Equal(SampleService.First, await SampleService.Run("PORT", port));

        // The address is taken now, and she is blocked; both are told, and neither is an exception.
        var again = await SampleService.Run("PORT", port);
        Assert.Contains("register: EmailTaken", again, StringComparison.Ordinal);
        Assert.Contains("login: MemberBlocked", again, StringComparison.Ordinal);

        // Who called is in the audit log.
        Assert.Contains("service:sample", product.Output, StringComparison.Ordinal);
    }
}
