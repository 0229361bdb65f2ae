using System.Text.Json;
using Members.Audit;
using Members.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Members.Tests.Unit.Audit;

/// <summary>What a line of the audit log looks like, and that nothing from outside can change how it looks.</summary>
public sealed class AuditLogTests
{
    // A new line, the terminal's own commands, the breaks that only Unicode knows, text that runs the other way, quotes, a blank.
    private const string Hostile = "x\r\n{\"Event\":\"user_blocked\"}\u001b[2J\u0085\u2028\u2029\u202e\0\ud800 by key:admin\ttrace";

    private static readonly CallOrigin Origin = new("key:1", "192.0.2.1", "0af7651916cd43dd8448eb211c80319c");

    [Fact]
    public void A_line_says_who_did_what_to_whom_from_where_with_what_result_and_when()
    {
        using var json = JsonDocument.Parse(Assert.Single(Written("json", Origin)));
        var (line, state) = (json.RootElement, json.RootElement.GetProperty("State"));

        Assert.Equal(101, line.GetProperty("EventId").GetInt32());
        Assert.Equal(("Warning", "Members.Audit"), (line.GetProperty("LogLevel").GetString(), line.GetProperty("Category").GetString()));
        string[] fields = ["Event", "Result", "Actor", "Subject", "Address", "TraceId", "Time", "Detail"];
        Assert.Equal(
            "authn_login_fail|INVALID_CREDENTIALS|key:1|member:7|192.0.2.1|0af7651916cd43dd8448eb211c80319c|2026-03-01T12:00:00.000Z|-",
            string.Join('|', fields.Select(n => state.GetProperty(n).GetString())));
    }

    [Fact]
    public void On_a_plain_console_it_is_one_line_too() => Assert.Equal(
        "warn: Members.Audit[101] authn_login_fail INVALID_CREDENTIALS by key:1 on member:7 from 192.0.2.1 "
        + "trace 0af7651916cd43dd8448eb211c80319c at 2026-03-01T12:00:00.000Z -",
        Assert.Single(Written("simple", Origin)));

    [Theory]
    [InlineData("json")]
    [InlineData("simple")]
    public void Nothing_from_outside_makes_another_line_or_looks_like_another_field(string format)
    {
        var lines = Written(format, new CallOrigin(Hostile, Hostile, Hostile), Hostile, Hostile);

        var line = Assert.Single(lines);
        Assert.DoesNotContain(line, c => char.IsControl(c) || c > '~');
        Assert.DoesNotContain("by key:admin", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\\r", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sink_that_fails_fails_nobody()
    {
        using var loggers = LoggerFactory.Create(b => b.AddProvider(new FailingProvider()));

        new AuditLog(loggers).Write("user_blocked", AuditResult.Success, Origin, "member:7", Moments.Start);
    }

    private sealed class FailingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The disk is full.");

        public void Dispose()
        {
        }
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        Assert.Equal(AuditText.MaxLength, AuditText.Clean(new string('a', 10_000)).Length);
        Assert.Equal(AuditText.MaxLength, AuditText.Clean(new string('\n', 10_000)).Length);
    }

    [Fact]
    public void A_clean_text_costs_no_copy()
    {
        var text = new string('a', 20);
        Assert.Same(text, AuditText.Clean(text));
    }

    [Fact]
    public void Every_name_has_a_number_and_a_refusals_is_that_of_the_success_and_one()
    {
        var numbers = AuditType.AllNames.Select(AuditType.NumberOf).ToList();

        Assert.Equal(102, numbers.Distinct().Count());
        Assert.DoesNotContain(0, numbers);
        Assert.All(AuditType.AllNames, n => Assert.Equal(AuditType.NumberOf(n) % 10 == 1, AuditType.IsFailure(n)));
        Assert.Equal((0, false, true), (AuditType.NumberOf("later"), AuditType.IsFailure("later"), AuditType.IsLasting("later")));
    }

    [Fact]
    public void An_address_is_named_by_a_digest_that_whoever_knows_it_can_make()
    {
        // printf 'default\nann@example.org' | sha256sum | cut -c 1-16
        Assert.Equal("email:fb2022ea7bbf1f8b", AuditSubject.Email(Make.Email("Ann@Example.org")));
    }

    // As a console shows it, without the console: that is the whole process's.
    private static string[] Written(string format, CallOrigin origin, string subject = "member:7", string? detail = null)
    {
        using var provider = new ServiceCollection()
            .AddLogging(l => l
                .AddSimpleConsole(o => (o.SingleLine, o.ColorBehavior) = (true, LoggerColorBehavior.Disabled))
                .AddJsonConsole())
            .BuildServiceProvider();
        using var page = new Page(provider.GetServices<ConsoleFormatter>().Single(f => f.Name == format));
        using var loggers = LoggerFactory.Create(l => l.AddProvider(page));
        new AuditLog(loggers).Write("authn_login_fail", "INVALID_CREDENTIALS", origin, subject, Moments.Start, detail);
        return page.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Page(ConsoleFormatter formatter) : ILoggerProvider
    {
        private readonly StringWriter _text = new();

        public string Text => _text.ToString();

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, formatter, _text);

        public void Dispose() => _text.Dispose();
    }

    private sealed class Writer(string category, ConsoleFormatter formatter, StringWriter text) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatted) =>
            formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatted), null, text);
    }
}
