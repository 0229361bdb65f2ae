using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Telemetry;

/// <summary>What a collector is sent of the log (contract I15).</summary>
public sealed partial class LogTests(TracedServer shared) : IClassFixture<TracedServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task The_audit_log_is_sent_without_who_on_whom_and_from_where()
    {
        var (person, token) = (await _server.Register(), Guid.NewGuid().ToString("N"));
        var failed = await _server.Login(person.Email, "not-the-password-77");
        var unknown = NewEmail();
        await _server.Login(unknown, "not-the-password-77");
        await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, $"/set-password?token={token}"));

        var trace = Collector.IdOf(failed.Header("x-wix-request-id")!);
        var sent = await Sent(line => line.Contains(trace, StringComparison.Ordinal));
        Assert.Contains("authn_login_fail", sent, StringComparison.Ordinal);
        Assert.Contains("INVALID_CREDENTIALS", sent, StringComparison.Ordinal);
        Assert.Contains("by {Actor} on {Subject} from {Address}", sent, StringComparison.Ordinal);
        Flush();
        Assert.All(
            [person.Email, unknown, person.Id.ToString("N"), person.Id.ToString(), "127.0.0.1", "key:", "email:", token],
            secret => Assert.DoesNotContain(secret, string.Concat(shared.Collector.Logs), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Members.Grains.Something")]
    [InlineData("Orleans.Runtime.Something")]
    [InlineData("Npgsql.Command")]
    public async Task Values_scopes_and_the_texts_of_errors_stay_behind_whoever_logs_them(string category)
    {
        var (logger, mark) = (_server.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category), Guid.NewGuid());
        var fault = new InvalidOperationException("secret-of-error", new IOException("secret-of-cause"));
        using var scope = logger.BeginScope("secret-of-scope");

        LogFailure(logger, "secret-of-value", fault);
        logger.Log(LogLevel.Error, new EventId(77, $"{mark}"), $"secret-of-text {mark}", fault, static (text, _) => text);
#pragma warning disable CA2254, CA1848 // what a careless library does
        logger.LogError(fault, $"secret-of-template {mark}");
#pragma warning restore CA2254, CA1848
        logger.Log(LogLevel.Error, new EventId(78, "LastOfAll"), "", null, static (text, _) => text);

        await Sent(line => line.Contains("LastOfAll", StringComparison.Ordinal));
        var sent = await Sent(line => line.Contains($"{mark}", StringComparison.Ordinal));
        Assert.Contains(category, sent, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", sent, StringComparison.Ordinal);
        Assert.Contains(shared.Collector.Logs, l => l.Contains("The text of a test with {Value}.", StringComparison.Ordinal));
        Assert.DoesNotContain("secret-of", string.Concat(shared.Collector.Logs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_no_log_is_made_for_one()
    {
        await using var server = await MembersServer.Start();

        Assert.Null(server.App.Services.GetService<LoggerProvider>());
        Assert.NotNull(_server.App.Services.GetService<LoggerProvider>());
    }

    private void Flush() => _server.App.Services.GetRequiredService<LoggerProvider>().ForceFlush();

    private Task<string> Sent(Func<string, bool> isWanted)
    {
        Flush();
        return Eventually.Get(() => Task.FromResult(shared.Collector.Logs.FirstOrDefault(isWanted)), "the line is sent");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The text of a test with {Value}.")]
    private static partial void LogFailure(ILogger logger, string value, Exception fault);
}
